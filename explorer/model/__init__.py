"""What an archive is made of: its records, how they are joined, and what follows from that alone.

Nothing here reads a file or an article's text.
"""
