"""Issues of the roll calls of the UN General Assembly."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import UN_VOTES
from detente.registry import source

CARD = source(
    SourceCard(
        id="un-roll-call-issues",
        label="Issues of UN roll calls",
        producer="Voeten, Strezhnev and Bailey",
        version="2021-02",
        licence="CC0 1.0, as stated by a third party: not shipped, pull your own copy.",
        licence_id="CC0-1.0",
        read="2026-11-28",
        citation=UN_VOTES,
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        unit="roll call and issue",
        key=("rcid", "issue"),
        coverage=(1946, 2019),
        holds=(
            "On the date of the roll call: me Palestine, nu nuclear weapons, di arms control, co "
            "colonialism, hr human rights, ec economic development. Many roll calls have none."
        ),
        published="February 2021",
        ends="No measure, lens or outcome reads it; the subjects of later votes are unknown.",
        file="",
        columns={"rcid": "INTEGER", "issue": "VARCHAR"},
        forms=(
            Form(
                files=("un_roll_call_issues.rda",),
                addresses=(
                    pinned(
                        *repositories.UNVOTES,
                        "data/un_roll_call_issues.rda",
                        "eec1b509ebce692c242b842837d5d861b52b65b2868a7c66f573d4a87d2eb0be",
                    ),
                ),
                columns={"issue": "short_name"},
            ),
            Form(
                files=("un_roll_calls.parquet",),
                sql=(
                    "SELECT rcid, issue FROM (UNPIVOT raw ON me, nu, di, co, hr, ec INTO NAME issue"
                    " VALUE is_tagged) WHERE is_tagged = 1"
                ),
            ),
        ),
        rows=5745,
        sha256="46c731d0fdcdc4696210439582c2486616ed6d56edfc5804d03289208096af34",
        # no date of its own: join it to un-roll-calls, which is cut by date
        known="1946",
    )
)
