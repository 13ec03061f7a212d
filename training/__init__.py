"""Builds the weights that `service.understanding` reads: `uv run python -m training ../shared/data`."""
