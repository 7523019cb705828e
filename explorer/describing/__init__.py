"""The description of a record, in one place for all views: labelled fields with links and passages; and the signs.

Detail and `explorer show` render these fields. How they look is up to the renderer: colours, margins, keys of links,
line breaks, which fields are left out. Not here: a record's line in a pane (`ui.wording.rows`), a record as JSON
(`exporting.record_json`), and what is said about many records together.
"""
