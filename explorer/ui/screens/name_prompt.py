"""The question for the name of a query."""

from __future__ import annotations

from explorer.desk.kept_queries import LONGEST_NAME, Queries
from explorer.display import one_line
from explorer.ui.screens.prompt import Prompt


class NamePrompt(Prompt):
    """Asks for a name. Its result is the name, empty to delete it, or None when the user just leaves."""

    def __init__(self, query: str, queries: Queries) -> None:
        name = queries.name_of(query)
        told = "An empty name deletes it." if name else ""
        super().__init__("Name this query", one_line(query), "keep it", told, name or "", LONGEST_NAME)
        self._query = query.strip()
        self._queries = queries

    def objection(self, answer: str) -> str:
        """Objects to a name that another query has. The same answer once more takes it from that query."""
        name = one_line(answer)
        other = self._queries.saved.get(name, self._query)
        if other == self._query:
            return ""
        return f"“{name}” is the name of “{one_line(other)}”. Enter once more takes it from that; another name, or Esc."
