"""Engines that run SQL over the parts of the store: DuckDB here, or Spark by Spark Connect."""

import os
import socket
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from detente.data import store
from detente.data.sql import Sql, joined, literal, sql
from detente.errors import DataError, MissingData, MissingExtra
from detente.events import damage
from detente.events.queries import Dialect
from detente.files import home

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

Columns = dict[str, NDArray[Any]]
MEMORY = "600MB"  # of DuckDB; beyond it, groups are written to a temporary folder
SPARK_PORT = 15002
PATIENCE = 5.0  # seconds in which an address must answer
PARTS_AT = "DETENTE_EVENTS"  # environment variable: the folder of the events as a cluster sees it


class Engine(Protocol):
    """Runs SQL over a table ``events``."""

    dialect: Dialect
    together: bool  # whether all parts are best read at once, as a cluster does

    def run(self, parts: Sequence[Path], *queries: str, among: str = "") -> list[Columns]:
        """Columns of each result; integers as int64, days as datetime64[D], text as objects.

        Parameters
        ----------
        parts : sequence of Path
            The Parquet files that are the table ``events``; at least one.
        *queries : str
            SQL without nulls in its result.
        among : str
            SQL of the rows of ``events`` that the queries do not filter out, if these are few: an
            engine may read them once for all queries.

        Raises
        ------
        DataError
            If the engine reports an error.
        """


@contextmanager
def open_engine(name: str) -> Iterator[Engine]:
    """Open an engine, and close it at the end.

    Parameters
    ----------
    name : str
        ``"duckdb"``, or the address of a Spark Connect server, ``sc://HOST:PORT``.

    Raises
    ------
    DataError
        If it is neither, or something other than Spark answers.
    MissingData
        If nothing answers at the address.
    MissingExtra
        If pyspark-client is not installed.
    """
    if name == "duckdb":
        yield DuckDB()
    elif urlsplit(name).scheme == "sc" and urlsplit(name).hostname:
        with _main_with_a_file():
            session = _session(name)
            try:
                yield Spark(session)
            finally:
                session.stop()
    else:
        raise DataError(f"engine: '{name}'; wanted duckdb or an address sc://HOST:PORT")


class DuckDB:
    """DuckDB in this process, within bounded memory."""

    dialect: Dialect = "duckdb"
    together = False

    def run(self, parts: Sequence[Path], *queries: str, among: str = "") -> list[Columns]:
        """Columns of each result; see `Engine.run`."""
        damage.require_undamaged(parts)
        files = joined(literal(str(path.absolute())) for path in parts)
        place = parts[0].parent
        with damage.reading(place), tempfile.TemporaryDirectory(prefix="detente-") as folder:
            settings = (
                sql("SET memory_limit = {most}", most=literal(MEMORY)),
                sql("SET temp_directory = {folder}", folder=literal(folder)),
                "SET preserve_insertion_order = false",
            )
            with store.database(place, only=parts, settings=settings) as connection:
                view = "CREATE VIEW events AS FROM read_parquet([{files}])"
                connection.execute(sql(view, files=files))
                if among:
                    few = Sql(among)  # compiled from an expression
                    connection.execute(sql("CREATE TEMP TABLE few AS {few}", few=few))
                    connection.execute("CREATE OR REPLACE VIEW events AS FROM few")
                return [_columns(connection.execute(query).fetchnumpy()) for query in queries]


class Spark:
    """A Spark Connect server, which must be able to read the parts."""

    dialect: Dialect = "spark"
    together = True

    def __init__(self, session: "SparkSession") -> None:
        self._session = session

    def run(self, parts: Sequence[Path], *queries: str, among: str = "") -> list[Columns]:
        """Columns of each result; see `Engine.run`. Spark reads only what a query filters."""
        from pyspark.errors import PySparkException

        damage.require_undamaged(parts)
        place = parts[0].parent
        with damage.reading(place):
            try:
                events = self._session.read.parquet(*map(_as_the_cluster_sees, parts))
                events.createOrReplaceTempView("events")
                tables = [self._session.sql(query).toArrow() for query in queries]
            except PySparkException as problem:
                raise DataError(f"{place}: {str(problem).splitlines()[0]}") from None
        return [_columns({n: t[n].to_numpy() for n in t.column_names}) for t in tables]


def _as_the_cluster_sees(part: Path) -> str:
    """Address of a part: its path, or its place in the folder that ``DETENTE_EVENTS`` names."""
    folder = os.environ.get(PARTS_AT)
    if not folder:
        return str(part.absolute())
    return f"{folder.rstrip('/')}/{part.relative_to(home() / 'events').as_posix()}"


def _columns(arrays: Mapping[str, Any]) -> Columns:
    return {name: _plain(np.ma.getdata(values)) for name, values in arrays.items()}


def _plain(values: NDArray[Any]) -> NDArray[Any]:
    if values.dtype.kind == "M":
        return values.astype("datetime64[D]")
    # DuckDB sums integers in 128 bits, which come as floats
    return values if values.dtype.kind == "O" else values.astype(np.int64)


@contextmanager
def _main_with_a_file() -> Iterator[None]:
    """Let PySpark run where the program has no file, as in `python -c` and worker processes.

    PySpark mistakes such a program for its own doctests and exits.
    """
    main = sys.modules["__main__"]
    if hasattr(main, "__file__"):
        yield
        return
    main.__file__ = "<no file>"
    try:
        yield
    finally:
        del main.__file__


def _session(address: str) -> "SparkSession":
    """A new session on a Spark Connect server."""
    try:
        with warnings.catch_warnings():
            # of pandas, which these queries do not use
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
            from pyspark.sql.connect.session import SparkSession
    except ImportError:
        raise MissingExtra("spark", f"the engine {address}") from None
    _knock(address)
    session = SparkSession.builder.remote(address).create()
    _greet(session, address)
    return session


def _greet(session: "SparkSession", address: str) -> None:
    """Raise an error soon if something other than Spark answers."""
    from pyspark.errors import PySparkException
    from pyspark.sql.connect.client.retries import DefaultPolicy

    patient = session.client.get_retry_policies()
    session.client.set_retry_policies([DefaultPolicy(max_retries=2)])
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", r"\[RETRIES_EXCEEDED\]")  # the error says it
            session.version  # noqa: B018  (asks the server)
    except PySparkException:
        session.client.close()
        raise DataError(f"{address}: what answers is no Spark Connect server") from None
    session.client.set_retry_policies(patient)


def _knock(address: str) -> None:
    """Raise an error at once if nothing answers: Spark's client would retry for minutes."""
    try:
        place = urlsplit(address)
        host, port = place.hostname, place.port or SPARK_PORT
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except ValueError:
        raise DataError(f"engine: '{address}'; wanted a port from 1 to 65535") from None
    except OSError as problem:
        raise MissingData(
            f"{address}: no Spark Connect server answers ({problem.strerror or problem}); start "
            "one, or leave --engine out for DuckDB"
        ) from None
