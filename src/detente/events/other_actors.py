"""Share of event participants that are not states."""

from detente.data.sql import parquet, sql
from detente.data.store import database
from detente.events import store
from detente.events.damage import require_undamaged


def other_actors(feed: str) -> float | None:
    """Share of the sides of all events that are neither a state nor of its government or army.

    Firms, persons, parties and the like; None without events.

    Raises
    ------
    DataError
        If a part changed since it was loaded.
    """
    chosen = store.parts(feed)
    if not chosen:
        return None
    require_undamaged(chosen)
    with database(store.folder(feed), only=chosen) as connection:
        row = connection.execute(
            sql(
                "SELECT avg((source_role = 'other')::INT + (target_role = 'other')::INT) / 2 "
                "FROM {events}",
                events=parquet(*chosen),
            )
        ).fetchone()
    return row[0] if row else None
