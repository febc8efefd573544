"""Every alliance treaty with its dates, obligations and the way it ended (ATOP 5.1)."""

from detente.data import repositories
from detente.data.cards import Address, Form, Release, SourceCard, pinned
from detente.data.citations import ATOP, CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="atop-alliance",
        label="ATOP alliances",
        producer="Alliance Treaty Obligations and Provisions project",
        version="5.1",
        licence=CITE,
        read="2026-11-28",
        citation=ATOP,
        url="http://www.atopdata.org",
        unit="alliance",
        key=("atopid",),
        coverage=(1815, 2018),
        holds=(
            "Treaty in force from begin date to end date (year 0: still); the day may be missing."
        ),
        published="2022-08-09",
        ends=(
            "The end of an alliance (the outcome treaty) cannot be scored, and a treaty still in "
            "force is censored; panels end here by default."
        ),
        file="atop51_alliance.parquet",
        columns={
            "atopid": "INTEGER",
            "begyr": "INTEGER",
            "begmo": "INTEGER",
            "begday": "INTEGER",
            "endyr": "INTEGER",
            "endmo": "INTEGER",
            "endday": "INTEGER",
            "ineffect": "INTEGER",
            "bilat": "INTEGER",
            "maxphase": "INTEGER",
            "term": "INTEGER",
            "wartime": "INTEGER",
            "estmode": "INTEGER",
            "pubsecr": "INTEGER",
            "secrart": "INTEGER",
            "speclgth": "INTEGER",
            "length": "INTEGER",
            "renounce": "INTEGER",
            "proren": "INTEGER",
            "renewlgt": "INTEGER",
            "defense": "INTEGER",
            "offense": "INTEGER",
            "neutral": "INTEGER",
            "nonagg": "INTEGER",
            "consul": "INTEGER",
            "active": "INTEGER",
            "conditio": "INTEGER",
            "defcon": "INTEGER",
            "offcon": "INTEGER",
            "neucon": "INTEGER",
            "concon": "INTEGER",
            "asymm": "INTEGER",
            "notaiden": "INTEGER",
            "thirdcom": "INTEGER",
            "noothall": "INTEGER",
            "specthrt": "INTEGER",
            "statthr1": "INTEGER",
            "statthr2": "INTEGER",
            "conwtin": "INTEGER",
            "medarb": "INTEGER",
            "milcon": "INTEGER",
            "milaid": "INTEGER",
            "intcom": "INTEGER",
            "subord": "INTEGER",
            "organ1": "INTEGER",
            "orgpurp1": "INTEGER",
            "base": "INTEGER",
            "contrib": "INTEGER",
            "armred": "INTEGER",
            "acqterr": "INTEGER",
            "divgains": "INTEGER",
            "demwith": "INTEGER",
            "refothio": "INTEGER",
            "compag": "INTEGER",
            "nomicoop": "INTEGER",
            "conres": "INTEGER",
            "agprois": "INTEGER",
            "conmen": "INTEGER",
            "ecaid": "INTEGER",
            "interv": "INTEGER",
            "mem1": "INTEGER",
            "mem2": "INTEGER",
        },
        forms=(
            Form(
                files=("atop5_1a.csv",),
                addresses=(
                    Address(
                        url="http://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip"
                    ),
                    pinned(
                        *repositories.DODL,
                        "inst/extdata/ATOP/atop5_1a.csv",
                        "eafd146fa5c5bc2737ae829288c87d01c990a55fbc82dcc2dc08b94c0d7b5b7d",
                    ),
                ),
            ),
            Form(
                files=("atop4_01a.csv", "atop4_1a.csv"),
                release=Release(
                    version="4.01",
                    coverage=(1815, 2016),
                    rows=745,
                    sha256="d1223d628fd7e020142bc562943f00c662f01716bae82caa509b6ff42c3130c6",
                ),
            ),
        ),
        rows=789,
        sha256="0f6aae71128b336ec622bc4789e0d39773fdec0725fdccf6ab3ce88bd9c47505",
        known="begyr",
        later={
            "endyr": "CASE WHEN endyr > {cutoff} THEN 0 ELSE endyr END",
            "endmo": "CASE WHEN endyr > {cutoff} THEN 0 ELSE endmo END",
            "endday": "CASE WHEN endyr > {cutoff} THEN 0 ELSE endday END",
            "ineffect": "CASE WHEN endyr > {cutoff} THEN 1 ELSE ineffect END",
            "term": "CASE WHEN endyr = 0 OR endyr > {cutoff} THEN 0 ELSE term END",
            "maxphase": "CASE WHEN endyr BETWEEN 1 AND {cutoff} THEN maxphase END",
        },
        hindsight=(
            "A treaty that was revised has the obligations of its last phase; atop-phase "
            "dates them."
        ),
    )
)
