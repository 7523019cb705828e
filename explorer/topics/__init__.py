"""Topics that fill themselves: which quotes answer the query of a topic, and what to say of that."""
