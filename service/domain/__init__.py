"""Rules on values: no input, no output, no clock."""
