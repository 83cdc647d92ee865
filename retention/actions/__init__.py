"""Acting on the numbers: whom to contact, with what, and as which file."""
