"""Treaty spells against a second reading of the alliance file, in plain Python."""

import calendar
from collections import Counter
from datetime import date

import detente

TERMS = ("censored", "fulfilled", "broken", "renegotiated")


def second_reading(shared):
    """(begin, end, termination) of every treaty of two members that stayed from first to last."""
    import duckdb

    rows = duckdb.sql(
        f"""SELECT atopid, begyr, begmo, begday, endyr, endmo, endday, term, ineffect
        FROM '{shared / "atop51_alliance.parquet"}' WHERE atopid IN (
          SELECT atopid FROM '{shared / "atop51_member.parquet"}' GROUP BY atopid
          HAVING count(*) = 2 AND count(DISTINCT member) = 2 AND max(phase) = 0
          AND count(DISTINCT (yrent, moent, dayent)) = 1
          AND count(DISTINCT (yrexit, moexit, dayexit)) = 1)"""
    ).fetchall()
    found = {}
    for atopid, y, m, d, ey, em, ed, term, ineffect in rows:
        last = date(2018, 12, 31)
        if ey:
            month = em or 12
            last = date(ey, month, ed or calendar.monthrange(ey, month)[1])
        end = "censored" if ineffect or not ey else TERMS[term]
        found[atopid] = (date(y, m or 1, d or 1), last, end)
    return found


def test_treaties_of_two_are_as_the_alliance_file_has_them(real_store, shared):
    expected = second_reading(shared)
    spells = detente.create_panel("spell", years=(1816, 2018))
    got = {
        atopid: rest
        for atopid, *rest in spells.project('atopid, "begin", "end", termination').fetchall()
    }
    compared = {k: v for k, v in expected.items() if v[0].year >= 1816}
    assert len(compared) > 400
    assert {k: tuple(got[k]) for k in compared} == compared


def test_members_that_leave_early_end_their_own_spells_only(real_store):
    """The Warsaw Pact (ATOP 3285): Albania left in 1968, the others in 1991."""
    pact = detente.create_panel("spell").filter("atopid = 3285")
    ends = dict(pact.project('(ccode1, ccode2), year("end")').fetchall())
    with_albania = {v for k, v in ends.items() if 339 in k}
    assert with_albania == {1968}
    assert Counter(v for k, v in ends.items() if 339 not in k).most_common(1)[0][0] in (1990, 1991)


def test_no_spell_of_a_pair_overlaps_another_of_the_same_treaty(real_store):
    spells = detente.create_panel("spell")
    overlaps = spells.query(
        "s",
        "SELECT count(*) FROM s a JOIN s b USING (atopid, ccode1, ccode2) "
        'WHERE a."begin" < b."begin" AND b."begin" <= a."end"',
    )
    assert overlaps.fetchone() == (0,)
    assert spells.filter('duration < 0 OR "end" < "begin"').aggregate("count(*)").fetchone() == (0,)
