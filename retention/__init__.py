"""Regulars: see who comes back.

Sales exports go in; out come who comes back, why the others leave, who leaves next and whom to
contact. Everything here runs without a screen. The rooms, in the order the data passes through:

- ``ingest``    a file → checked rows, or every problem of it at once
- ``store``     the one door to the database: transactions, batches, archive, snapshots
- ``engines``   who runs ``sql/build``: the derived tables
- ``sql``       every query, one question per file
- ``measures``  ask, and return a documented table
- ``models``    who leaves next, and how sure that is
- ``actions``   whom to contact, and what to do
- ``charts``    a table in, a figure out
- ``reports``   the same tables as files

``errors``, ``settings``, ``glossary``, ``intervals`` and ``formatting`` are known to all of them.
"""
