"""GDELT 2.0: one file of 61 columns every fifteen minutes since February 2015.

Columns: GDELT Event Database data format codebook 2.0 (19 February 2015).
"""

from detente.events import cameo
from detente.events.feed import Feed, Layout, feed
from detente.events.gdelt import HEAD, OWN_RULE, event_columns, looks, place_columns, row_faults

GDELT2 = feed(
    Feed(
        id="gdelt2",
        label="GDELT 2.0",
        quad_rule=OWN_RULE,
        state=cameo.state_of_code,
        layouts=(
            Layout(
                columns=(*HEAD, *place_columns("ADM1Code", "ADM2Code"), "DATEADDED", "SOURCEURL"),
                rows=event_columns("CAST(try_strptime(DATEADDED, '%Y%m%d%H%M%S') AS DATE)"),
                faults=row_faults(20150101000000, 21001231235959),
                looks=looks(r"\d{14}"),
            ),
        ),
    )
)
