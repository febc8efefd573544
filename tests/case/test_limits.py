"""A case holds so much and no more, and to check it takes steps in proportion to its length."""

import cProfile
import pstats
import typing
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from case_kit import Values, known, made, refused, rich, text

from detente.case import model
from detente.case.load import build, bundled, load
from detente.case.numbers import Entry
from detente.case.source_text import verify, words_digest
from detente.case.yaml12 import parse
from detente.errors import CaseError

_CLAIM = {"source": "s1", "says": "x", "kind": "fact", "credibility": "2"}


def _entries(kind: type[Entry]) -> Iterator[type[Entry]]:
    yield kind
    for info in kind.model_fields.values():
        for inner in _types(info.annotation):
            if isinstance(inner, type) and issubclass(inner, Entry) and inner is not kind:
                yield from _entries(inner)


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in typing.get_args(annotation):
        yield from _types(inner)


def _bounded(info: Any) -> bool:
    """Whether a field that holds any number of entries states how many at most."""
    origin, args = typing.get_origin(info.annotation), typing.get_args(info.annotation)
    many = origin is dict or (origin is tuple and Ellipsis in args)
    return not many or any(getattr(m, "max_length", None) for m in info.metadata)


def test_every_list_of_a_case_has_a_limit():
    kinds = set(_entries(model.Case))
    assert len(kinds) > 25
    fields = [(k.__name__, name, i) for k in kinds for name, i in k.model_fields.items()]
    assert [f"{kind}.{name}" for kind, name, info in fields if not _bounded(info)] == []


@pytest.mark.parametrize("section", ["threats", "scenarios", "ledger", "ties", "fault_lines"])
def test_the_limits_leave_room_for_four_of_the_larger_bundled_case(section):
    most = max(len(getattr(load(name), section)) for name in bundled())
    limits = model.Case.model_fields[section].metadata
    assert max(m.max_length for m in limits if hasattr(m, "max_length")) >= 4 * most


def test_more_entries_than_the_limit_are_refused_in_a_sentence():
    values = rich()
    values["threats"] = [{**values["threats"][0], "id": f"t{n}"} for n in range(101)]
    assert "made.yaml:71: threats: got 101 entries; wanted at most 100" in refused(text(values))


# kinds of entries by the thousand: what is put in n times, within the limits


def _text_changes(n: int) -> Values:
    values = rich()
    values["scenarios"] = [
        known(
            **{"id": f"sc{k}", "if": "a", "then": "b", "probability": 0.5},
            changes=[{"path": "threats.t1.label", "to": f"x{k}-{j}"} for j in range(20)],
        )
        for k in range(n)
    ]
    values["questions"] = []
    values["claims"] += [known(id=f"cc{k}", **_CLAIM) for k in range(20 * n)]
    return values


def _factions(n: int) -> Values:
    values = rich()
    member = {"name": "x", "kind": "faction", "within": "navy", "power": 1}
    values["actors"] += [known(id=f"f{k}", **member) for k in range(n)]
    return values


def _parts(n: int) -> Values:
    values = rich()
    values["fault_lines"] += [
        known(id=f"g{k}", label="x", part_of=f"g{k - 1}" if k else "f1") for k in range(n)
    ]
    values["fault_lines"][-1]["threats"] = ["t1"]
    return values


def _dangling(n: int) -> Values:
    values = rich()
    values["claims"] += [known(id=f"cc{k}", **{**_CLAIM, "source": f"z{k}"}) for k in range(n)]
    return values


def _ratings(n: int) -> Values:
    values = rich()
    values["claims"] += [known(id=f"cc{k}", **_CLAIM) for k in range(n)]
    values["hypotheses"]["evidence"] += [
        known(claim=f"cc{k}", fits={"H1": 1, "H2": -1}) for k in range(n)
    ]
    return values


def _calls(values: Values) -> int:
    """Number of Python calls that the check of a case takes: time without its noise."""
    document = parse("made.yaml", text(values).encode())
    profile = cProfile.Profile()
    with suppress(CaseError):
        profile.runcall(build, document)
    return int(pstats.Stats(profile).total_calls)


@pytest.mark.parametrize(
    ("kind", "n"),
    [(_text_changes, 20), (_factions, 100), (_parts, 20), (_dangling, 200), (_ratings, 200)],
    ids=lambda x: getattr(x, "__name__", str(x)),
)
def test_a_check_takes_steps_in_proportion(kind, n):
    least = _calls(rich())
    once, four = _calls(kind(n)) - least, _calls(kind(4 * n)) - least
    assert 0 < once < four < 5 * once


def test_a_scenario_cannot_change_what_entries_are_named_by():
    values = rich()
    values["scenarios"][0]["changes"] = [{"path": "threats.t1.id", "to": "t2"}]
    with pytest.raises(CaseError, match=r"a scenario cannot change 'id': threats\.t1\.id"):
        made(values)


def test_many_long_pointers_are_verified_in_one_pass_each(monkeypatch):
    """399 pointers of different lengths into 6,000 words: each length is searched once."""
    from detente.case import source_text

    monkeypatch.setattr(source_text, "_MOST_HASHED", 3_000_000)
    words = [f"w{n}" for n in range(6000)]
    values = rich()
    values["claims"] = [
        known(
            id=f"c{n}",
            **_CLAIM,
            quote={
                "paragraph": 1,
                "words": [1, 100 + n],
                "sha256": words_digest(words[1 : n + 101]),
            },
        )
        for n in range(1, 400)
    ]
    values["hypotheses"]["evidence"][0]["claim"] = "c1"
    values["actors"][2]["claims"] = []
    verdicts = list(verify(made(values), " ".join(words)))
    assert len(verdicts) == 399
    assert verdicts[0].message == "not in paragraph 1, words 1-101, but in paragraph 1, words 2-102"
    assert "too many long pointers" in verdicts[-1].message
