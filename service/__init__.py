"""Omdome: an employer-brand review monitor. See docs/architecture.md for the rooms and the way through them."""
