"""Read a file into the text of an article, and what it says of the article. Nothing is written here."""
