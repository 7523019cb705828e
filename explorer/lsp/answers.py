"""The server's answers to each message of an editor, and its main function."""

from __future__ import annotations

import logging
import signal
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from lsprotocol import types

from explorer.desk.steps import NotWrittenError
from explorer.display import clean
from explorer.files.belonging import DATA, SEEDS
from explorer.lsp import aiming, completing, hovering, mending, outlining, renaming, wire
from explorer.lsp.aiming import Aim, aim_at
from explorer.lsp.live import in_thread
from explorer.lsp.server import Asked, ExplorerServer, refusal

# Characters, besides letters, that trigger completion.
_TRIGGERS = [":", " ", "[", ",", "{", "-", '"', "'"]


def initialize(server: ExplorerServer, params: types.InitializeParams) -> None:
    server.open(params)
    if server.must_be_asked:
        among = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False)
        server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, among)(diagnostic)


def initialized(server: ExplorerServer, _: types.InitializedParams) -> None:
    server.begin()


def shutdown(server: ExplorerServer, *_: Any) -> None:
    server.is_ending = True
    server.session.end()


def exit_now(server: ExplorerServer, *_: Any) -> None:
    server.ended_by_exit = True


def did_save(server: ExplorerServer, params: types.DidSaveTextDocumentParams) -> None:
    server.session.on_disk([params.text_document.uri])


def did_change_files(server: ExplorerServer, params: types.DidChangeWatchedFilesParams) -> None:
    server.session.on_disk([change.uri for change in params.changes])


def did_change_folders(server: ExplorerServer, _: types.DidChangeWorkspaceFoldersParams) -> None:
    server.session.begin(server.folders())


async def diagnostic(
    server: ExplorerServer, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport:
    uri = params.text_document.uri
    asked = await server.asked(uri)
    marked = asked.archive.marks.get(asked.name) if asked else None
    return types.RelatedFullDocumentDiagnosticReport(server.diagnostics(uri, marked))


async def completion(server: ExplorerServer, params: types.CompletionParams) -> types.CompletionList | None:
    asked = await server.asked(params.text_document.uri, at_once=True)
    if asked is None or not asked.name.startswith(f"{DATA}/"):
        return None
    texts = asked.texts.names(SEEDS)
    offers = completing.offers_at(asked.snapshot, asked.file.text, asked.offset(params.position), texts)
    return wire.completions(asked.file, offers, with_snippets=server.takes_snippets)


async def hover(server: ExplorerServer, params: types.HoverParams) -> types.Hover | None:
    asked = await server.asked(params.text_document.uri)
    if asked is None:
        return None
    address, offset = server.address(asked.archive), asked.offset(params.position)
    said = hovering.said_at(asked.snapshot, asked.name, asked.file.text, offset, address)
    return wire.hover(asked.file, said, in_markdown=server.takes_markdown) if said else None


async def definition(server: ExplorerServer, params: types.DefinitionParams) -> list[types.Location] | None:
    asked = await server.asked(params.text_document.uri)
    if asked is None:
        return None
    spots = aiming.definitions(asked.snapshot, asked.texts, asked.name, asked.offset(params.position))
    return wire.locations(asked.texts, server.address(asked.archive), spots)


async def references(server: ExplorerServer, params: types.ReferenceParams) -> list[types.Location] | None:
    # Wait for the whole archive: a file in isolation does not show what the others refer to.
    asked = await server.asked(params.text_document.uri, settled=True)
    aim = aim_at(asked.snapshot, asked.name, asked.file.text, asked.offset(params.position)) if asked else None
    if asked is None or aim is None:
        return None
    with_itself = params.context.include_declaration
    spots = aiming.references_of(asked.snapshot, asked.texts, aim.ref, with_itself=with_itself)
    return wire.locations(asked.texts, server.address(asked.archive), spots)


async def prepare_rename(server: ExplorerServer, params: types.PrepareRenameParams) -> Any:
    asked = await server.asked(params.text_document.uri)
    if asked is None:
        return None
    aim = _renamable(asked, params.position)
    place = wire.range_of(asked.file, aim.start, aim.end)
    return types.PrepareRenamePlaceholder(place, aim.ref.partition("/")[2])


async def rename(server: ExplorerServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    asked = await server.asked(params.text_document.uri, settled=True)
    if asked is None:
        return None
    aim = _renamable(asked, params.position)
    try:
        changes = renaming.renamed(asked.snapshot, asked.archive.contents, aim.ref, params.new_name.strip())
    except NotWrittenError as error:
        raise refusal(clean(str(error))) from None
    return server.edit(asked, changes)


def _renamable(asked: Asked, position: types.Position) -> Aim:
    aim = aim_at(asked.snapshot, asked.name, asked.file.text, asked.offset(position))
    if aim is None or not aim.is_id or aim.ref not in asked.snapshot.archive.entries:
        raise refusal("there is no id of a record here to rename")
    return aim


async def code_action(server: ExplorerServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    asked = await server.asked(params.text_document.uri)
    only = params.context.only
    if asked is None or (only and not any(types.CodeActionKind.QuickFix.value.startswith(kind) for kind in only)):
        return None
    marked = asked.archive.marks.get(asked.name)
    start, end = asked.offset(params.range.start), asked.offset(params.range.end)
    here = [each for each in marked.diagnoses if each.start <= end and start <= each.end] if marked else []
    if not here:
        return []
    version = server.session.version(params.text_document.uri)
    # Each fix parses the whole file as YAML, which would delay everything else.
    found = await in_thread(lambda: list(mending.mendings(asked.snapshot, asked.file, here)))
    if server.session.version(params.text_document.uri) != version:
        return None  # something was typed meanwhile, and the editor asks again
    return [wire.action(each, asked.file, server.edit(asked, {asked.name: each.changes})) for each in found]


async def document_symbol(
    server: ExplorerServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | None:
    asked = await server.asked(params.text_document.uri)
    if asked is None:
        return None
    symbols = outlining.of_file(asked.snapshot, asked.file)
    return [wire.document_symbol(asked.file, symbol) for symbol in symbols]


async def workspace_symbol(
    server: ExplorerServer, params: types.WorkspaceSymbolParams
) -> list[types.WorkspaceSymbol] | None:
    found = []
    for archive in server.session.archives:
        index, snapshot = await archive.index(), archive.snapshot
        if index is None or snapshot is None:
            continue
        texts, address = server.texts(archive), server.address(archive)
        for symbol in outlining.of_archive(snapshot, index, texts, params.query):
            place = wire.location(texts, address, symbol.file, symbol.id)
            found += [wire.workspace_symbol(place, symbol)] if place else []
    return found


_ANSWERS: list[tuple[str, Any, Any]] = [
    (types.INITIALIZE, initialize, None),
    (types.INITIALIZED, initialized, None),
    (types.SHUTDOWN, shutdown, None),
    (types.EXIT, exit_now, None),
    (types.TEXT_DOCUMENT_DID_SAVE, did_save, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, did_change_files, None),
    (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, did_change_folders, None),
    (types.TEXT_DOCUMENT_COMPLETION, completion, types.CompletionOptions(trigger_characters=_TRIGGERS)),
    (types.TEXT_DOCUMENT_HOVER, hover, None),
    (types.TEXT_DOCUMENT_DEFINITION, definition, None),
    (types.TEXT_DOCUMENT_REFERENCES, references, None),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, prepare_rename, None),
    (types.TEXT_DOCUMENT_RENAME, rename, None),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        code_action,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    ),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, document_symbol, None),
    (types.WORKSPACE_SYMBOL, workspace_symbol, None),
]


def serve(given: Path | None) -> int:
    """Serve the editor connected to the standard streams until it ends. Returns the exit code."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Safe("explorer lsp: %(message)s"))
    logging.basicConfig(level=logging.ERROR, handlers=[handler])
    # Silence pygls: its errors are also reported to the editor, and we log them then.
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    server = ExplorerServer(given)
    for method, answer, options in _ANSWERS:
        server.feature(method, options)(answer)
    # Ctrl+C, for someone who starts the server by hand.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    output = sys.stdout.buffer
    with redirect_stdout(sys.stderr):  # whatever else is printed, nothing gets between the messages
        server.start_io(sys.stdin.buffer, output)
    return 1 if server.ended_by_exit and not server.is_ending else 0


class _Safe(logging.Formatter):
    """Log lines without control characters for the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record))
