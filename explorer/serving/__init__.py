"""The explorer in a browser: a server that gives each visitor an explorer of their own, which only reads.

The page is served by aiohttp, and its terminal is the one that textual-serve has. What is drawn there is drawn by a
process for each visitor, `cli.served`, which ends with the visit.
"""
