"""Find the same or nearly the same words in another article, or at another place of the same one.

`places` finds them, by the words alone; `relating` says what they are to a quote, and `problems` which of them to tell.
What they find (`results`) is apart from how, so that a start where nothing changed imports none of that.
"""
