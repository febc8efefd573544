"""Independent states by date (Gleditsch and Ward)."""

from detente.data import repositories
from detente.data.cards import Address, Citation, Form, SourceCard, pinned
from detente.data.citations import CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="gw-states",
        label="Gleditsch-Ward states",
        producer="Gleditsch and Ward",
        version="2017",
        licence=CITE,
        read="2026-11-28",
        citation=Citation(
            key="gleditsch_ward_1999",
            authors=("Gleditsch, Kristian Skrede", "Ward, Michael D."),
            year=1999,
            title="A Revised List of Independent States since the Congress of Vienna",
            journal="International Interactions",
            volume="25",
            pages="393-413",
            doi="10.1080/03050629908434958",
        ),
        url="http://ksgleditsch.com/statelist.html",
        unit="spell of independence",
        key=("gwcode", "startdate"),
        coverage=(1816, 2017),
        holds="From start date to end date; 2017-12-31 means still.",
        published="2017",
        ends=(
            "Births and deaths of states by Gleditsch and Ward are unknown; no measure reads "
            "the list."
        ),
        file="gw_states.parquet",
        columns={
            "gwcode": "INTEGER",
            "abbreviation": "VARCHAR",
            "name": "VARCHAR",
            "startdate": "DATE",
            "enddate": "DATE",
        },
        forms=(
            Form(
                files=("iisystem.dat",),
                addresses=(Address(url="http://ksgleditsch.com/data/iisystem.dat"),),
                header=("gwcode", "abbreviation", "name", "start", "finish"),
                # the umlaut and the accent of two names are damaged in copies of the file
                columns={
                    "name": (
                        "CASE gwcode WHEN '271' THEN 'Wuerttemberg' WHEN '437' THEN "
                        "'Cote D''Ivoire' ELSE name END"
                    ),
                    "startdate": "strptime(start, '%d:%m:%Y')",
                    "enddate": "strptime(finish, '%d:%m:%Y')",
                },
                delimiter="\t",
                encoding="latin-1",
            ),
            Form(
                files=("gw_states.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/gw_states.rda",
                        "4746858bf919a7af31e4a7afbda77294c350e80fd3899b8c20893c5b5f7829ec",
                    ),
                ),
                columns={"abbreviation": "stateabb", "name": "statename"},
            ),
        ),
        rows=216,
        sha256="4d0e0ed2e70fa8b124f08fc01d26fd079d3de1490874f8763a3af249eac66133",
        known="year(startdate)",
        later={
            "enddate": (
                "CASE WHEN year(enddate) > {cutoff} THEN DATE '2017-12-31' ELSE enddate END"
            ),
        },
    )
)
