"""The audit's numbers, one a file: each a pure function of one month's facts. They do not know each other."""
