"""A clock that is set back, in the process of one command."""

from datetime import UTC, datetime


def years_ago() -> None:
    """Let the forecast log of this process take a time years ago for now; called in a child."""
    from detente.backtest import hash_chain

    hash_chain.entry_time = lambda: datetime(2020, 1, 1, tzinfo=UTC)
