"""Armed conflicts within and between states (UCDP/PRIO 25.1)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, Release, SourceCard, pinned
from detente.registry import source

_STATES = """
    SELECT * EXCLUDE (gwno_a, gwno_a_2nd, gwno_b, gwno_b_2nd), TRIM(a) AS gwno_a,
      TRIM(a2) AS gwno_a_2nd, TRIM(b) AS gwno_b, TRIM(b2) AS gwno_b_2nd
    FROM raw, unnest(string_split(coalesce(gwno_a, ''), ',')) AS one(a),
      unnest(string_split(coalesce(gwno_a_2nd, ''), ',')) AS two(a2),
      unnest(string_split(coalesce(gwno_b, ''), ',')) AS three(b),
      unnest(string_split(coalesce(gwno_b_2nd, ''), ',')) AS four(b2)
"""

_COLUMNS = {
    "gwno_a": "nullif(gwno_a, '')",
    "gwno_a_2nd": "nullif(gwno_a_2nd, '')",
    "gwno_b": "nullif(gwno_b, '')",
    "gwno_b_2nd": "nullif(gwno_b_2nd, '')",
    "incompatibility": (
        "CASE incompatibility WHEN '1' THEN 'territory' WHEN '2' THEN "
        "'government' WHEN '3' THEN 'both' END"
    ),
    "type_of_conflict": (
        "CASE type_of_conflict WHEN '1' THEN 'extrasystemic' WHEN '2' THEN "
        "'interstate' WHEN '3' THEN 'intrastate' WHEN '4' THEN 'II' END"
    ),
}

CARD = source(
    SourceCard(
        id="ucdp-conflicts",
        label="Armed conflicts",
        producer="Uppsala Conflict Data Program and PRIO",
        version="25.1",
        licence="CC BY 4.0: not shipped, pull your own copy.",
        licence_id="CC-BY-4.0",
        licence_from_memory=True,
        read="2026-11-24",
        citation=Citation(
            key="gleditsch_2002",
            authors=(
                "Gleditsch, Nils Petter",
                "Wallensteen, Peter",
                "Eriksson, Mikael",
                "Sollenberg, Margareta",
                "Strand, Håvard",
            ),
            year=2002,
            title="Armed Conflict 1946-2001: A New Dataset",
            journal="Journal of Peace Research",
            volume="39",
            pages="615-637",
            doi="10.1177/0022343302039005007",
        ),
        url="https://ucdp.uu.se/downloads/",
        unit="conflict, year and combination of states",
        key=("conflict_id", "year", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd"),
        coverage=(1946, 2024),
        holds="Total of the year: at least 25 battle deaths.",
        published="2025, half a year after the last year",
        ends=(
            "The measures armed-conflict and interstate-conflict are unknown; the learned risk "
            "lacks conflict within the states."
        ),
        file="ucdp_acd.parquet",
        columns={
            "conflict_id": "INTEGER",
            "year": "INTEGER",
            "gwno_a": "INTEGER",
            "gwno_a_2nd": "INTEGER",
            "gwno_b": "INTEGER",
            "gwno_b_2nd": "INTEGER",
            "incompatibility": "VARCHAR",
            "intensity_level": "INTEGER",
            "type_of_conflict": "VARCHAR",
            "start_date": "DATE",
            "start_prec": "INTEGER",
            "start_date2": "DATE",
            "start_prec2": "INTEGER",
            "ep_end": "INTEGER",
            "ep_end_date": "DATE",
        },
        forms=(
            Form(
                files=("UcdpPrioConflict_v25_1.csv", "ucdp-prio-acd-251.csv"),
                columns=_COLUMNS,
                sql=_STATES,
            ),
            Form(
                files=("ucdp_acd.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/ucdp_acd.rda",
                        "e040581fa00a27a21544c5cc8d012fb841d64f2bb99d1a483c6ae68c465e6bdc",
                    ),
                ),
            ),
            Form(
                files=("UcdpPrioConflict_v26_1.csv", "ucdp-prio-acd-261.csv"),
                columns=_COLUMNS,
                sql=_STATES,
                release=Release(version="26.1", coverage=(1946, 2025)),
            ),
        ),
        rows=5652,
        sha256="088cf62a79477a571ac24273972e8fd802439a461f8cd4823ab4c06d37684b68",
        # an episode has ended when the next year brings no conflict
        later={
            "ep_end": "CASE WHEN year < {cutoff} THEN ep_end END",
            "ep_end_date": "CASE WHEN year < {cutoff} THEN ep_end_date END",
        },
    )
)
