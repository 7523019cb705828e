"""Export of whole archives and of lists of records, to be copied or saved. `x` in the app uses this."""

from explorer.exporting.lists import LIST_FORMATS, ListFormat, formats_of

__all__ = ["LIST_FORMATS", "ListFormat", "formats_of"]
