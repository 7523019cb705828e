"""The widgets that screens are made of. A widget shows the state that it is given, and posts what the user asks for.

No widget knows the screen that it is on, or the app. How a record looks as text is in `ui.wording`.
"""
