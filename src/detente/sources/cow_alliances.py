"""Formal alliances by directed dyad and year (Correlates of War 4.1), from the user's file."""

from detente.data.cards import Citation, Form, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="cow-alliances",
        label="COW formal alliances",
        producer="Correlates of War Project",
        version="4.1",
        licence=(
            "Its maintainer asks to reject software that facilitates its use: only a "
            "file that the user supplies is read."
        ),
        citation=Citation(
            key="gibler_2009",
            authors=("Gibler, Douglas M.",),
            year=2009,
            title="International Military Alliances, 1648-2008",
            journal="CQ Press",
        ),
        url="https://correlatesofwar.org/data-sets/formal-alliances/",
        unit="directed dyad, alliance and year",
        coverage=(1816, 2012),
        holds="Any day of the year.",
        published="2013",
        ends="No measure, lens or outcome reads it; ATOP goes on to 2018.",
        file="",
        columns={
            "version4id": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "dyad_st_day": "INTEGER",
            "dyad_st_month": "INTEGER",
            "dyad_st_year": "INTEGER",
            "dyad_end_day": "INTEGER",
            "dyad_end_month": "INTEGER",
            "dyad_end_year": "INTEGER",
            "left_censor": "INTEGER",
            "right_censor": "INTEGER",
            "defense": "INTEGER",
            "neutrality": "INTEGER",
            "nonaggression": "INTEGER",
            "entente": "INTEGER",
        },
        forms=(Form(files=("alliance_v4.1_by_directed_yearly.csv",)),),
        by_hand=(
            "Its maintainer asks to reject software that facilitates the use of the data. On the "
            "page, download version 4.1 as CSV; in the zip is alliance_v4.1_by_directed_yearly.csv."
        ),
        later={
            "dyad_end_day": "CASE WHEN dyad_end_year <= {cutoff} THEN dyad_end_day END",
            "dyad_end_month": "CASE WHEN dyad_end_year <= {cutoff} THEN dyad_end_month END",
            "dyad_end_year": "CASE WHEN dyad_end_year <= {cutoff} THEN dyad_end_year END",
            "right_censor": "CASE WHEN dyad_end_year > {cutoff} THEN 1 ELSE right_censor END",
        },
    )
)
