"""Militarised disputes by dyad and year, the worst of each year (Correlates of War 5.0)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import CITE, COW_MID
from detente.registry import source
from detente.sources._disputes import DYAD_YEAR, SUMMED, once_over

CARD = source(
    SourceCard(
        id="cow-dyadyear",
        label="COW dyad-years",
        producer="Correlates of War Project",
        version="5.0",
        licence=CITE,
        read="2026-11-24",
        citation=COW_MID,
        url="https://correlatesofwar.org/data-sets/mids/",
        unit="directed dyad-year with a dispute",
        key=("ccode1", "ccode2", "year"),
        signed=frozenset({"fatality1", "fatality2", "fatalpre1", "fatalpre2", "fatality"}),
        coverage=(1816, 2014),
        holds="Years in which the dispute went on.",
        published="2022",
        ends=(
            "Dispute onsets are unknown in every source: the measures cow-mids and "
            "disputes-continued end."
        ),
        file="cow_mid_dyadyear.parquet",
        columns={
            "dispnum": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "cowmidongoing": "INTEGER",
            "cowmidonset": "INTEGER",
            **DYAD_YEAR,
        },
        forms=(
            Form(
                files=("cow_mid_ddydisps.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_mid_ddydisps.rda",
                        "2db5aeef570a727cd4b28d7f56ad49193d79bbb018019e9225d53321a11d5e45",
                    ),
                ),
            ),
        ),
        rows=10234,
        sha256="141ddd8dc4a9d1277cfd5a27c941aed18d251345f72820b8725db8f343c29910",
        later=once_over(SUMMED),
        hindsight=(
            "Hostility and actions are the highest of the whole dispute, which may go on "
            "for years. States on opposite sides need not have met."
        ),
    )
)
