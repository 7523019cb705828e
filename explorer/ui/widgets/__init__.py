"""The widgets that screens are made of. A widget shows the state that it is given, and posts the user's requests.

No widget knows its screen or the app. `ui.wording` turns records into text.
"""
