"""The cast of an article as people: those whom the archive has already, and new ones for the others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from explorer.checking.saying.everybody import Everybody
from explorer.checking.saying.mentions import Mention
from explorer.checking.saying.people import People
from explorer.checking.saying.wording import Wording
from explorer.drafting.members import Member
from explorer.model.records import UNNAMED_SPEAKER, Person

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^(?:the|a|an|some)\s+", re.IGNORECASE)
# How long an id may be, in characters.
_LENGTH = 48


def slug(text: str) -> str:
    """A text as an id: its letters and digits with hyphens between the words; “x” when it has none that are Latin."""
    plain = normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode().lower()
    found = _NOT_IN_SLUG.sub("-", plain).strip("-")
    return found if len(found) <= _LENGTH else found[:_LENGTH].rpartition("-")[0] or found[:_LENGTH]


class Persons:
    """Gives each member of a cast a person's id, as it is asked for one."""

    def __init__(self, article: str, known: Iterable[Person], wording: Wording) -> None:
        self._article = article
        everybody = Everybody(known)
        self._known = People(everybody, wording)
        self._taken = set(everybody.people)
        self._ids: dict[int, str] = {}
        self.new: list[Person] = []

    def id_of(self, member: Member | None) -> str:
        """The id of the person that a member is; that of the article's placeholder for nobody."""
        key = id(member) if member else 0
        if key not in self._ids:
            self._ids[key] = self._known_id(member) if member else ""
            self._ids[key] = self._ids[key] or self._made(member)
        return self._ids[key]

    def known_as(self, mention: Mention) -> str | None:
        """The id of the only person of the archive who is called so; None when nobody is, or several are."""
        found = {match.person.id for match in self._known.matches(mention) if match.exact}
        return found.pop() if len(found) == 1 else None

    def _known_id(self, member: Member) -> str:
        """The id of the only person of the archive with this name."""
        if member.type == "anonymous":
            return ""  # who is not named is somebody else in each article
        words = tuple(member.name.split())
        found = [
            match for match in self._known.matches(Mention(words, words, 0, 1)) if match.exact and match.is_by_name
        ]
        return found[0].person.id if len({match.person.id for match in found}) == 1 else ""

    def _made(self, member: Member | None) -> str:
        if member is None:
            made = Person(
                id=self._free(f"unnamed-{self._article}"), name=UNNAMED_SPEAKER, type="anonymous", review="draft"
            )
            self.new.append(made)
            return made.id
        name = " ".join(member.name.split())
        if member.type != "named":
            name = _ARTICLE.sub("", name) if member.type == "anonymous" else name
            name = name[:1].upper() + name[1:]
        stem = slug(name) or f"person-{self._article}"
        if member.type != "named" and not name[:1].isupper():
            stem = f"{stem}-{self._article}"
        forms = [" ".join(form.split()) for form, _ in member.forms.most_common()]
        aliases = tuple(dict.fromkeys(form for form in forms if form.casefold() != name.casefold()))
        roles = [role for role in member.roles if role.casefold() != name.casefold()] if member.type == "named" else []
        made = Person(
            id=self._free(stem if member.type != "anonymous" else f"{stem}-{self._article}"),
            name=name,
            type=member.type,
            aliases=aliases if member.type != "anonymous" else (),
            role=" ".join(roles[0].split()) if roles else None,
            review="draft",
        )
        self.new.append(made)
        return made.id

    def _free(self, stem: str) -> str:
        found, n = stem[: 2 * _LENGTH].strip("-"), 2
        while found in self._taken:
            found, n = f"{stem}-{n}", n + 1
        self._taken.add(found)
        return found
