"""What the main screen does for each request of a screen or a widget."""

from __future__ import annotations

from functools import partial

from explorer.model.records import Article
from explorer.ui.keys import keys_at_work, written
from explorer.ui.requests import (
    AddArticles,
    Cite,
    EditFields,
    Export,
    GoBack,
    GoForward,
    Jump,
    MainRequest,
    OpenRecord,
    OpenTrail,
    QuoteWords,
    ReadArticle,
    SearchFor,
    ShowScreen,
    Tag,
    TagAgain,
)
from explorer.ui.screens.walking_screen import WalkingScreen
from explorer.ui.targets import targets_of


def fulfil(main: WalkingScreen, request: MainRequest) -> None:
    """Do what was asked for: go to a view, or open something over it."""
    match request:
        case OpenRecord(ref):
            main.open_trail((ref,))
        case OpenTrail(trail, found):
            main.open_trail(trail, found)
        case GoBack():
            main.go_back()
        case GoForward():
            main.go_forward()
        case SearchFor(query):
            main.search_for(query)
        case ReadArticle():
            main.read(request)
        case ShowScreen(name, at):
            main.open_named(name, at)
        case _:
            _open(main, request)


def _open(main: WalkingScreen, request: MainRequest) -> None:
    """Open what is no view of the history. Each screen is imported when it is opened."""
    match request:
        case AddArticles():
            from explorer.ui.screens.add_screen import AddScreen

            main.open_screen(AddScreen())
        case Cite(ref):
            from explorer.ui.screens.citing_screen import CitingScreen

            main.open_screen(CitingScreen(ref), partial(main.copy_citation, ref))
        case Export() if main.snapshot.is_unchecked:
            main.notify("What is listed can be copied or saved when all of it is checked.", severity="warning")
        case Export(listings):
            from explorer.ui.screens.export_screen import ExportScreen

            main.open_screen(ExportScreen(listings))
        case EditFields(ref):
            _edit_fields(main, ref)
        case QuoteWords():
            _quote_words(main, request)
        case Tag(quote, listed):
            from explorer.ui.screens.tag_prompt import TagPrompt

            main.app.push_screen(TagPrompt(main.snapshot.archive, quote, listed), main.tag)
        case TagAgain():
            _tag_again(main, request)
        case Jump():
            _jump(main)


def _edit_fields(main: WalkingScreen, ref: str) -> None:
    from explorer.desk.form import Form, too_long

    record = main.snapshot.archive.find(ref)
    if record is not None and (too_much := too_long(record)):
        keys = keys_at_work(main.app.screen).get("edit", ["the palette"])
        main.notify(f"{too_much}, too many for a form: {written(keys[0])} edits it in your editor.")
    elif record is not None:
        main.open_form(Form.of(main.snapshot, record))


def _quote_words(main: WalkingScreen, request: QuoteWords) -> None:
    from explorer.desk import new_quotes

    article = main.snapshot.archive.get(Article, request.article)
    if article is not None:
        guess = partial(new_quotes.guessed, main.snapshot, article, request.passages)
        form = new_quotes.begun(main.snapshot, article, request.passages)
        main.open_form(form, guess, lambda ref: request.then(ref) if ref else None)


def _tag_again(main: WalkingScreen, request: TagAgain) -> None:
    from explorer.desk.tagging import Tagging

    if main.last_tags is None:
        keys = keys_at_work(main.app.screen).get("tag", ["the palette"])
        main.notify(f"Nothing was tagged yet: {written(keys[0])} tags a quote.", severity="warning")
    else:
        main.tag(Tagging(main.last_tags, (request.quote,)))
        request.then()


def _jump(main: WalkingScreen) -> None:
    """Show letters on what can be gone to, over whichever screen is on top."""
    from explorer.ui.screens.jump_screen import JumpScreen

    targets = targets_of(main.app.screen)
    if targets and not isinstance(main.app.screen, JumpScreen):
        screen = JumpScreen(targets).data_bind(WalkingScreen.snapshot, WalkingScreen.search)
        main.app.push_screen(screen, lambda go: go() if go else None)
    elif not targets:
        main.notify("Nothing here can be gone to.", timeout=2)
