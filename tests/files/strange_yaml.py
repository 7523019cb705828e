"""Data files as no two people write them: the same few records in all the styles that YAML has."""

from __future__ import annotations

_PLAIN = """\
people:
- id: ana
  name: Ana Ruiz
  aliases: [the mayor, Ruiz]
- id: ben
  name: Ben
quotes:
- id: one
  article: pier
  speech: direct
  text: It’s a plan.
  speaker: ana
- id: two
  article: pier
  speech: indirect
  text:
  - it
  - was
  speaker: ben
  topics: [pier]
"""

STRANGE: dict[str, str] = {
    "plain": _PLAIN,
    "windows": _PLAIN.replace("\n", "\r\n"),
    "old mac": _PLAIN.replace("\n", "\r"),
    "byte order mark": f"\ufeff{_PLAIN}",
    "no last line end": _PLAIN.removesuffix("\n"),
    "windows, no last line end": _PLAIN.replace("\n", "\r\n").removesuffix("\r\n"),
    "JSON": """\
{"people": [{"id": "ana", "name": "Ana Ruiz", "aliases": ["the mayor"]}, {"id": "ben", "name": "Ben"}],
 "quotes": [{"id": "one", "article": "pier", "speech": "direct", "text": ["It’s", "a plan"], "speaker": "ana"}]}
""",
    "JSON over lines": """\
{
  "people": [
    {"id": "ana", "name": "Ana Ruiz", "aliases": []},
    {
      "id": "ben",
      "name": "Ben"
    }
  ],
  "quotes": [
    {
      "id": "one",
      "article": "pier",
      "speech": "direct",
      "text": "It’s a plan",
      "speaker": "ana",
      "topics": [
        "pier",
        "harbour"
      ]
    }
  ]
}
""",
    "comments everywhere": """\
# The head
# of it

# People
people: # all of them
# the first
- id: ana # an id\twith a tab
  # a name
  name: Ana Ruiz # hers
  aliases: # two
  # above
  - the mayor # one
  # between
  - Ruiz # two
  # below
  # the last of hers

# the second
- # behind a dash
  id: ben
  name: Ben

# Quotes
quotes:
# {not: yaml}
- {id: one, # in braces
   article: pier, speech: direct, text: 'a # b', # more
   speaker: ana} # end
- id: two
  article: pier
  text: "a # b"
  # between
  speech: indirect
  speaker: ben
# the end
""",
    "anchors elsewhere": """\
topics:
- &pier {id: pier, label: &label The pier}
- {id: quay, label: *label}
people:
- id: ana
  name: &name Ana Ruiz
  aliases: &aliases [the mayor]
- id: ben
  name: *name
  aliases: *aliases
- id: eve
  name: Eve
quotes:
- &one
  id: one
  article: pier
  speech: direct
  text: It’s a plan
  speaker: ana
""",
    "indented, with room": """\
---
people:

    -   id: ana
        name: Ana Ruiz
        aliases:
            -   the mayor
            -   Ruiz


    -   id: ben
        name: Ben
        evidence:
            -   article: pier
                text: said Ben


quotes:

    -   id: one
        article: pier
        speech: direct
        text: It’s a plan
        speaker: ana
...
""",
    "all is indented": """\
  people:
  - id: ana
    name: Ana Ruiz
  - id: ben
    name: Ben
  quotes:
    - id: one
      article: pier
      speech: direct
      text: x
      speaker: ana
""",
    "blocks of text": """\
people:
- id: ana
  name: >-
    Ana
    Ruiz
  note: |
    One line.

      And another.
  role: >+
    mayor

- id: ben
  name: |-
    Ben
  note: >2
     Indented.
    Not.

    More.
  aliases:
  - >-
    a long
    one
  - |-
    another
# end
quotes:
- id: one
  article: pier
  speech: direct
  speaker: ana
  text: |+
    It’s a plan.


""",
    "texts over lines": """\
people:
- id: ana
  name: Ana
    Maria
    Ruiz
  note: "One
    two \\
    three

    four"
- id: ben
  name: 'Ben

    Okafor'
  aliases: [one
    two, "three
    four",
    five]
quotes:
- {id: one, article: pier, speech: direct, speaker: ana,
   text: It is
     a plan}
""",
    "lists of texts over lines": """\
people:
- id: ana
  name: Ana
  note: |
    Two works:

    - The Pier
    - The Quay
  aliases: # all
  - |
    the mayor
      of the town
  - >-
    a long

    one
  - "three\\tfour \\
      five\\_six"
  evidence:
  - article: pier
    text: |
      “It is
      a plan”
  - {article: pier, text: 'said

      Ana'}
  accepts:
  - code: "a: b" # odd
    because: >
      It is
      so.
- id: ben
  name: |-
    Ben
    Okafor
quotes:
- id: one
  article: pier
  speech: direct
  speaker: ana
  text:
  - 'It

    is'
  - a
    plan
  at:
    prefix: "he said\\n:"
    suffix: |
      and
      so on
""",
    "letters of the world": """\
# 和平 👩\u200d👧
people:
- id: ana
  name: 安娜 👩\u200d👧 Ruiz
  aliases: [市长, "Zoë\u0301"]
- {id: ben, name: "Ben\u00a0Okafor", note: "a\\_b \\u00e9 \\x41"}
quotes:
- id: one
  article: pier
  speech: direct
  text: “和平统一”，他说
  speaker: ana
""",
    "quoted keys": """\
"people":
- "id": ana
  'name': "Ana"
- 'id' : 'ben'
  name : 'Ben'
"quotes" :
- {"id" : one, 'article': pier, speech: direct, text: "x", speaker: ana}
""",
    "dashes on lines of their own": """\
people:
-
  id: ana
  name: Ana
  aliases:
  -
    the mayor
  - Ruiz
-
    id: ben
    name: Ben
quotes:
-

  id: one
  article: pier
  speech: direct
  text: x
  speaker: ana
""",
    "blank lines and trailing blanks": (
        "\n\npeople:  \n\n- id: ana   \n  name: Ana  \n   \n  role: mayor\n\n\n- id: ben\n  name: Ben\n \n\n"
        "quotes: \n- id: one \n  article: pier\n  speech: direct\n  text: x   \n  speaker: ana\n\n\n"
    ),
    "empty lists": "articles:\npeople: []\ntopics: null # none\nevents: ~\nquotes:   # yet\n# end\n",
    "nothing": "",
    "only a comment": "# People come here.\n",
    "only a beginning": "---\n# People come here.\n",
    "begin and end": f"%YAML 1.1\n--- # here\n{_PLAIN}... # there\n# after\n",
    "tags and merges": """\
people:
- !!map
  id: !!str ana
  name: ! Ana
- <<: {role: mayor}
  id: ben
  name: Ben
""",
    "asked for": """\
people:
- ? id
  : ana
  ? name
  : Ana
- id: ben
  ? name
  : Ben
""",
    "defaults": """\
defaults:
  quotes: {article: pier, speech: direct, topics: [pier], relayed: true}  # for all
  people:
    role: mayor
people:
- {id: ana, name: Ana, role: null}
- {id: ben, name: Ben}
quotes:
- id: one
  text: a
  speaker: ana
- {id: two, text: b, speaker: ben, speech: indirect, topics: []}
""",
    "a key twice": "people:\n- id: ana\n  name: Ana\n  name: Anna\n- id: ana\n  name: Other\n- id: ben\n  name: Ben\n",
    "line ends of all kinds": "people:\r\n- id: ana\n  name: Ana\r- id: ben\x85  name: Ben\u2028  role: x\n",
    "lists in a row": "people:\n- {id: ana, name: Ana, aliases: [[a, b], {c: d}, [e: f]]}\n- id: ben\n  name: Ben\n",
    "long lines": (
        f"people:\n- id: ana\n  name: Ana\n  note: {'word ' * 40}\n- id: ben\n  name: Ben\n"
        f'quotes:\n- id: one\n  article: pier\n  speech: direct\n  speaker: ana\n  text: "{"word " * 60}"\n'
    ),
}
