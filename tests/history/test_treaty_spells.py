"""Facts of a treaty at signature."""

import pytest

from detente.history.treaty_spells import pact_spells

MAJORS = [
    {"ccode": 2, "styear": 1898, "endyear": 2016},
    {"ccode": 365, "styear": 1991, "endyear": 2016},
    {"ccode": 255, "styear": 1925, "endyear": 1945},
]


def treaty(year, partner):
    numbers = dict.fromkeys(
        ("begmo", "begday", "endyr", "endmo", "endday", "term", "cowid", "statthr1", "statthr2",
         "specthrt", "defense", "offense", "neutral", "nonagg", "consul", "estmode", "asymm"),
        0,
    )  # fmt: skip
    members = dict.fromkeys((f"mem{i}" for i in range(1, 60)), None)
    row = {"atopid": 1, "begyr": year, "ineffect": 1, "bilat": 1, "mem1": 2, "mem2": partner}
    return numbers | members | row


@pytest.mark.parametrize(
    ("year", "partner", "both"),
    [
        (1930, 255, True),
        (1950, 255, False),
        (2016, 365, True),
        (2018, 365, True),
        (2018, 255, False),
    ],
)
def test_who_is_a_major_power_when_the_list_ends_remains_one(year, partner, both):
    spells = pact_spells([[treaty(year, partner)], [], MAJORS])
    assert spells.flags["both_major"].tolist() == [both]
