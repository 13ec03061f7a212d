"""Tables, the unit of work, and all queries."""
