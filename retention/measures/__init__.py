"""Every number the app shows: a function asks a snapshot one question and returns a table.

``CATALOGUE`` lists what ``show`` offers, each with its function and one sentence.
"""
