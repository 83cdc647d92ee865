"""The horizon in words."""


def told(horizon_days: int, *, chosen: bool) -> str:
    """What H is and where it comes from; ``chosen`` where a person chose it."""
    source = (
        "chosen by you."
        if chosen
        else "four of five gaps between purchases were no longer when it was found, rounded up to "
        "30 days and at most 180."
    )
    return (
        f"**{horizon_days} days**: {source} A customer counts as active for {2 * horizon_days} "
        "days after a purchase."
    )
