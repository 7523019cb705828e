"""An archive as a site: a folder of pages to put on any server or to open from disk.

Pure functions from an `Extract` to named files. `pages` lists the pages, the other modules make their content,
`templates/` has their layout, and `assets/` their look and their search.
"""

from explorer.exporting.site.pages import site_files

__all__ = ["site_files"]
