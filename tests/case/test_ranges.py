"""Every number with a range is found once, under a path that leads back to it."""

from detente.case.edit import at
from detente.case.load import load
from detente.case.path import value_at
from detente.case.ranges import ranged_numbers


def numbers(node):
    """All numbers with a range below a plain dump."""
    if isinstance(node, dict):
        if node.keys() >= {"value", "low", "high", "basis"}:
            low, high = (node["value"] if x is None else x for x in (node["low"], node["high"]))
            return [(low, high)] if low < high else []
        return [n for child in node.values() for n in numbers(child)]
    if isinstance(node, list | tuple):
        return [n for child in node for n in numbers(child)]
    return []


def test_all_are_found_under_paths_that_lead_to_them():
    for name in ("us-russia-2001", "anglo-japanese-1905"):
        case = load(name)
        found = list(ranged_numbers(case))
        assert sorted(r.number.bounds for r in found) == sorted(numbers(case.model_dump()))
        assert len({r.path for r in found}) == len(found)
        for r in found[::7]:
            assert value_at(case, r.path) is r.number
            changed = at(case, r.path, r.number.bounds[0])
            assert value_at(changed, r.path).value == r.number.bounds[0]


def test_words_name_entry_actor_and_field():
    words = {r.path: r.words for r in ranged_numbers(load("us-russia-2001"))}
    assert words["standing.RUS.accorded"] == "Russia, standing: accorded"
    assert words["threats.taliban.severity.USA.intent"].endswith(": United States, intent")
    assert words["issues.syria.positions.RUS.salience"] == "How to treat Syria: Russia, salience"
