"""The producers' own layouts: each form of each card gives the rows that its card knows.

Where no file of the producer is at hand (those that are, are read in test_public_copies.py), a
layout is made from the Parquet copy by undoing what the form does. That proves that the form's SQL
inverts to the card's checksum; whether a producer's file looks as the form says is for `data pull`
to find out on a machine with a network.
"""

import csv
import io
import re

import pytest

from detente import registry
from detente.data import pull, store, tabular
from detente.data.sql import identifier

pytestmark = pytest.mark.usefixtures("home")

CARDS = registry.sources()
BARE = re.compile(r"[A-Za-z_]\w*")
PLAIN = [
    (card, form)
    for card in CARDS.values()
    for form in card.forms
    if not (form.sql or form.header or form.release or card.by_hand)
    and not any(address.sha256 for address in form.addresses)
    and not form.files[0].endswith(".gz")  # tests/data/test_new_sources.py has these files
]
NOT_AT_HAND = ("cow-alliances", "icews-quads", "sipri-arms")  # no copy is among the reference data


def producer_columns(card, form):
    """The producer's column -> SQL over our rows."""
    same = {form.columns.get(c, c): f'"{c}"' for c in card.columns}
    assert all(BARE.fullmatch(n) for n in same)
    return same


def write_as_producer(card, form, copy, folder):
    import duckdb

    selected = ", ".join(f'{sql} AS "{n}"' for n, sql in producer_columns(card, form).items())
    rows = duckdb.sql(f"SELECT {selected} FROM read_parquet('{copy}')")
    name = form.files[0].replace("*", "")
    if name.endswith(".dta"):
        rows.df().to_stata(folder / name, write_index=False, version=118)
    else:
        missing = next((m for m in form.missing if m), "")
        rows.write_csv(str(folder / name), na_rep=missing, sep=form.delimiter)


@pytest.mark.parametrize(("card", "form"), PLAIN, ids=lambda x: getattr(x, "id", ""))
def test_a_plain_layout_gives_the_rows_of_the_copy(card, form, shared, tmp_path):
    write_as_producer(card, form, shared / card.file, tmp_path)
    found = pull.pull([card], tmp_path)[0]
    assert (found.sha256, found.rows, found.as_known) == (card.sha256, card.rows, True)


def test_contiguity_from_undirected_months(shared, tmp_path):
    import duckdb

    card = CARDS["contiguity"]
    duckdb.sql(
        f"""
        SELECT ccode1 AS statelno, ccode2 AS statehno, conttype,
          strftime(stdate, '%Y%m') AS "begin", strftime(enddate, '%Y%m') AS "end"
        FROM read_parquet('{shared / card.file}') WHERE ccode1 < ccode2
        """
    ).write_csv(str(tmp_path / "contdir.csv"))
    assert pull.pull([card], tmp_path)[0].sha256 == card.sha256


def rows_of(card_id, text, tmp_path):
    """What a card reads from a text in its first form."""
    card = CARDS[card_id]
    form = card.forms[0]
    path = tmp_path / form.files[0].replace("*", "")
    path.write_text(text, encoding=form.encoding)
    with store.database(path) as connection:
        tabular.load_table(connection, card, path, form)
        found = connection.execute("SELECT * FROM rows ORDER BY ALL").fetchall()
    return [dict(zip(card.columns, row, strict=True)) for row in found]


def test_shared_organisations_are_counted_from_ones_only(tmp_path):
    text = (
        "ccode1,country1,ccode2,country2,year,dyadid,AAA,BBB,CCC,DDD\n"
        "2,us,20,can,1950,2020,1,0,1,-9\n20,can,70,mex,1950,20070,-1,0,0,0\n"
    )
    found = rows_of("igo-dyadyear", text, tmp_path)
    assert [(r["ccode1"], r["ccode2"], r["dyadigos"]) for r in found] == [(2, 20, 2), (20, 70, 0)]


def test_memberships_are_counted_by_kind(tmp_path):
    text = "ccode,year,state,AAA,BBB,CCC,DDD,EEE\n2,1950,usa,1,1,2,3,-9\n20,1950,can,0,0,0,0,-1\n"
    found = rows_of("igo-stateyear", text, tmp_path)
    kinds = ("sum_igo_full", "sum_igo_associate", "sum_igo_observer", "sum_igo_anytype")
    assert [tuple(r[k] for k in kinds) for r in found] == [(2, 1, 1, 4), (0, 0, 0, 0)]


WARS = (
    "WarNum,WarName,ccode,Side,StartYear1,EndYear1,StartYear2,EndYear2,Initiator,Outcome,BatDeath\n"
)


def war_years(text, tmp_path):
    return [
        (r["ccode1"], r["ccode2"], r["year"], r["cowinteronset"], r["resume"])
        for r in rows_of("cow-wars", WARS + text, tmp_path)
    ]


def test_a_war_joins_each_state_to_each_enemy_while_both_fight(tmp_path):
    """Two against one; the ally comes a year late; nobody is paired with an ally."""
    text = (
        'X,"Made up",1,1,1900,1902,-8,-8,1,1,"1,500"\n'
        "X,Made up,2,1,1901,1902,-8,-8,2,1,-9\nX,Made up,3,2,1900,1902,-8,-8,2,2,10\n"
    ).replace("X,", "9,")
    found = war_years(text, tmp_path)
    first = [(1, 3, 1900, 1, 0), (1, 3, 1901, 0, 0), (1, 3, 1902, 0, 0)]
    second = [(2, 3, 1901, 1, 0), (2, 3, 1902, 0, 0)]
    swapped = [(b, a, *rest) for a, b, *rest in first + second]
    assert sorted(found) == sorted(first + second + swapped)


def test_a_war_that_stops_and_resumes_has_a_second_onset(tmp_path):
    text = "9,Made up,1,1,1900,1900,1902,1902,1,1,5\n9,Made up,3,2,1900,1900,1902,1902,2,2,5\n"
    found = [r for r in war_years(text, tmp_path) if r[0] == 1]
    assert found == [(1, 3, 1900, 1, 0), (1, 3, 1902, 1, 1)]


def test_every_pair_of_governments_of_a_conflict_is_a_row(tmp_path):
    card = CARDS["ucdp-conflicts"]
    base = dict.fromkeys(card.columns, "")
    for column, kind in card.columns.items():
        base[column] = "1" if kind in ("INTEGER", "DOUBLE", "BIGINT") else ""
    base |= {"gwno_a": "645", "gwno_a_2nd": "", "gwno_b": "2, 200", "gwno_b_2nd": "20,900"}
    base |= {"incompatibility": "2", "type_of_conflict": "2", "year": "2003"}
    base |= {c: "2003-03-20" for c, kind in card.columns.items() if kind == "DATE"}
    text = io.StringIO()
    writer = csv.DictWriter(text, list(base))
    writer.writeheader()
    writer.writerow(base)
    found = rows_of("ucdp-conflicts", text.getvalue(), tmp_path)
    pairs = {(r["gwno_a"], r["gwno_a_2nd"], r["gwno_b"], r["gwno_b_2nd"]) for r in found}
    assert pairs == {(645, None, b, b2) for b in (2, 200) for b2 in (20, 900)}
    assert {(r["incompatibility"], r["type_of_conflict"]) for r in found} == {
        ("government", "interstate")
    }


def test_a_users_own_arms_register_is_read(tmp_path):
    card = CARDS["sipri-arms"]
    header = {column: form_name(card, column) for column in card.columns}
    values = dict.fromkeys(card.columns, "1")
    values |= {"year_of_order": "(1999)", "number_ordered": "?", "number_delivered": "(12)"}
    text = io.StringIO()
    csv.writer(text).writerows([header.values(), [values[c] for c in header]])
    found = rows_of("sipri-arms", text.getvalue(), tmp_path)[0]
    assert (found["year_of_order"], found["number_ordered"], found["number_delivered"]) == (
        1999,
        None,
        12,
    )


def form_name(card, column):
    """The producer's name of a column: the one in quotes or brackets of the form's SQL."""
    sql = card.forms[0].columns.get(column, column)
    quoted = re.search(r'"([^"]+)"', sql)
    return quoted.group(1) if quoted else sql


def test_a_users_own_alliances_are_read(tmp_path):
    card = CARDS["cow-alliances"]
    values = {c: "1815-06-08" if kind == "DATE" else "1" for c, kind in card.columns.items()}
    text = ",".join(card.columns) + "\n" + ",".join(values.values()) + "\n"
    assert len(rows_of("cow-alliances", text, tmp_path)) == 1


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda c: c.id)
def test_a_bibtex_entry_is_whole(card):
    entry = card.citation.bibtex()
    assert re.match(rf"@(article|book|misc)\{{{re.escape(card.citation.key)},\n", entry)
    assert entry.count("{") == entry.count("}")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.M))
    assert {"author", "title", "year"} <= set(fields)
    assert len(fields) == entry.count(" = ")


def test_one_key_means_one_citation():
    keys = {}
    assert CARDS
    for card in CARDS.values():
        assert keys.setdefault(card.citation.key, card.citation) == card.citation


def test_every_source_whose_rows_are_known_has_a_key():
    assert {card.id for card in CARDS.values() if not card.key and card.rows} == set()


HELD = [c for c in CARDS.values() if c.id not in NOT_AT_HAND]


@pytest.mark.parametrize("card", HELD, ids=lambda c: c.id)
def test_no_row_has_the_key_of_another(card, real_store, monkeypatch):
    monkeypatch.setenv("DETENTE_HOME", str(real_store))
    key = ", ".join(map(identifier, card.key))
    rows, keys = store.connect().execute(
        f"SELECT count(*), count(DISTINCT ({key})) FROM {store.query(card)}"
    ).fetchone()  # fmt: skip
    assert rows == keys


@pytest.mark.parametrize("card", HELD, ids=lambda c: c.id)
def test_no_row_is_known_before_its_year_is_over(card, real_store, monkeypatch):
    monkeypatch.setenv("DETENTE_HOME", str(real_store))
    connection = store.connect()
    source = f"FROM {store.query(card, cutoff=1990)}"
    rows, whole = (
        connection.execute(f"SELECT count(*) {sql}").fetchone()[0]
        for sql in (source, f"FROM {store.query(card)}")
    )
    assert rows < whole or "year" not in card.columns
    for column, kind in card.columns.items():
        if kind == "DATE":
            late = f"year({column}) > 1990"
        elif column in ("year", "endyear", "styear", "begyr", "endyr"):
            late = f"{column} > 1990"
        else:
            continue
        open_ended = connection.execute(
            f"SELECT DISTINCT {column} {source} WHERE {late}"
        ).fetchall()
        assert len(open_ended) <= 1, (column, open_ended[:5])  # the one date that means still
