"""The records of a list in other formats, to be copied or saved as a whole. `x` in the app uses this."""

from explorer.exporting.lists import LIST_FORMATS, ListFormat, formats_of

__all__ = ["LIST_FORMATS", "ListFormat", "formats_of"]
