"""Platforms that take a reply through an API of their own: one file each, ending with `POSTER = ...`."""
