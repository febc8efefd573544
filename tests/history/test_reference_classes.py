"""Reference classes: a case belongs to those that its record says, for a reason and at an age."""

from datetime import date

import forecast_kit as kit
import pytest

from detente.case.partners import Alignment
from detente.case.record import Record
from detente.history.reference_classes import is_rupture, is_strain

AS_OF = date(2001, 11, 12)
RIVALS, FRIENDS, CONVENIENCE = "ex-rivals", "coalitions-of-friends", "coalitions-of-convenience"
PARTNERS, PARTNERS_EX = "treaty-partners", "treaty-partners-ex-rivals"
SEVERAL = "pacts-multilateral"
OBLIGATIONS = ("defense", "offense", "neutral", "nonagg", "consul")


def entry(kind, start, end=None, **more):
    """Something that lies between the two; days as ISO dates."""
    return Record(
        id=f"{kind}-{start}",
        kind=kind,
        label="made up",
        start=start,
        end=end,
        known_on=start,
        **more,
    )


def matches(*record):
    return kit.reference_matches(kit.quiet(record=record))


RIVALRY = entry("rivalry", "1945-01-01", "1989-12-31")
GOING_ON = entry("rivalry", "1980-01-01")
COALITION = entry("coalition", "1995-06-01")
PACT = entry("pact", "1992-06-17")
PACT_OF_DEFENSE = entry("pact", "1992-06-17", obligations=("defense",))


def years(day):
    return pytest.approx((AS_OF - date.fromisoformat(day)).days / 365.25)


@pytest.mark.parametrize(
    ("record", "classes"),
    [
        ([RIVALRY], {RIVALS}),
        ([GOING_ON], set()),
        ([entry("dispute", "1985-01-01", "1985-02-01")], set()),
        ([COALITION], {FRIENDS}),
        ([COALITION, RIVALRY], {RIVALS, CONVENIENCE}),
        ([COALITION, GOING_ON], {CONVENIENCE}),
        ([PACT], {PARTNERS}),
        ([PACT, RIVALRY], {RIVALS, PARTNERS_EX, "pacts-ex-rivals"}),
        ([], set()),
    ],
)
def test_a_case_belongs_to_the_classes_of_its_record(record, classes):
    assert set(matches(*record)) == classes


@pytest.mark.parametrize(("ended", "found"), [("1980-01-01", CONVENIENCE), ("1979-12-31", FRIENDS)])
@pytest.mark.parametrize("kind", ["rivalry", "dispute"])
def test_a_coalition_is_of_convenience_after_hostility_within_fifteen_years(kind, ended, found):
    """Counted by the calendar years of the end and of the coalition's beginning, 1995."""
    enmity = entry(kind, "1960-01-01", ended)
    assert set(matches(COALITION, enmity)) - {RIVALS} == {found}


@pytest.mark.parametrize(("said", "class_"), [(True, CONVENIENCE), (False, FRIENDS)])
def test_an_entry_that_says_whether_they_were_adversaries_goes_before_the_record(said, class_):
    """Two states that only joined a dispute on its two sides have no dispute in a record."""
    coalition = entry("coalition", "1995-06-01", adversaries=said)
    assert set(matches(coalition, entry("dispute", "1990-01-01", "1990-02-01"))) == {class_}
    assert set(matches(coalition)) == {class_}


def test_what_began_on_the_day_of_the_coalition_or_later_does_not_make_it_one_of_adversaries():
    later = entry("dispute", "1995-06-01", "1995-07-01")
    assert set(matches(COALITION, later)) == {FRIENDS}


@pytest.mark.parametrize(("ended", "ex"), [("1972-01-01", True), ("1971-12-31", False)])
def test_a_treaty_is_between_former_rivals_after_a_rivalry_within_twenty_years(ended, ex):
    rivalry = entry("rivalry", "1950-01-01", ended)
    found = set(matches(PACT, rivalry)) - {RIVALS}
    assert found == ({PARTNERS_EX, "pacts-ex-rivals"} if ex else {PARTNERS})


def test_a_dispute_makes_no_treaty_one_of_former_rivals():
    assert set(matches(PACT, entry("dispute", "1990-01-01", "1990-02-01"))) == {PARTNERS}


def test_a_treaty_of_many_states_is_of_their_class_alone():
    """Such a pair once had the base rates of bilateral treaties and of their partners."""
    terms = {"obligations": ("defense",), "both_major": True, "threat_named": True}
    many = entry("pact", "1995-01-01", bilateral=False, **terms)
    later = entry("pact", "1999-01-01", bilateral=False, **terms)
    found = matches(many, later, RIVALRY)
    assert set(found) == {RIVALS, SEVERAL}
    assert found[SEVERAL][0] == years("1995-01-01")  # the oldest: history counts from signature


def test_a_treaty_of_the_two_alone_goes_before_one_of_many_states():
    many = entry("pact", "1995-01-01", bilateral=False)
    assert matches(PACT_OF_DEFENSE, many) == matches(PACT_OF_DEFENSE)


def test_a_treaty_that_ended_is_no_treaty():
    assert matches(entry("pact", "1992-06-17", "2000-01-01", both_major=True)) == {}


def test_the_latest_treaty_and_the_latest_coalition_count():
    old = entry("pact", "1960-01-01", threat_named=True)
    assert "pacts-threat" not in matches(old, PACT)
    assert matches(entry("coalition", "1950-01-01"), COALITION)[FRIENDS][0] == years("1995-06-01")


@pytest.mark.parametrize(
    ("field", "value", "class_"),
    [
        ("both_major", True, "pacts-both-major"),
        ("both_major", False, None),
        ("threat_named", True, "pacts-threat"),
        ("threat_named", False, "pacts-no-threat"),
        *[("obligations", (o,), f"pacts-{o}") for o in OBLIGATIONS],
    ],
)
def test_a_treaty_belongs_to_the_classes_of_its_terms(field, value, class_):
    """What is not said of a treaty puts it into no class."""
    found = set(matches(entry("pact", "1992-06-17", **{field: value})))
    assert found == {PARTNERS} | ({class_} if class_ else set())


def test_a_treaty_of_several_obligations_belongs_to_the_class_of_each():
    found = matches(entry("pact", "1992-06-17", obligations=("defense", "consul")))
    assert set(found) == {PARTNERS, "pacts-defense", "pacts-consul"}


def test_every_match_names_its_reason():
    treaty = entry(
        "pact", "1992-06-17", both_major=True, threat_named=False, obligations=("nonagg",)
    )
    found = {name: reason for name, (_, reason) in matches(RIVALRY, COALITION, treaty).items()}
    within = "rivals within 20 years before it"
    assert found == {
        RIVALS: "a rivalry between them ended in 1989",
        CONVENIENCE: "on one side since 1995, having been adversaries in the 15 years before",
        PARTNERS_EX: f"treaty of 1992: {within}",
        "pacts-ex-rivals": f"treaty of 1992: {within}",
        "pacts-both-major": "treaty of 1992: both are major powers",
        "pacts-no-threat": "treaty of 1992: it names no threat",
        "pacts-nonagg": "treaty of 1992: non-aggression pact",
    }
    assert matches(COALITION)[FRIENDS][1] == (
        "on one side since 1995, without having been adversaries in the 15 years before"
    )
    assert matches(PACT)[PARTNERS][1] == "treaty of 1992: no rivals within 20 years before it"


def test_the_clock_runs_from_the_beginning_of_what_the_class_counts():
    found = matches(RIVALRY, COALITION, PACT)
    assert {name: age for name, (age, _) in found.items()} == {
        RIVALS: years("1989-12-31"),
        CONVENIENCE: years("1995-06-01"),
        PARTNERS_EX: years("1992-06-17"),
        "pacts-ex-rivals": years("1992-06-17"),
    }


def test_a_later_rupture_starts_the_clock_again_except_that_of_the_treaty_itself():
    dispute = entry("dispute", "2000-10-17", "2000-11-09", force=True)
    found = matches(RIVALRY, COALITION, PACT, dispute)
    again = years("2000-11-09")
    assert {name: age for name, (age, _) in found.items()} == {
        RIVALS: again,
        CONVENIENCE: again,
        PARTNERS_EX: again,
        "pacts-ex-rivals": years("1992-06-17"),
    }


def test_a_rupture_that_goes_on_starts_no_clock():
    """A regression: only what is over counts as the last rupture."""
    assert matches(RIVALRY, entry("dispute", "2000-10-17"))[RIVALS][0] == years("1989-12-31")


def test_no_age_is_below_nought():
    assert matches(entry("coalition", "2002-01-01"))[FRIENDS][0] == 0


def test_a_case_gets_the_outcomes_of_its_classes():
    pairs = set(kit.outcomes(kit.make(kit.quiet(record=(RIVALRY,)))))
    assert {"rupture", "rivalry", "force", "strain"} <= pairs
    assert "treaty" not in pairs
    assert set(kit.outcomes(kit.make(kit.quiet(record=(PACT, RIVALRY))))) == pairs | {
        "treaty",
        "suspension",
    }


def test_an_incident_is_no_rupture_and_starts_no_clock():
    incident = entry("dispute", "2000-10-17", "2000-11-09")
    assert matches(RIVALRY, incident)[RIVALS][0] == years("1989-12-31")


@pytest.mark.parametrize(
    ("kind", "force", "rupture", "strain"),
    [
        ("rivalry", None, True, False),
        ("dispute", True, True, False),
        ("dispute", False, False, True),
        ("dispute", None, False, True),
        ("sanctions", None, False, True),
        ("crisis", None, False, True),
        ("suspension", None, False, False),
        ("pact", None, False, False),
    ],
)
def test_what_an_entry_counts_as(kind, force, rupture, strain):
    made = entry(kind, "2000-10-17", force=force)
    assert (is_rupture(made), is_strain(made)) == (rupture, strain)


@pytest.mark.parametrize(("key", "kind"), [("force", "dispute"), ("adversaries", "coalition")])
def test_a_key_of_one_kind_is_refused_of_another(key, kind):
    with pytest.raises(ValueError, match=f"got `{key}` of a pact; only a {kind} has it"):
        entry("pact", "2000-10-17", **{key: True})


AGREEMENT = entry("agreement", "1990-05-01")


def common(*rivals, **more):
    """A threat to both partners by each of some states."""
    case = kit.quiet(record=())
    actors = tuple(
        case.actors[0].model_copy(update={"id": r, "name": r, "kind": "state"}) for r in rivals
    )
    threats = tuple(
        case.threats[0].model_copy(
            update={
                "id": f"t-{r}",
                "actor": r,
                "since": date(1980 + 5 * k, 6, 1),
                "severity": dict.fromkeys(
                    case.members, next(iter(case.threats[0].severity.values()))
                ),
            }
        )
        for k, r in enumerate(rivals)
    )
    return case.model_copy(update={"actors": case.actors + actors, "threats": threats} | more)


def votes(level=0.1, since="1990-12-31"):
    return Alignment(
        level=level, fall=0.0, sessions_below=0, positive_since=since, known_on="2001-01-01"
    )


def test_an_agreement_a_common_enemy_or_like_votes_make_a_class_without_a_treaty():
    assert matches(AGREEMENT) == {
        "defence-agreements": (
            years("1990-12-31"),
            "agreement on defence cooperation of 1990, and no treaty",
        )
    }
    assert kit.reference_matches(common("made-up-1", "made-up-2")) == {
        "common-enemies": (years("1980-12-31"), "a rival of both since 1980, and no treaty")
    }
    assert kit.reference_matches(kit.quiet(record=(), alignment=votes())) == {
        "aligned": (
            years("1990-12-31"),
            "votes more alike than with the world since 1990, and no treaty",
        )
    }


@pytest.mark.parametrize("other", [PACT, GOING_ON])
def test_a_treaty_or_a_rivalry_leaves_no_informal_class(other):
    informal = {"defence-agreements", "common-enemies", "aligned"}
    case = common("made-up", record=(AGREEMENT, other), alignment=votes())
    assert not informal & kit.reference_matches(case).keys()
    left = common("made-up", record=(AGREEMENT,), alignment=votes())
    assert kit.reference_matches(left).keys() == informal


def test_a_threat_to_one_or_by_no_state_is_no_common_enemy():
    case = common("made-up")
    one = dict(list(case.threats[0].severity.items())[:1])
    threat = case.threats[0].model_copy(update={"severity": one})
    assert kit.reference_matches(case.model_copy(update={"threats": (threat,)})) == {}
    group = case.actors[-1].model_copy(update={"kind": "organisation"})
    assert (
        kit.reference_matches(case.model_copy(update={"actors": (*case.actors[:-1], group)})) == {}
    )


def test_votes_apart_or_of_unknown_length_are_no_class():
    for alignment in (votes(level=-0.1), votes(since=None)):
        assert kit.reference_matches(kit.quiet(record=(), alignment=alignment)) == {}
