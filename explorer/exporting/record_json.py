"""A record as JSON, with all its YAML fields, its ref and its verification; and a problem as JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from explorer.checking.coverage import Coverage
from explorer.checking.repeats.results import Repeat, how_much
from explorer.checking.speakers.speaker_finding import SpeakerFinding
from explorer.checking.verification import Finding, Verification
from explorer.model.problems import Problem
from explorer.model.records import AnyRecord, Article, Quote, Topic
from explorer.reading.quotation.spans import QuotedSpan
from explorer.snapshot import Snapshot


def record_json(snapshot: Snapshot, record: AnyRecord) -> dict[str, Any]:
    """All fields of the record, null or empty where the YAML has none. Passages count Unicode code points.

    A quote has `also_in` only if its words occur elsewhere, and `topics_by_query` only if it matches the queries of
    topics that it does not name. `stale` marks a record that can't be read now and is shown as it was last read.
    """
    fields = {"ref": record.ref, **_plain(record)}
    if record.ref in snapshot.stale:
        fields["stale"] = True
    if isinstance(record, Quote) and (by_query := snapshot.archive.by_query.get(record.id)):
        fields["topics_by_query"] = list(by_query)
    if isinstance(record, Topic):
        return fields
    fields["verification"] = _verification(record, snapshot.verifications.get(record.ref))
    if record.ref in snapshot.repeats.also:
        fields["also_in"] = [_also(one) for one in snapshot.repeats.also[record.ref]]
    if isinstance(record, Article):
        fields["coverage"] = _coverage(snapshot.coverage_of(record))
    return fields


def _verification(record: AnyRecord, verification: Verification | None) -> dict[str, Any] | None:
    if verification is None:
        return None
    said: dict[str, Any] = {"status": str(verification.status)}
    if isinstance(record, Quote):
        said["passages"] = [_plain(passage) for passage in verification.passages]
        said["attribution_at"] = _plain(verification.attribution_at)
        said["said"] = _said(verification.said)
    said["findings"] = [_finding(finding) for finding in verification.findings]
    return said


def _said(said: SpeakerFinding | None) -> dict[str, Any] | None:
    """How the article attributes a quote to its speaker, and where it names the speaker."""
    if said is None:
        return None
    accepted = {"accepted": said.accepted} if said.accepted else {}
    return {"how": str(said.how), "mention": _plain(said.mention)} | accepted


def _finding(finding: Finding) -> dict[str, Any]:
    """The finding for one text: a segment, an attribution, a piece of evidence, a headline or page furniture."""
    said = {"path": finding.path, "status": str(finding.status), "passage": _plain(finding.passage)}
    return said | {"code": finding.code, "message": finding.message} if finding.code else said


def _also(one: Repeat) -> dict[str, Any]:
    """Another place with a quote's words; `differences` compares this wording with the one there."""
    differing = (*one.versions.weighty, *one.versions.changes) if one.versions else ()
    return {
        "article": one.article,
        "passage": _plain(one.passage),
        "quote": one.quote,
        "words": how_much(one.versions),
        "differences": [{"here": step.archive, "there": step.article} for step in dict.fromkeys(differing)],
        "same_utterance": one.is_settled,
    }


def _coverage(coverage: Coverage | None) -> dict[str, Any] | None:
    if coverage is None:
        return None
    counts = {"spans": len(coverage.spans), "curated": coverage.curated, "drafted": coverage.drafted}
    return counts | {"open": [_span(span) for span in coverage.open]}


def _span(span: QuotedSpan) -> dict[str, Any]:
    """A quoted span of an article: its place, its parts, how it is marked as speech, and the name before it."""
    ends = {"start": span.start, "end": span.end, "kind": span.kind}
    return ends | {"parts": _plain(span.parts), "label": _plain(span.label)}


def _plain(value: object) -> Any:
    match value:
        case msgspec.Struct():
            return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
        case tuple():
            return [_plain(item) for item in value]
    return value


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem with its place as three values; `meant` is present if the problem suggests a correction."""
    found = {"severity": str(problem.severity), "code": problem.code, "message": problem.message, "ref": problem.ref}
    return {**_plain(problem.place), **found, **({"meant": _plain(problem.meant)} if problem.meant else {})}
