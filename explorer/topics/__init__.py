"""Topics that fill themselves: which quotes answer the query of a topic, what to say of that, and which to propose."""
