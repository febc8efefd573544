"""What one stored event is: the columns that every feed is read into.

Only events between two different states are stored; what else a file holds is counted when it is
loaded. Codes are text: 012 is not 12.
"""

from typing import Literal, get_args

from detente.document.labels import Quad

Role = Literal["government", "military", "none", "other"]
ROLES: tuple[Role, ...] = get_args(Role)
QUADS: tuple[Quad, ...] = get_args(Quad)  # in the order of the quad classes 1 to 4

# column: type in DuckDB
COLUMNS = {
    "day": "DATE",  # of the event
    "source": "SMALLINT",  # COW code, on that day, of the state whose actor acts
    "target": "SMALLINT",  # of the one acted upon; never the same
    "source_role": "VARCHAR",  # a `Role`; firms, persons, parties and the rest are "other"
    "target_role": "VARCHAR",
    "code": "VARCHAR",  # as the feed writes it: CAMEO, WEIS or PLOVER
    "root": "VARCHAR",  # the family of the code: first two digits of CAMEO or WEIS, type of PLOVER
    "quad": "TINYINT",  # 1 to 4, place in `QUADS` plus one; null where it is unknown
    "goldstein": "FLOAT",  # conflict-cooperation score, -10 to 10; null where the feed has none
    "mentions": "INTEGER",  # 1 where the feed counts none
    "event": "VARCHAR",  # the feed's own id; null where it has none
    "reference": "VARCHAR",  # address, or publisher and story; null where the feed has none
    "added": "DATE",  # the day of the file that the event came in; null where unknown
    "misdated": "BOOLEAN",  # `day` differs from `added` by more than a year
}
