"""Engines by name and address: what is not there is said in one sentence."""

import socket
import sys
from contextlib import suppress
from threading import Thread

import pytest

from detente.errors import DataError, MissingData, MissingExtra
from detente.events.engine import PARTS_AT, _as_the_cluster_sees, open_engine
from detente.files import home


def fault(name, kind):
    with pytest.raises(kind) as caught, open_engine(name):
        raise AssertionError("it opened")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", ["spark", "http://host:15002", "sc://", "DuckDB", ""])
def test_what_is_no_engine_is_refused(name):
    assert f"engine: '{name}'; wanted duckdb or an address sc://HOST:PORT" == fault(name, DataError)


def test_a_port_is_a_number():
    assert "port" in fault("sc://localhost:99999", DataError)


def test_an_address_that_does_not_answer_is_named_at_once():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"sc://127.0.0.1:{unused.getsockname()[1]}"
        assert fault(address, MissingData).startswith(f"{address}: no Spark Connect server answers")


def test_a_server_of_another_kind_is_named_soon():
    """It takes a connection and closes it at once."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"sc://127.0.0.1:{server.getsockname()[1]}"
        Thread(target=closing, args=(server,), daemon=True).start()
        assert fault(address, DataError) == f"{address}: what answers is no Spark Connect server"


def closing(server):
    with suppress(OSError):
        while True:
            server.accept()[0].close()


def test_spark_is_an_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql.connect.session", None)
    assert "the extra 'spark'" in fault("sc://localhost:15002", MissingExtra)


def test_parts_that_duckdb_cannot_read_are_a_sentence(tmp_path):
    part = tmp_path / "keds" / "part.parquet"
    part.parent.mkdir()
    part.write_bytes(b"no Parquet")
    with open_engine("duckdb") as engine, pytest.raises(DataError, match=r"part\.parquet") as fault:
        engine.run([part], "SELECT count(*) AS n FROM events")
    assert str(fault.value).startswith(f"{part.parent}: ")
    remedy = "run `detente events remove keds`, then load its files again"
    assert str(fault.value).endswith(f"; if a part of it is damaged, {remedy}")


def test_sql_reads_nothing_but_the_parts(tmp_path):
    import duckdb

    for name in ("part", "secret"):
        duckdb.sql("SELECT 1 AS n").write_parquet(str(tmp_path / f"{name}.parquet"))
    part, secret = tmp_path / "part.parquet", tmp_path / "secret.parquet"
    with open_engine("duckdb") as engine:
        (total,) = engine.run([part], "SELECT sum(n) AS n FROM events")
        assert total["n"].tolist() == [1]
        with pytest.raises(DataError, match="disabled by configuration"):
            engine.run([part], f"SELECT n FROM '{secret}'")


def test_a_cluster_may_have_the_store_elsewhere(empty_store, monkeypatch):
    part = home() / "events" / "icews" / "2018-06-ab.parquet"
    assert _as_the_cluster_sees(part) == str(part)
    monkeypatch.setenv(PARTS_AT, "s3://bucket/events/")
    assert _as_the_cluster_sees(part) == "s3://bucket/events/icews/2018-06-ab.parquet"
