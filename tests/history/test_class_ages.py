"""Classes of a pair by data: conditions and clocks by hand, and those of a case's record."""

import numpy as np

from detente.history.class_ages import CLASSES, PairRecord, Signature, class_ages, pair_records


def record(**parts):
    return PairRecord(**parts)


def test_a_former_rival_ages_from_the_end_of_the_rivalry():
    r = record(rivalries=((1950, 1970),), ruptures=(1950,))
    assert r.ages(1970) == {}
    assert r.ages(1971) == {}  # known to be over only when a year without it has passed
    assert r.ages(1972) == {"ex-rivals": 1}
    assert r.ages(1990) == {"ex-rivals": 19}


def test_a_rupture_starts_every_clock_anew():
    r = record(
        rivalries=((1950, 1970),),
        ruptures=(1950, 1985),
        coalitions=((1975, True),),
        pacts=(Signature(year=1980, last=9999, rivals=True),),
    )
    assert r.ages(1985) == {
        "ex-rivals": 14,
        "coalitions-of-convenience": 9,
        "treaty-partners-ex-rivals": 4,
    }
    assert set(r.ages(1986).values()) == {0}
    assert set(r.ages(1990).values()) == {4}


def test_a_treaty_counts_while_it_is_in_force():
    old, new = (
        Signature(year=1960, last=9999, rivals=False),
        Signature(year=1970, last=1980, rivals=False),
    )
    assert record(pacts=(old, new)).ages(1971) == {"treaty-partners": 0}
    assert record(pacts=(old, new)).ages(1980) == {"treaty-partners": 9}
    assert record(pacts=(old, new)).ages(1981) == {}  # as in a case, whose latest pact decides
    assert record(pacts=(old,)).ages(1981) == {"treaty-partners": 20}


def test_nothing_of_a_year_or_later_enters_its_classes():
    late = record(
        rivalries=((1900, 1920), (1950, 1990)),
        ruptures=(1900, 1950, 1960),
        coalitions=((1930, False), (1970, True)),
        pacts=(Signature(year=1940, last=1960, rivals=False),),
    )
    early = record(
        rivalries=((1900, 1920),),
        ruptures=(1900,),
        coalitions=((1930, False),),
        pacts=(Signature(year=1940, last=1960, rivals=False),),
    )
    assert late.ages(1950) == early.ages(1950) != {}


def test_rows_without_a_record_belong_to_no_class():
    ages = class_ages(
        {(2, 20): record(coalitions=((1990, False),))}, *map(np.array, ([2020, 2200], [1995, 1995]))
    )
    assert ages[0, CLASSES.index("coalitions-of-friends")] == 4
    assert np.isnan(ages[1]).all()


def test_known_pairs_on_the_real_data(real_store):
    records = pair_records()
    assert {"ex-rivals", "treaty-partners-ex-rivals"} < records[2, 365].ages(2001).keys()
    assert records[220, 255].ages(2001)["treaty-partners-ex-rivals"] == 2000 - 1963
    assert records.get((2, 31), PairRecord()).ages(1850) == {}
