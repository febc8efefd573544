"""Whether allies honoured their commitments in war (Leeds and Anac 2005)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import LEEDS_ANAC
from detente.registry import source

CARD = source(
    SourceCard(
        id="war-reliability-la",
        label="Alliance reliability in war (LA)",
        producer="Leeds and Anac",
        version="2005",
        licence="No licence stated: not shipped, pull your own copy.",
        read="2026-11-24",
        citation=LEEDS_ANAC,
        url="http://www.atopdata.org",
        unit="ally and war",
        key=("war", "atopid"),
        coverage=(1816, 1991),
        holds="Conduct over the whole war.",
        published="2005",
        ends="No measure, lens or outcome reads it.",
        file="alliance_war_reliability_la2005.parquet",
        columns={
            "war": "INTEGER",
            "atopid": "INTEGER",
            "ccode1": "INTEGER",
            "honor2": "INTEGER",
            "honor3": "INTEGER",
            "milinst": "INTEGER",
            "formal": "INTEGER",
            "chcap2d": "INTEGER",
            "dinstch2": "INTEGER",
            "origtar1": "INTEGER",
            "chalcapd": "INTEGER",
            "chcp2d20": "INTEGER",
            "regch2": "INTEGER",
            "wartime": "INTEGER",
            "active": "INTEGER",
            "bilat": "INTEGER",
        },
        forms=(
            Form(
                files=("LeedsAnacIIrep.dta",),
                addresses=(
                    pinned(
                        *repositories.TREATY_DEPTH,
                        "data/leeds-anac-replication/LeedsAnacIIrep.dta",
                        "4c8bda12f6022152e82b242daba61f875c84e9cb11d604e315b8d60a593ae518",
                    ),
                ),
            ),
        ),
        rows=137,
        sha256="710accbfb51583fd32b741452d5e3ffb2eb75f9cacf433f92478a922fb0d55e1",
        # last year of the war by its COW number; 154 and 157 are not in the list of wars 4.0
        known=(
            "CASE war WHEN 10 THEN 1849 WHEN 22 THEN 1856 WHEN 28 THEN 1859 "
            "WHEN 46 THEN 1864 WHEN 49 THEN 1870 WHEN 52 THEN 1866 WHEN 55 THEN"
            " 1866 WHEN 58 THEN 1871 WHEN 61 THEN 1878 WHEN 64 THEN 1883 WHEN "
            "73 THEN 1895 WHEN 82 THEN 1900 WHEN 85 THEN 1905 WHEN 97 THEN 1912"
            " WHEN 100 THEN 1913 WHEN 103 THEN 1913 WHEN 106 THEN 1918 WHEN 118"
            " THEN 1929 WHEN 130 THEN 1941 WHEN 133 THEN 1938 WHEN 136 THEN "
            "1939 WHEN 139 THEN 1945 WHEN 142 THEN 1940 WHEN 148 THEN 1949 WHEN"
            " 166 THEN 1965 WHEN 169 THEN 1967 WHEN 175 THEN 1969 WHEN 178 THEN"
            " 1971 WHEN 181 THEN 1973 WHEN 189 THEN 1979 WHEN 211 THEN 1991 "
            "ELSE 1991 END"
        ),
    )
)
