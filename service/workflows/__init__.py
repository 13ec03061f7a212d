"""The steps of the way through the house, and the cycle that strings them. A step never calls another."""
