"""What the columns of a list of ``actions.contacts`` are called, on screen and in a file."""

_WORDS = {
    "rank": "Rank",
    "customer": "Customer number",
    "name": "Name",
    "email": "E-mail",
    "phone": "Phone",
    "country": "Country",
    "risk": "Risk of leaving",
    "usual_amount": "Amount per {days} days",
    "single_amount": "Only purchase",
    "revenue_at_risk": "May be lost",
    "priority": "Priority",
    "status": "Status",
    "segment": "Segment",
    "reason": "Why",
    "action": "What to do",
    "orders": "Purchases",
    "amount": "Amount so far",
    "last": "Last purchase",
    "days_since": "Days since last purchase",
    "gap_days": "Usual days between purchases",
    "expected_next_low": "Next expected from",
    "expected_next_high": "Next expected to",
    "salesperson": "Salesperson",
    "store": "Store",
    "consent_email": "E-mail agreed",
    "consent_phone": "Calls agreed",
    "consent_sms": "Texts agreed",
}
_MONEY = ("usual_amount", "single_amount", "revenue_at_risk", "priority", "amount")


def words(horizon_days: int, currency: str | None) -> dict[str, str]:
    """Column → what it is called; money with its currency, where that is known."""
    told = {name: text.format(days=horizon_days) for name, text in _WORDS.items()}
    if not currency:
        return told
    return told | {name: f"{told[name]}, {currency}" for name in _MONEY}


def file_words(horizon_days: int, currency: str | None) -> dict[str, str]:
    """The same for a file: mailing services find the address by itself under this spelling."""
    return words(horizon_days, currency) | {"email": "Email"}
