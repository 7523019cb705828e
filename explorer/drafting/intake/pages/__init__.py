"""Read a web page into the text of its article. Only this package needs the packages of the extra `html`."""
