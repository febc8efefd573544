"""GDELT 1.0: 57 columns up to March 2013, 58 in the daily exports since, mixed in some files.

Leetaru, K. & Schrodt, P. A. (2013). GDELT: Global Data on Events, Location and Tone, 1979-2012.
ISA Annual Convention. Columns: GDELT data format codebook 1.03.
"""

from detente.events import cameo
from detente.events.feed import Feed, Layout, feed
from detente.events.gdelt import HEAD, OWN_RULE, event_columns, looks, place_columns, row_faults

# Files up to March 2013 were made in early 2013, so that DATEADDED is not their day.
_ADDED = (
    "CASE WHEN try_strptime(DATEADDED, '%Y%m%d') >= DATE '2013-04-01' "
    "THEN CAST(try_strptime(DATEADDED, '%Y%m%d') AS DATE) END"
)

GDELT1 = feed(
    Feed(
        id="gdelt1",
        label="GDELT 1.0",
        quad_rule=OWN_RULE,
        state=cameo.state_of_code,
        layouts=(
            Layout(
                columns=(*HEAD, *place_columns("ADM1Code"), "DATEADDED", "SOURCEURL"),
                least=57,
                rows=event_columns(_ADDED),
                faults=row_faults(20130101, 21001231),
                looks=looks(r"\d{8}"),
            ),
        ),
    )
)
