"""What can go wrong, said in one plain sentence."""


class Refused(Exception):
    """A request that cannot be met. The message is one plain sentence for the person who asked:
    what happened, where, and what to do. The command line prints it and exits 1, a page shows it.
    """
