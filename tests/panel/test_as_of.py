"""Nothing that was not known on a day enters what is computed as of that day.

For each data set the test says itself, apart from the cards, which of its raw columns tell when
a row came about and which tell of its end. It then removes the later rows, falsifies the later
ends, and looks for a difference.
"""

from datetime import date

import pytest

import detente
from detente import registry
from detente.data import pull, store
from detente.registry import measures

# data set -> (year in which a row came about, {column that tells of an end: (its year, lies)})
BY_YEAR = "year"
RAW = {
    "atop-alliance": ("begyr", {"endyr": "endyr", "term": "endyr", "ineffect": "endyr", "endmo": "endyr", "endday": "endyr"}),
    "atop-member": ("yrent", {"yrexit": "yrexit", "termmode": "yrexit", "termcaus": "yrexit", "moexit": "yrexit", "dayexit": "yrexit"}),
    "tss-rivalries": ("start", {"end": '"end"'}),
    "td-rivalries": ("styear", {"endyear": "endyear"}),
    "cow-states": ("styear", {}),
    "cow-majors": ("styear", {}),
    "contiguity": ("year(stdate)", {}),
    "capitals": ("year(stdate)", {}),
    "ties-sanctions": ("startyear", {"endyear": "endyear"}),
    "dcad": ("signYear", {}),
    "icb-actors": ("systrgyr", {}),
    "reign-leaders": ("startyear", {"endyear": "endyear"}),
    "un-votes-2025": ("year(date)", {}),
    "gdelt-dyad-months": ("month // 100", {}),
    "gdelt-world-months": ("month // 100", {}),
    "icews-conflict-months": ("month // 100", {}),
    "un-votes": (None, {}),
    "un-roll-calls": ("session + 1945", {}),
    "atop-institutions": (None, {}),
}  # fmt: skip
LIES = {
    "endyr": "CASE WHEN endyr > {y} OR endyr = 0 THEN {y} + 1 + atopid % 5 ELSE endyr END",
    "term": "CASE WHEN endyr > {y} OR endyr = 0 THEN 2 ELSE term END",
    "ineffect": "CASE WHEN endyr > {y} OR endyr = 0 THEN 0 ELSE ineffect END",
    "endmo": "CASE WHEN endyr > {y} OR endyr = 0 THEN 7 ELSE endmo END",
    "endday": "CASE WHEN endyr > {y} OR endyr = 0 THEN 4 ELSE endday END",
    "yrexit": "CASE WHEN yrexit > {y} OR yrexit = 0 THEN {y} + 1 + member % 5 ELSE yrexit END",
    "termmode": "CASE WHEN yrexit > {y} OR yrexit = 0 THEN 3 ELSE termmode END",
    "termcaus": "CASE WHEN yrexit > {y} OR yrexit = 0 THEN 6 ELSE termcaus END",
    "moexit": "CASE WHEN yrexit > {y} OR yrexit = 0 THEN 7 ELSE moexit END",
    "dayexit": "CASE WHEN yrexit > {y} OR yrexit = 0 THEN 4 ELSE dayexit END",
    "end": 'CASE WHEN "end" > {y} THEN {y} + 1 + tssr_id % 7 ELSE "end" END',
    "endyear": "CASE WHEN endyear > {y} THEN {y} + 1 ELSE endyear END",
}


def hide(card, rows, target, year):
    """Write a copy of a data set as it would have stood at the end of a year."""
    import duckdb

    begun, ends = RAW.get(card.id, (BY_YEAR, {}))
    replaced = ", ".join(f'{LIES[c].format(y=year)} AS "{c}"' for c in ends)
    star = f"* REPLACE ({replaced})" if replaced else "*"
    where = f"WHERE {begun} <= {year - card.lag}" if begun else ""
    duckdb.sql(f"SELECT {star} FROM '{rows}' {where}").write_parquet(str(target / card.file))


@pytest.mark.parametrize(
    "day", [date(1914, 6, 28), date(1950, 12, 31), date(1991, 8, 19), date(2001, 11, 12)]
)
def test_hiding_what_came_later_changes_nothing(day, real_store, tmp_path, monkeypatch):
    import duckdb

    year = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    needed = sorted(
        {s for m in measures().values() for s in m.card.sources} | {"cow-states", "atop-alliance"}
    )
    cards = [registry.sources()[name] for name in needed]
    rows = {card.id: store.path(card) for card in cards}

    def panels():
        return {
            unit: detente.create_panel(unit, add=add, as_of=day).to_arrow_table()
            for unit, add in (
                ("dyad-year", list(measures())),
                ("state-year", [n for n, m in measures().items() if m.card.per == "state-year"]),
                ("spell", []),
            )
        }

    whole = panels()
    assert cards
    for card in cards:
        hide(card, rows[card.id], tmp_path, year)
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    for card in cards:
        if duckdb.sql(f"FROM '{tmp_path / card.file}'").shape[0] == 0:
            pad = f"FROM '{rows[card.id]}'"  # a source cannot be empty: all of it is later
            duckdb.sql(pad).write_parquet(str(tmp_path / card.file))
    pull.pull(cards, tmp_path, accept_changes=True)
    hidden = panels()
    assert whole
    for unit, table in whole.items():
        assert table.num_rows > 1000 or unit == "spell"
        connection = duckdb.connect()
        connection.register("a", table)
        connection.register("b", hidden[unit])
        assert table.schema == hidden[unit].schema
        assert table.num_rows == hidden[unit].num_rows
        assert connection.execute("SELECT * FROM a EXCEPT SELECT * FROM b LIMIT 3").fetchall() == []
        assert connection.execute("SELECT max(year) FROM a").fetchone()[0] <= year


def test_the_cutoff_hides_something(real_store):
    """The opposite check: without it the later ends are there."""
    now = detente.create_panel("spell", years=(1980, 2000)).filter("termination <> 'censored'")
    then = detente.create_panel("spell", years=(1980, 2000), as_of=date(2001, 11, 12))
    then = then.filter("termination <> 'censored'")
    assert now.aggregate("count(*)").fetchone() > then.aggregate("count(*)").fetchone()
    trade = detente.create_panel(as_of=date(2001, 11, 12), add=["trade"]).filter(
        "flow1 IS NOT NULL"
    )
    assert trade.aggregate("max(year)").fetchone() == (1999,)
