"""Who looks like one person, whom nobody may preselect, and what merging changes."""

from datetime import datetime

import pytest

from retention.errors import Refused
from retention.formatting import Formats
from retention.measures import customers, identities
from retention.measures.ladder import second_order
from retention.measures.sentences import identities as sentences
from retention.store import merges
from tests.worlds import world

NOW = datetime(2026, 6, 1)
OLD = "zoe 2024-01-01\nzoe 2024-01-08\nyan 2024-01-01\nxen 2024-12-01\n"


def proposed(text: str) -> dict[str, list[str]]:
    """Group → its customers."""
    table = identities.proposals(world(text).snapshot())
    return table.groupby("group", sort=False)["customer"].agg(list).to_dict()


def looked_at(text: str) -> set[str]:
    """The groups that "all" leaves out."""
    table = identities.proposals(world(text).snapshot())
    return set(table.loc[table["look_first"].astype(bool), "group"])


@pytest.mark.parametrize(
    "one, other",
    [("Anna@Example.org", "anna@example.ORG"), ("anna@x.org", "anna+shop@x.org"),
     ("anna@gmail.com", "Anna@googlemail.com")],
)  # fmt: skip
def test_one_mailbox_is_one_person(one, other):
    assert proposed(f"a 2024-01-01 email={one}\nb 2024-02-01 email={other}") == {"a": ["a", "b"]}


@pytest.mark.parametrize(
    "one, other", [("anna@x.org", "anna@y.org"), ("a.nna@x.org", "anna@x.org"), ("none", "none")]
)
def test_two_mailboxes_or_no_address_are_not(one, other):
    assert proposed(f"a 2024-01-01 email={one}\nb 2024-02-01 email={other}") == {}


def test_an_address_that_became_the_number_is_met_by_the_one_written_beside_a_number():
    text = "17 2024-01-01 email=anna@x.org phone=+3612345678\nanna@x.org 2024-02-01\n"
    assert proposed(text + "+3612345678 2024-03-01") == {"17": ["17", "anna@x.org", "+3612345678"]}


CARDS = "000123 2024-01-01 source={} customer_name=Anna\n123 2024-02-01 source={} customer_name={}"


def test_a_card_written_in_two_ways_by_two_sources_is_one():
    assert proposed(CARDS.format("till", "shop", "Anna")) == {"000123": ["000123", "123"]}
    assert proposed(CARDS.format("till", "till", "Anna")) == {}
    text = CARDS.format("till", "shop", "Anna").replace(" customer_name=Anna", "")
    assert looked_at(text) == {"000123-other-names"}


def test_a_key_of_more_than_five_is_the_shops_own():
    shop = "".join(f"s{n} 2024-01-0{n} email=shop@x.org\n" for n in range(1, 8))
    assert proposed(shop) == {}
    told = identities.passed_over(world(shop).snapshot())
    assert told.values.tolist() == [["email", "shop@x.org", 7]]
    assert len(proposed(shop.replace("s7", "s5").replace("s6", "s5"))["s1"]) == 5


@pytest.mark.parametrize(
    "one, other, agree",
    [("Anna Kiss", "KISS Ánna", True), ("A. Kiss", "Anna Kiss", True), ("Anna", "Anna Kiss", True),
     ("Mrs Anna Kiss", "Anna Kiss", True), ("Anna Kiss", "Pál Kiss", False),
     ("Anna Kiss", "Bert Nagy", False)],
)  # fmt: skip
def test_other_names_are_shown_and_not_preselected(one, other, agree):
    names = [each.replace(" ", "_") for each in (one, other)]
    text = "\n".join(
        f"{number} 2024-0{month}-01 phone=+3612345678 customer_name={name}"
        for number, month, name in zip("ab", (1, 2), names, strict=True)
    )
    assert list(proposed(text)) == ["a" if agree else "a-other-names"]
    assert looked_at(text) == (set() if agree else {"a-other-names"})


HOUSE = """
    a 2024-01-01 customer_name=Anna_Kiss email=anna@x.org
    b 2024-02-01 customer_name=Anna_Kiss email=anna@x.org phone=+3611111111
    c 2024-02-05 customer_name=Pal_Kiss phone=+3611111111
"""


def test_a_household_phone_chains_nobody():
    assert proposed(HOUSE) == {"a": ["a", "b"], "a-other-names": ["a", "b", "c"]}
    table = identities.proposals(world(HOUSE).snapshot())
    assert identities.chosen(table, ["all"]) == [("a", ["b"])]
    told = table.set_index(["group", "customer"])
    assert told.loc[("a-other-names", "b"), ["shares", "value"]].tolist() == [
        "email, phone", "anna@x.org · +3611111111"
    ]  # fmt: skip


def test_a_long_chain_is_not_preselected():
    text = "".join(
        f"c{n} 2024-01-0{n} email=m{n}@x.org\nc{n} 2024-02-0{n} email=m{n + 1}@x.org\n"
        for n in range(1, 8)
    )
    assert proposed(text) == {"c1": [f"c{n}" for n in range(1, 8)]}
    assert looked_at(text) == {"c1"}


def test_an_unknown_group_is_refused():
    table = identities.proposals(world(HOUSE).snapshot())
    with pytest.raises(Refused, match="no proposal “b”"):
        identities.chosen(table, ["b"])


def test_the_effect_is_what_comes_of_it():
    # anna's two numbers look like two who never came back; a return under the second number
    # takes one of her sales away, and only the merged person is seen to have made it
    shop = world(
        OLD
        + """
        a 2024-01-01 10 email=anna@x.org product=tea
        b 2024-02-01 10 email=anna@x.org product=cup
        b 2024-02-09 -10 email=anna@x.org product=tea
        e 2024-03-01 10 email=emma@x.org
        f 2024-04-01 10 email=emma@x.org
        """
    )
    told = identities.effect(shop.snapshot()).iloc[0]
    assert (told["groups"], told["pairs"], told["customers"], told["within"]) == (2, 2, 4, 180)
    # before: zoe of zoe, yan, a, b, e, f; after: zoe and emma of zoe, yan, anna, emma
    assert (told["before"], told["after"]) == (pytest.approx(1 / 6), pytest.approx(2 / 4))
    assert sentences.proposed(told.to_frame().T, Formats()) == (
        "2 pairs; merged, 50.0% buy a second time within 180 days instead of 16.7%"
    )
    table = identities.proposals(shop.snapshot())
    merges.accept(shop, identities.chosen(table, ["all"]), who="ida", at=NOW)
    after = second_order(shop.snapshot()).set_index("within")["share"]
    assert after[180] == pytest.approx(told["after"])


def test_each_number_finds_the_person():
    shop = world(HOUSE)
    merges.accept(shop, [("a", ["b"])], who="ida", at=NOW)
    for number in ("a", "b"):
        one = customers.one(shop.snapshot(), customer=number).iloc[0]
        assert (one["customer"], one["other_numbers"], one["orders"]) == ("a", "b", 2)
        found = customers.search(shop.snapshot(), text=number)
        assert found["customer"].iloc[0] == "a"
        assert customers.timeline(shop.snapshot(), customer=number)["amount"].sum() == 20
    assert identities.accepted(shop.snapshot())["customer"].tolist() == ["a", "b"]


def test_nothing_to_propose_says_nothing():
    shop = world("a 2024-01-01\nb 2024-02-01").snapshot()
    assert identities.proposals(shop).empty
    assert sentences.proposed(identities.effect(shop), Formats()) == ""
    assert sentences.to_look_at(identities.proposals(shop), Formats()) == ""
    assert sentences.passed_over(identities.passed_over(shop), Formats()) == ""
