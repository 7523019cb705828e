"""An archive as a site: a folder of pages to put on any server, or to open from disk.

Pure functions from an `Extract` to named files. `pages` says which pages there are, the modules beside it what is on
each, `templates/` how it is laid out, and `assets/` how it looks and how it searches.
"""

from explorer.exporting.site.pages import site_files

__all__ = ["site_files"]
