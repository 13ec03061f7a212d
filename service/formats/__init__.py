"""How an audit leaves the house, one format a file: a frozen month in, bytes out. They do not know each other."""
