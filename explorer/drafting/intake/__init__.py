"""Read a file into the text of an article and the file's metadata of it. Nothing is written here."""
