"""Where alerts go, one transport a file."""
