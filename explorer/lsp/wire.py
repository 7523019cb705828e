"""Convert the results of the other modules to the protocol's types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from lsprotocol import types

from explorer.display import clean
from explorer.lsp.completing import Offer, Offers, Sort
from explorer.lsp.diagnosing import Diagnosis
from explorer.lsp.finding import Address
from explorer.lsp.hovering import Said
from explorer.lsp.mending import Mending
from explorer.lsp.outlining import Symbol
from explorer.lsp.renaming import Change
from explorer.lsp.texts import FileText, Texts
from explorer.model.problems import Severity
from explorer.model.records import Kind
from explorer.reading.text.passages import Passage

SOURCE = "explorer"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_SORTS = {
    Sort.SECTION: types.CompletionItemKind.Module,
    Sort.FIELD: types.CompletionItemKind.Field,
    Sort.RECORD: types.CompletionItemKind.Reference,
    Sort.VALUE: types.CompletionItemKind.Value,
    Sort.FILE: types.CompletionItemKind.File,
}
_KINDS = {
    Kind.ARTICLE: types.SymbolKind.File,
    Kind.PERSON: types.SymbolKind.Class,
    Kind.TOPIC: types.SymbolKind.Namespace,
    Kind.EVENT: types.SymbolKind.Event,
    Kind.QUOTE: types.SymbolKind.String,
}


def range_of(file: FileText, start: int, end: int) -> types.Range:
    """A range in the client's units."""
    first, last = file.positions.position(start), file.positions.position(end)
    return types.Range(types.Position(*first), types.Position(*last))


def location(texts: Texts, address: Address, name: str, passage: Passage) -> types.Location | None:
    """The location of a passage in a file; None if the file can't be read."""
    file = texts[name]
    return types.Location(address(name), range_of(file, passage.start, passage.end)) if file else None


def locations(texts: Texts, address: Address, spots: Iterable[tuple[str, Passage]]) -> list[types.Location]:
    """The locations of passages, without those in files that can't be read."""
    found = (location(texts, address, name, passage) for name, passage in spots)
    return [each for each in found if each is not None]


def diagnostic(file: FileText, diagnosis: Diagnosis, near: types.Location | None = None) -> types.Diagnostic:
    """A diagnostic; `near` is the passage of an article that it concerns."""
    problem = diagnosis.problem
    related = [types.DiagnosticRelatedInformation(near, "the nearest words in the article")] if near else None
    return types.Diagnostic(
        range_of(file, diagnosis.start, diagnosis.end),
        clean(problem.message),
        severity=_SEVERITIES[problem.severity],
        code=problem.code,
        source=SOURCE,
        related_information=related,
    )


def completions(file: FileText, offers: Offers, *, with_snippets: bool) -> types.CompletionList:
    """The proposals in order. For a client that supports snippets, the cursor goes before the closing text."""
    place = range_of(file, offers.start, offers.end)
    items = [_completion(offer, place, n, with_snippets) for n, offer in enumerate(offers.offers)]
    return types.CompletionList(offers.is_partial, items)


def _completion(offer: Offer, place: types.Range, number: int, with_snippets: bool) -> types.CompletionItem:
    is_snippet = with_snippets and bool(offer.closing)
    begun, closing = (
        re.sub(r"[\\$}]", r"\\\g<0>", text) if is_snippet else text for text in (offer.insert, offer.closing)
    )
    return types.CompletionItem(
        offer.label,
        kind=_SORTS[offer.sort],
        detail=offer.detail or None,
        documentation=offer.about or None,
        sort_text=f"{number:05}",
        filter_text=offer.sought or offer.label,
        insert_text_format=types.InsertTextFormat.Snippet if is_snippet else None,
        text_edit=types.TextEdit(place, f"{begun}{'$0' if is_snippet else ''}{closing}"),
    )


def hover(file: FileText, said: Said, *, in_markdown: bool) -> types.Hover:
    """The hover text at a place."""
    kind = types.MarkupKind.Markdown if in_markdown else types.MarkupKind.PlainText
    text = said.markdown if in_markdown else said.plain
    return types.Hover(types.MarkupContent(kind, text), range_of(file, said.start, said.end))


def workspace_edit(
    texts: Texts,
    address: Address,
    version: Callable[[str], int | None],
    changes: Mapping[str, Sequence[Change]],
    *,
    with_versions: bool,
) -> types.WorkspaceEdit:
    """Changes of files as document edits. With versions, the client refuses outdated edits."""
    edits: dict[str, list[types.TextEdit]] = {}
    for name, some in changes.items():
        file = texts[name]
        if file is not None and some:
            edits[address(name)] = [
                types.TextEdit(range_of(file, change.start, change.end), change.text) for change in some
            ]
    if not with_versions:
        return types.WorkspaceEdit(changes=edits)
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, version(uri)), some)
            for uri, some in edits.items()
        ]
    )


def action(mending: Mending, file: FileText, edit: types.WorkspaceEdit) -> types.CodeAction:
    """A fix as a code action."""
    return types.CodeAction(
        mending.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(file, mending.diagnosis)],
        is_preferred=True,
        edit=edit,
    )


def document_symbol(file: FileText, symbol: Symbol) -> types.DocumentSymbol:
    whole, id = (range_of(file, passage.start, passage.end) for passage in (symbol.whole, symbol.id))
    return types.DocumentSymbol(symbol.name, _KINDS[symbol.kind], whole, id, detail=symbol.ref)


def workspace_symbol(place: types.Location, symbol: Symbol) -> types.WorkspaceSymbol:
    return types.WorkspaceSymbol(place, symbol.name, _KINDS[symbol.kind], container_name=symbol.ref)
