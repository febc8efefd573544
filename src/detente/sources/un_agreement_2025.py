"""Agreement of every pair of states in the UN votes of 2025, computed from them."""

from detente.data.cards import Form, SourceCard
from detente.registry import source
from detente.sources import un_votes_2025

# yes 2, abstain 1, no 0; absent: no row. Shares have four decimals, rounded as numbers are printed
_AGREEMENT = """
    WITH ballot AS (
      SELECT call, state, CASE vote WHEN 'Y' THEN 2 WHEN 'A' THEN 1 WHEN 'N' THEN 0 END AS vote
      FROM (UNPIVOT (SELECT row_number() OVER () AS call, COLUMNS('^[A-Z]{3}$') FROM raw)
        ON COLUMNS('^[A-Z]{3}$') INTO NAME state VALUE vote)
    )
    SELECT a.state AS a, b.state AS b, 2025 AS year, count(*) AS n_votes,
      printf('%.4f', avg(CAST(a.vote = b.vote AS INTEGER))) AS agree_identical,
      printf('%.4f', 1 - avg(abs(a.vote - b.vote) / 2)) AS agree_distance
    FROM ballot a JOIN ballot b USING (call) WHERE a.state < b.state
    GROUP BY a.state, b.state HAVING count(*) >= 20
"""

CARD = source(
    SourceCard(
        id="un-agreement-2025",
        label="UN voting agreement of 2025",
        producer="detente, from the UN Digital Library",
        version="2025-12",
        licence="Computed from votes of the UN Digital Library, non-commercial with attribution.",
        read="2026-11-28",
        citation=un_votes_2025.CARD.citation,
        url="https://digitallibrary.un.org/record/4060887",
        unit="dyad-year",
        key=("iso3a", "iso3b", "year"),
        coverage=(2025, 2025),
        holds="Adopted resolutions of the calendar year, of the sessions 79 and 80 and ES-11.",
        published="December 2025",
        ends=(
            "Agreement of later years is unknown; the table covers one year and no measure "
            "reads it, only the votes shown of a pair where un-votes-2025 is not in the store."
        ),
        file="un_agreement_2025.parquet",
        columns={
            "iso3a": "VARCHAR",
            "iso3b": "VARCHAR",
            "year": "INTEGER",
            "n_votes": "INTEGER",
            "agree_identical": "DOUBLE",
            "agree_distance": "DOUBLE",
        },
        forms=(
            Form(files=("unga_agreement_2025.csv.gz",), columns={"iso3a": "a", "iso3b": "b"}),
            Form(
                files=un_votes_2025.FILES,
                addresses=(un_votes_2025.TRANSCRIPT,),
                columns={"iso3a": "a", "iso3b": "b"},
                sql=_AGREEMENT,
            ),
        ),
        rows=17563,
        sha256="943d414708a285a61b52677bdfee977ac2e0e6c58c0bc16c65ba7f12d5e5bacc",
    )
)
