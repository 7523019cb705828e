"""A file that someone has → the text of an article, and what the file says of the article. Nothing is written here."""
