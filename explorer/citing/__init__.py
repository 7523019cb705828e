"""Write records as text to paste elsewhere: citations in several formats, and the command that reopens a view.

`desk` copies the text to the clipboard.
"""

from explorer.citing.citable import Citable
from explorer.citing.formats import FORMATS, Format, format_for, formats_for, reopen_command

__all__ = ["FORMATS", "Citable", "Format", "format_for", "formats_for", "reopen_command"]
