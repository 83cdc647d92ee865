"""Answers in words, made from the same tables as the pictures beside them.

Each function takes a documented table and a reader's ``Formats`` and returns plain text without
markup; what stands in it from the data is written as it came, so the page makes it safe.
"""
