"""Topics that fill themselves: which quotes match a topic's query, why, and which topics to propose."""
