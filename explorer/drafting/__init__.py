"""Draft records for a new article by rules, from its text alone: the same text always gives the same drafts."""
