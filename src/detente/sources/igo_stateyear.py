"""Memberships in international organisations by state and year (COW IGO 3)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import CITE, IGO
from detente.registry import source

_COUNT = """
    SELECT *, sum_igo_full + sum_igo_associate + sum_igo_observer AS sum_igo_anytype
    FROM (
      SELECT ccode, year, len(list_filter(kinds, lambda kind: kind = '1')) AS sum_igo_full,
        len(list_filter(kinds, lambda kind: kind = '2')) AS sum_igo_associate,
        len(list_filter(kinds, lambda kind: kind = '3')) AS sum_igo_observer
      FROM (
        SELECT ccode, year, list_value(*COLUMNS(
          lambda name: lower(name) NOT IN ('ccode', 'year', 'state', 'stateabb', 'version')
        )) AS kinds
        FROM raw
      )
    )
"""

CARD = source(
    SourceCard(
        id="igo-stateyear",
        label="IGO memberships",
        producer="Correlates of War Project",
        version="3",
        licence=CITE,
        read="2026-11-24",
        citation=IGO,
        url="https://correlatesofwar.org/data-sets/igos/",
        unit="state-year",
        key=("ccode", "year"),
        coverage=(1816, 2014),
        holds="Any day of the year.",
        published="2019",
        ends="The measure igo-memberships is unknown, and with it the lens institutions.",
        file="cow_igo_stateyear.parquet",
        columns={
            "ccode": "INTEGER",
            "year": "INTEGER",
            "sum_igo_full": "INTEGER",
            "sum_igo_associate": "INTEGER",
            "sum_igo_observer": "INTEGER",
            "sum_igo_anytype": "INTEGER",
        },
        forms=(
            Form(
                files=("state_year_formatv3.csv",),
                sql=_COUNT,
            ),
            Form(
                files=("cow_igo_sy.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_igo_sy.rda",
                        "0102eb9d48f34791ddb1a17aa0b312df23117ebafb3d707cee03ab64463e3bc7",
                    ),
                ),
            ),
        ),
        rows=15557,
        sha256="78d6880d2e478de0a6d955c5e911f1f9b4a39f97f39206f0967e23e8439a0d6a",
        lag=1,
    )
)
