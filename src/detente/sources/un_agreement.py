"""Agreement of states in UN votes by session, computed from the roll calls."""

from detente.data.cards import Form, SourceCard
from detente.data.citations import UN_VOTES
from detente.data.sql import Template, literal
from detente.registry import source
from detente.sources import un_votes

# first roll call and session of each run of numbers: 9001 and later belong to several sessions
_SESSIONS = (
    "3=1; 46=2; 78=3; 175=4; 239=5; 292=6; 317=7; 366=8; 392=9; 423=10; 460=11; 506=12; "
    "540=13; 573=14; 627=15; 729=16; 804=17; 850=18; 879=19; 880=20; 921=21; 961=22; "
    "962=21; 975=22; 1016=23; 1066=24; 1110=25; 1177=26; 1303=27; 1412=28; 1506=29; "
    "1582=30; 1652=31; 1741=32; 1839=33; 1971=34; 2094=35; 2197=36; 2331=37; 2491=38; "
    "2640=39; 2791=40; 2947=41; 3102=42; 3248=43; 3385=44; 3501=45; 3587=46; 3663=47; "
    "3739=48; 3804=49; 3875=50; 3963=51; 4039=52; 4108=53; 4169=54; 4238=55; 4305=56; "
    "4372=57; 4445=58; 4521=59; 4592=60; 4667=61; 4754=62; 4831=63; 4979=64; 5049=65; "
    "5116=66; 5181=67; 5249=68; 5313=69; 5394=70; 5467=71; 5549=72; 5639=71; 5640=54; "
    "5665=55; 5675=56; 5692=57; 5723=58; 5740=59; 5757=60; 5783=61; 5808=62; 5824=63; "
    "5848=64; 5867=65; 5888=66; 5921=67; 5941=71; 5980=72; 6011=52; 6030=53; 6052=54; "
    "6053=57; 6055=71; 6056=72; 6059=73; 9001=2; 9007=3; 9014=16; 9015=18; 9018=23; "
    "9019=11; 9040=15; 9042=22; 9057=74"
)
# the votes of a state in a session as whole numbers, a bit for each of 60 roll calls
_AGREEMENT = Template("""
    WITH run AS (
      SELECT CAST(split_part(one, '=', 1) AS INTEGER) AS first,
        CAST(split_part(one, '=', 2) AS INTEGER) AS session
      FROM (SELECT unnest(string_split({sessions}, '; ')) AS one)
    ),
    call AS (
      SELECT rcid, session, row_number() OVER (PARTITION BY session ORDER BY rcid) AS place
      FROM (SELECT DISTINCT rcid FROM raw) ASOF JOIN run ON rcid >= first
    ),
    vote AS (
      SELECT session, place // 60 AS part, ccode, vote,
        CAST(1 AS BIGINT) << CAST(place % 60 AS INTEGER) AS bit
      FROM ({ballots}) JOIN call USING (rcid)
    ),
    ballot AS (
      SELECT session, part, ccode, bit_or(bit) AS present,
        bit_or(CASE WHEN vote = 1 THEN bit ELSE 0 END) AS yes,
        bit_or(CASE WHEN vote = 2 THEN bit ELSE 0 END) AS abstain,
        bit_or(CASE WHEN vote = 3 THEN bit ELSE 0 END) AS no
      FROM vote GROUP BY ALL
    )
    SELECT session + 1945 AS year, session, a.ccode AS ccode1, b.ccode AS ccode2,
      sum(bit_count(a.present & b.present)) AS n_votes,
      sum(bit_count(a.yes & b.yes) + bit_count(a.abstain & b.abstain) + bit_count(a.no & b.no))
        AS n_same,
      sum(bit_count(a.yes & b.no) + bit_count(a.no & b.yes)) AS n_opposed
    FROM ballot a JOIN ballot b USING (session, part) WHERE a.ccode < b.ccode
    GROUP BY ALL HAVING n_votes > 0
""").fill(sessions=literal(_SESSIONS), ballots=un_votes.BALLOTS)

CARD = source(
    SourceCard(
        id="un-agreement",
        label="UN voting agreement",
        producer="Voeten, Strezhnev and Bailey",
        version="2021-02",
        licence="CC0 1.0, as stated by a third party: not shipped, pull your own copy.",
        licence_id="CC0-1.0",
        read="2026-11-24",
        citation=UN_VOTES,
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        unit="dyad-year",
        key=("ccode1", "ccode2", "year"),
        coverage=(1946, 2019),
        holds="Roll calls of the session that opens in the year, some held in the next.",
        published="February 2021",
        ends=(
            "No measure, lens or outcome reads it: the measure un-agreement is computed from "
            "un-votes, un-agreement-six has six states to 2023 and un-agreement-2025 the year "
            "2025."
        ),
        file="un_agreement_dyadyear.parquet",
        columns={
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "session": "INTEGER",
            "n_votes": "INTEGER",
            "n_same": "INTEGER",
            "n_opposed": "INTEGER",
        },
        forms=(Form(files=(un_votes.FILE,), addresses=(un_votes.ADDRESS,), sql=_AGREEMENT),),
        rows=826638,
        sha256="63726aabc808c11c95fd5ed1d3bed4c9b54ea67c92f99350df42d5334c826b2a",
    )
)
