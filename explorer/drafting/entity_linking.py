"""Link the entities of an article to person records: of the archive, or new ones."""

from __future__ import annotations

import re
from collections import defaultdict

import msgspec

from explorer.checking.speakers.linking import PersonLinker
from explorer.drafting.record_ids import first_free_id, slug
from explorer.model.records import UNNAMED_SPEAKER, Person
from explorer.reading.entities.appellations import Appellations
from explorer.reading.entities.entity import Entity, core_of, without_article
from explorer.reading.name_rules import NameRules
from explorer.reading.nouns import SourceKind
from explorer.reading.reporting.mentions import Mention

# Parts of a name that may be left out: initials, and suffixes such as Jr.
_LESSER = re.compile(r"\w\.?|Jr\.?|Sr\.?|I{2,3}|IV")
# The start of a complement of a description, which is left out of its id.
_FURTHER = re.compile(r"\s(?:of|for|in|at|with|who|to|from|close|familiar|surveyed|on|by)\b")


class EntityLinker:
    """Link each entity of an article to a person record when its id is needed."""

    def __init__(
        self,
        article: str,
        known: PersonLinker,
        name_rules: NameRules,
        appellations: Appellations,
    ) -> None:
        self._article = article
        self._name_rules = name_rules
        self._bare = name_rules.bare
        self._appellations = appellations
        self._linker = known
        self._taken: set[str] = set()
        self._ids: dict[int, str] = {}
        self._entities: dict[str, Entity] = {}
        self._by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.new: list[Person] = []

    def id_of(self, entity: Entity | None) -> str:
        """The id of an entity's person; without an entity, that of the article's placeholder for an unknown speaker."""
        entity = self._appellations.expanded(entity) if entity else None
        key = id(entity) if entity else 0
        if key not in self._ids:
            self._ids[key] = self._known_id(entity) if entity else ""
            self._ids[key] = self._ids[key] or self._made(entity)
        return self._ids[key]

    def may_take_part(self, id: str) -> bool:
        """Whether a person may take part in an event: not a document or the placeholder for an unknown speaker."""
        if id == self._ids.get(0):
            return False
        entity = self._entities.get(id)
        return entity is None or entity.type != "document"

    def _known_id(self, entity: Entity) -> str:
        """The id of the only person of the archive with this name."""
        if self._is_described(entity):
            return ""  # an unnamed source is a different one in each article
        several = [name for name, _ in entity.names.most_common() if " " in name]
        for name in (entity.name, *several):
            for words in (name.split(), [word for word in name.split() if not _LESSER.fullmatch(word)]):
                found = self._named(tuple(words))
                if found:
                    return found
        groups = self._linker.groups_called(self._shown(entity)) if entity.type == "collective" else []
        return groups[-1] if groups else ""

    def _is_described(self, entity: Entity) -> bool:
        """Whether a source is only described, so it may differ by article: “Officials”, not “the Ruiz camp”."""
        if entity.type != "collective" or not entity.is_described:
            return entity.type == "anonymous" or (entity.type == "document" and entity.is_described)
        words = entity.name.split()
        bare = self._bare(entity.name).split()
        is_proper = any(self._bare(word)[:1].isupper() for word in bare[1:]) or (
            len(words) > len(bare) > 1 and bare[0][0].isupper()
        )
        if self._name_rules.is_party(entity.core[-1]):
            return False  # “Democrats”
        nouns, last = self._name_rules.nouns, entity.core[-1]
        is_several = nouns.is_plural(last) and nouns.kind_of(last) is SourceKind.PERSON
        return not is_proper or is_several  # “Labour Ministers”, unlike “Calder Images”

    def _named(self, words: tuple[str, ...]) -> str:
        """The id of the only person of the archive with these words as a name."""
        matches = self._linker.matches(Mention(words, words, 0, 1)) if words else ()
        found = {match.person.id for match in matches if match.exact and match.is_by_name}
        return found.pop() if len(found) == 1 else ""

    def _shown(self, entity: Entity) -> str:
        """The displayed name: for an unnamed source, its description without the grammatical article."""
        name = " ".join(entity.name.split())
        if entity.type == "named":
            return name
        name = self._bare(name)
        return f"{name[:1].upper()}{name[1:]}"

    def _made(self, entity: Entity | None) -> str:
        if entity is None:
            made = Person(
                id=self._free(f"unnamed-{self._article}"), name=UNNAMED_SPEAKER, type="anonymous", review="draft"
            )
            self.new.append(made)
            return made.id
        name = self._shown(entity)
        known = self._by_name[entity.type, name.casefold()]
        if known and entity.type == "collective":
            return known[0]
        type = "collective" if entity.is_place else entity.type
        role = self._role(name, entity) if type == "named" else None
        made = Person(
            id=self._free(self._stem(name, entity)),
            name=name,
            type=type,
            aliases=self._aliases(name, entity),
            role=role,
            affiliation=self._name_rules.affiliation(role) if role else None,
            possibly_same_as=tuple(known) if entity.type in ("anonymous", "document") else (),
            review="draft",
        )
        self._entities[made.id] = entity
        known.append(made.id)
        self.new.append(made)
        return made.id

    def distinct(self) -> tuple[Person, ...]:
        """The new people, without name forms that another has as often, or that the archive has."""
        uses: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for person in self.new:
            for form in {person.name, *person.aliases}:
                count = self._entities[person.id].forms[form] if person.id in self._entities else 0
                uses[form.casefold()].append((-count, person.id))
        owners = {form: min(each)[1] for form, each in uses.items()}

        def own(person: Person) -> tuple[str, ...]:
            return tuple(
                form
                for form in person.aliases
                if owners[form.casefold()] == person.id and not self._named(tuple(form.split()))
            )

        return tuple(msgspec.structs.replace(person, aliases=own(person)) for person in self.new)

    def _role(self, name: str, entity: Entity) -> str | None:
        """The first role of a person that is a noun phrase for one person."""
        roles = (self._name_rules.role(" ".join(role.split())) for role in entity.roles)
        return next((role for role in roles if role and name.casefold() not in role.casefold()), None)

    def _aliases(self, name: str, entity: Entity) -> tuple[str, ...]:
        """The other forms of a name, without descriptions."""
        if self._is_described(entity):
            return ()
        forms = (form for form in self._appellations.of(entity) if form.casefold() != name.casefold())
        named = dict.fromkeys(form for form in forms if self._name_rules.is_form_of_name(form))
        return tuple(form for form in named if self._is_own(form, entity))

    def _is_own(self, form: str, entity: Entity) -> bool:
        """Whether a form is a name rather than a noun: “Ruiz”, “the Commission”; not “Bank” or “British”."""
        core, of_name = core_of((*form.split(),)), entity.core
        if entity.type == "named" and not entity.is_place:
            last = core[-1:] == without_article(of_name)[-1:]  # “Rusk” of “Omar al-Rusk”
            if last or core[-1] in (of_name[1:] or of_name):
                return True
        if core[0] in self._name_rules.elsewhere or (len(core) == 1 and self._name_rules.is_common(form)):
            return False
        return entity.type != "named" or form.isupper() or core[0] in of_name

    def _stem(self, name: str, entity: Entity) -> str:
        """A short id; for an unnamed source, the first words of its description and the article’s id."""
        is_named = not self._is_described(entity)
        words = name if is_named else _FURTHER.split(name)[0]
        stem = slug(words) or "person"
        return stem if is_named or not self._article else f"{stem}-{self._article}"

    def _free(self, stem: str) -> str:
        found = first_free_id(stem, lambda id: id in self._taken or id in self._linker.person_index.people)
        self._taken.add(found)
        return found
