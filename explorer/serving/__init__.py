"""The explorer in a browser: a server that gives each visitor a read-only explorer of their own.

aiohttp serves the page, which uses the terminal that comes with textual-serve. What it shows is drawn by one process
for each visitor, `cli.served`, which ends with the visit.
"""
