"""All queries, by what they are about. Each function works in the session it is given and never commits."""
