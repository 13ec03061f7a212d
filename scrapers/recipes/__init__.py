"""Sites described in YAML instead of in Python."""
