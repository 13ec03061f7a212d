"""The HTTP API: thin routers, one per noun; each parses, calls one workflow and returns."""
