"""The parts that screens are made of. A widget shows what it is given, and posts what the reader wants of it.

None of them knows the screen that it is on, nor the app.
"""
