"""A new article → proposed records, by rules over its text alone: the same text gives the same drafts."""
