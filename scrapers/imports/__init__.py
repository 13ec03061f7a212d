"""Files that are no web pages, one module a kind."""
