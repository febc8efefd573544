"""Precompute what the first pulse of a feed needs, at the end of a load."""

from contextlib import suppress

from detente.errors import DetenteError
from detente.events.monthly import DEFAULT, PAIR_QUERIES, held_days
from detente.events.queries import sql


def make_ready(feed: str) -> None:
    """Count the months of a feed that changed, and compile the queries of a pair.

    What fails here is computed at the first pulse, which then reports the error.

    Parameters
    ----------
    feed : str
        Id of a feed in the store.
    """
    with suppress(DetenteError, OSError):
        held_days(feed)
        for query in (*PAIR_QUERIES, "largest days"):
            sql(query, DEFAULT, "duckdb", one=0, two=0, count=1)
