"""Performance claims, each a ratio measured in one run beside its baseline. `uv run python -m benchmarks` runs all."""
