"""Completion of a shell's command line, and the scripts with which bash, zsh and fish request it.

Each Tab starts the program. Therefore completions are cached in the user's cache folder, and only what they need is
imported. The shell never runs the output: each line is a word, whatever it contains.
"""
