"""Read a web page into the text of its article. The only place that needs the packages of the extra `html`."""
