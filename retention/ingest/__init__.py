"""A file → checked rows, or every problem at once.

``reading`` opens any file as a table of text; ``mapping`` proposes which column is which field and
asks what it cannot know; ``checks`` stages the rows, reads every cell and says what is wrong with a
row; ``preview`` does the same for the first rows; ``importing`` loads what can be taken.
"""
