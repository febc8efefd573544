"""Mutations of bytes, of a tree of values, and of the meaning of a case."""

import copy
import datetime
import random
import re
from collections.abc import Callable
from typing import Any

from .hostile import BYTES, DATES, NUMBERS, TEXTS


def mutated_bytes(data: bytes, rng: random.Random) -> bytes:
    """Some bytes changed, in one to four places."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        data = rng.choice(_OF_BYTES)(data, rng)
    return data


def _flip(data: bytes, rng: random.Random) -> bytes:
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def _insert(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(BYTES) + data[at:]


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _remove(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at + rng.choice((1, 2, 16, 300)) :]


def _double(data: bytes, rng: random.Random) -> bytes:
    at, size = rng.randrange(len(data) + 1), rng.choice((1, 80, 2000))
    return data[: at + size] + data[at : at + size] * rng.choice((1, 1, 50)) + data[at + size :]


def _swap_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def _indent(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    lines[at] = rng.choice((b" ", b"  ", b"\t", b"- ")) + lines[at]
    return b"\n".join(lines)


def _encode(data: bytes, rng: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(rng.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7")), "replace")


_OF_BYTES = (_flip, _flip, _insert, _insert, _cut, _remove, _double, _swap_lines, _indent, _encode)


def mutated_tree(values: Any, rng: random.Random) -> Any:
    """A tree of mappings and lists with one to three of its parts replaced, moved or grown."""
    values = copy.deepcopy(values)
    for _ in range(rng.choice((1, 1, 2, 3))):
        spots = list(_spots(values))
        if spots:
            rng.choice(_OF_TREE)(*rng.choice(spots), spots, rng)
    return values


def _spots(node: Any):
    """Every place of a tree: its holder and its key or index."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from _spots(node[key])


def _replace(holder, key, spots, rng):
    pool = rng.choice((TEXTS, NUMBERS, DATES, [None, [], {}, [[]], {"": None}, [None] * 3]))
    holder[key] = rng.choice(pool)


def _drop(holder, key, spots, rng):
    del holder[key]


def _move(holder, key, spots, rng):
    other, name = rng.choice(spots)
    if name in other if isinstance(other, dict) else name < len(other):
        holder[key] = copy.deepcopy(other[name])


def _rename(holder, key, spots, rng):
    if isinstance(holder, dict):
        holder[rng.choice([f"{key}x", str(key).upper(), "id", *TEXTS[:12]])] = holder.pop(key)


def _again(holder, key, spots, rng):
    if isinstance(holder, list):
        holder.extend([copy.deepcopy(holder[key]) for _ in range(rng.choice((1, 1, 3, 300)))])


def _shuffle(holder, key, spots, rng):
    if isinstance(holder, list):
        rng.shuffle(holder)


def _deepen(holder, key, spots, rng):
    for _ in range(rng.choice((1, 3, 60, 100))):
        holder[key] = [holder[key]] if rng.random() < 0.5 else {"a": holder[key]}


_IN_BRACES = re.compile(r"(?<=: )[A-Za-z][\w ]*?\w(?= [A-Za-z][\w ]*[,}])")  # words of a plain text


def with_a_comma(text: bytes, rng: random.Random) -> bytes:
    """A case file with a comma in a text in braces that has no quotes, as a person would write it."""
    lines = text.decode().split("\n")
    spots = [
        (number, found.end())
        for number, line in enumerate(lines)
        if "{" in line and '"' not in line and "'" not in line and not line.lstrip().startswith("#")
        for found in _IN_BRACES.finditer(line)
    ]
    number, end = rng.choice(spots)
    lines[number] = f"{lines[number][:end]},{lines[number][end:]}"
    return "\n".join(lines).encode()


_OF_TREE: tuple[Callable, ...] = (_replace,) * 6 + (_drop, _move, _move, _rename, _again, _shuffle)
_OF_TREE += (_deepen,)


_SCALES = ((0, 1), (-1, 1), (0, 9.2), (-9.2, 9.2), (0, 100), (-100, 100), (-1e308, 1e308))


def mutated_meaning(values: Any, rng: random.Random) -> Any:
    """A case with values that its schema may well allow, in one to three places."""
    values = copy.deepcopy(values)
    for _ in range(rng.choice((1, 1, 2, 3))):
        rng.choice(_OF_MEANING)(*rng.choice(list(_spots(values))), values, rng)
    return values


def _stretch(holder, key, values, rng):
    """A number to an end of the scale that it seems to have, with the widest range."""
    numbers = [(h, k) for h, k in _spots(values) if type(h[k]) in (int, float)]
    holder, key = rng.choice(numbers or [(holder, key)])
    if type(holder[key]) not in (int, float):
        return
    low, high = next(s for s in _SCALES if s[0] <= holder[key] <= s[1])
    if isinstance(holder, dict) and {"low", "high"} <= holder.keys():
        holder |= {"value": rng.choice((low, high)), "low": low, "high": high}
    else:
        holder[key] = rng.choice((low, high, (low + high) / 2))


def _shift_day(holder, key, values, rng):
    days = [(h, k) for h, k in _spots(values) if isinstance(h[k], datetime.date)]
    if days:
        holder, key = rng.choice(days)
        year = holder[key].year + rng.choice((-200, -5, -1, -1, 0, 0, 0, 1, 30))
        holder[key] = datetime.date(max(1, min(9999, year)), rng.randint(1, 12), rng.randint(1, 28))


def _reorder(holder, key, values, rng):
    lists = [h[k] for h, k in _spots(values) if isinstance(h[k], list)]
    if lists:
        rng.shuffle(rng.choice(lists))


def _reword(holder, key, values, rng):
    texts = [
        (h, k)
        for h, k in _spots(values)
        if k in ("title", "says", "name", "question", "text", "note", "what", "label", "why")
    ]
    if texts:
        holder, key = rng.choice(texts)
        holder[key] = rng.choice(TEXTS)


def _without_section(holder, key, values, rng):
    values.pop(rng.choice(list(values)), None)


def _without_key(holder, key, values, rng):
    if isinstance(holder, dict) and holder is not values:
        holder.pop(key, None)


def _another(holder, key, values, rng):
    """An entry once more under another id."""
    lists = [v for v in values.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
    if lists:
        entries = rng.choice(lists)
        times = rng.choice((1, 1, 5, 40))
        entry = rng.choice(entries)
        entries += [copy.deepcopy(entry) | {"id": f"n{rng.randrange(10**6)}"} for _ in range(times)]


def shuffled(values: Any, rng: random.Random) -> Any:
    """A case with every list and mapping in another order, but for pairs whose order counts."""
    if isinstance(values, dict):
        keys = rng.sample(list(values), len(values))
        return {
            k: values[k] if k in ("members", "words") else shuffled(values[k], rng) for k in keys
        }
    if isinstance(values, list):
        return [shuffled(value, rng) for value in rng.sample(values, len(values))]
    return values


_OF_MEANING: tuple[Callable, ...] = (_stretch,) * 4 + (_shift_day,) * 2 + (_another,) * 2
_OF_MEANING += (_reorder, _reorder, _reword, _reword, _without_section, _without_key)
