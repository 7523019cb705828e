"""The cast of an article as people: those whom the archive has already, and new ones for the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

import msgspec

from explorer.checking.saying.everybody import Everybody
from explorer.checking.saying.mentions import Mention
from explorer.checking.saying.people import People
from explorer.checking.saying.wording import Wording
from explorer.drafting.appellations import Appellations, affiliation_in
from explorer.drafting.members import Member
from explorer.drafting.naming import free, slug
from explorer.model.records import UNNAMED_SPEAKER, Person

# Words of a name that it may go without: initials, and what tells a son from his father.
_LESSER = re.compile(r"\w\.?|Jr\.?|Sr\.?|I{2,3}|IV")
# What goes on with a description, and is not in its id.
_FURTHER = re.compile(r"\s(?:of|for|in|at|with|who|to|from|close|familiar|surveyed|on|by)\b")


class Persons:
    """Gives each member of a cast a person's id, as it is asked for one."""

    def __init__(
        self,
        article: str,
        known: Iterable[Person],
        wording: Wording,
        bare: Callable[[str], str],
        called: Appellations | None = None,
    ) -> None:
        """`bare` gives a description without the article before it."""
        self._article = article
        self._bare = bare
        self._called = called
        self._common = wording.roles | wording.collectives
        everybody = Everybody(known)
        self._known = People(everybody, wording)
        self._taken = set(everybody.people)
        self._ids: dict[int, str] = {}
        self._members: dict[str, Member] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        self.new: list[Person] = []

    def id_of(self, member: Member | None) -> str:
        """The id of the person that a member is; that of the article's placeholder for nobody."""
        member = self._called.meant(member) if member and self._called else member
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
        if member.type == "anonymous" or self._is_described(member.name):
            return ""  # who is not named is somebody else in each article
        several = [name for name, _ in member.names.most_common() if " " in name]
        for name in (member.name, *several):
            for words in (name.split(), [word for word in name.split() if not _LESSER.fullmatch(word)]):
                found = self._named(tuple(words))
                if found:
                    return found
        return ""

    def _is_described(self, name: str) -> bool:
        """Whether a group is only described, as any other may be: “Officials”, not “the White House”."""
        words = self._bare(name).split()
        if any(word[0].isupper() for word in words[1:]):
            return False
        return not words or words[0][0].islower() or words[-1].lower() in self._common

    def _named(self, words: tuple[str, ...]) -> str:
        """The id of the only person of the archive who has these words for a name."""
        matches = self._known.matches(Mention(words, words, 0, 1)) if words else ()
        found = {match.person.id for match in matches if match.exact and match.is_by_name}
        return found.pop() if len(found) == 1 else ""

    def _made(self, member: Member | None) -> str:
        if member is None:
            made = Person(
                id=self._free(f"unnamed-{self._article}"), name=UNNAMED_SPEAKER, type="anonymous", review="draft"
            )
            self.new.append(made)
            return made.id
        name = " ".join(member.name.split())
        known = self._by_name.get((member.type, name))
        if known and member.type == "collective" and not self._is_described(name):
            return known
        if member.type != "named":
            name = self._bare(name)
            name = name[:1].upper() + name[1:]
        roles = [role for role in member.roles if role.casefold() != name.casefold()] if member.type == "named" else []
        role = " ".join(roles[0].split()) if roles else None
        made = Person(
            id=self._free(self._stem(name, member)),
            name=name,
            type=member.type,
            aliases=self._aliases(name, member),
            role=role,
            affiliation=affiliation_in(role) if role else None,
            review="draft",
        )
        self._members[made.id] = member
        self._by_name[member.type, " ".join(member.name.split())] = made.id
        self.new.append(made)
        return made.id

    def distinct(self) -> tuple[Person, ...]:
        """The new people, without forms by which another one is called as often, or whom the archive has."""
        uses: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for person in self.new:
            for form in {person.name, *person.aliases}:
                count = self._members[person.id].forms[form] if person.id in self._members else 0
                uses[form.casefold()].append((-count, person.id))
        owners = {form: min(each)[1] for form, each in uses.items()}

        def own(person: Person) -> tuple[str, ...]:
            return tuple(
                form
                for form in person.aliases
                if owners[form.casefold()] == person.id and not self._named(tuple(form.split()))
            )

        return tuple(msgspec.structs.replace(person, aliases=own(person)) for person in self.new)

    def _aliases(self, name: str, member: Member) -> tuple[str, ...]:
        """What else somebody is called who has a name, or speaks as a group."""
        if member.type == "anonymous":
            return ()
        forms = self._called.of(member) if self._called else list(member.forms)
        forms = [form for form in forms if self._bare(form).casefold() != name.casefold()]
        return tuple(dict.fromkeys(forms))

    def _stem(self, name: str, member: Member) -> str:
        """A short id: of whoever has no name, the first words of what they are called, and the article’s id."""
        is_named = member.type == "named" or (member.type == "collective" and not self._is_described(name))
        words = name if is_named else _FURTHER.split(name)[0]
        stem = slug(words) or "person"
        return stem if is_named or not self._article else f"{stem}-{self._article}"

    def _free(self, stem: str) -> str:
        found = free(stem, self._taken.__contains__)
        self._taken.add(found)
        return found
