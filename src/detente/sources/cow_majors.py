"""Major powers by date (Correlates of War 2016)."""

from detente.data import repositories
from detente.data.cards import Address, Form, Release, SourceCard, pinned
from detente.data.citations import CITE, COW_STATES
from detente.registry import source
from detente.sources._cow_spells import COLUMNS

CARD = source(
    SourceCard(
        id="cow-majors",
        label="COW major powers",
        producer="Correlates of War Project",
        version="2016",
        licence=CITE,
        read="2026-11-28",
        citation=COW_STATES,
        url="https://correlatesofwar.org/data-sets/state-system-membership/",
        unit="spell as a major power",
        key=("ccode", "styear"),
        coverage=(1816, 2016),
        holds="From start date to end date; 2016-12-31 means still.",
        published="2017",
        ends=(
            "The measure majors is unknown; for a treaty signed later the powers of the last year "
            "count."
        ),
        file="cow_majors.parquet",
        columns=COLUMNS,
        forms=(
            Form(files=("majors2016.csv",)),
            Form(
                files=("cow_majors.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_majors.rda",
                        "673cb752c2d1af045ea8e2c602b45bc037b84dda9537bfb060142ff255c7f2b6",
                    ),
                ),
            ),
            Form(
                files=("majors2024.csv",),
                addresses=(
                    Address(
                        url="https://correlatesofwar.org/wp-content/uploads/MajorPowers2024.zip"
                    ),
                ),
                # 2024-12-31 means still
                release=Release(
                    version="2024",
                    coverage=(1816, 2024),
                    rows=14,
                    sha256="5f681fbc7776588eba50b8d2599862c48c069b81b3249bf331e28017bc1d91b3",
                ),
            ),
        ),
        rows=14,
        sha256="561921888740966f433934359dbdc8802cd9db6718e2c06eb6cbbc4517edefc2",
        # the last date of the list means still
        known="styear",
        later={
            "endyear": ("CASE WHEN endyear > {cutoff} THEN max(endyear) OVER () ELSE endyear END"),
            "endmonth": "CASE WHEN endyear > {cutoff} THEN 12 ELSE endmonth END",
            "endday": "CASE WHEN endyear > {cutoff} THEN 31 ELSE endday END",
        },
    )
)
