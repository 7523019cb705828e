"""What may come next on a shell's command line, and the scripts by which bash, zsh and fish ask for it.

A shell asks at each Tab. So what is offered is kept in the user's cache folder, and nothing is imported that only the
commands themselves need. What is printed is never run by a shell: each line is a word, whatever stands in it.
"""
