"""Draft records for a new article, by rules over its text alone: the same text gives the same drafts."""
