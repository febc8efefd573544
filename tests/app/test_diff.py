"""The lines that are shown as changed, and no others, lead from the old text to the new one."""

from hypothesis import given
from hypothesis import strategies as st

from detente.app import diff

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=40).map("\n".join)


@given(TEXTS, TEXTS)
def test_the_lines_shown_lead_from_old_to_new(old, new):
    lines = diff.compare(old, new)
    out = {x.old for x in lines if x.sign == "-"}
    kept = [text for n, text in enumerate(old.splitlines(), 1) if n not in out]
    for x in lines:
        if x.sign == "+":
            kept.insert(x.new - 1, x.text)
    assert kept == new.splitlines()
    assert all(old.splitlines()[x.old - 1] == x.text for x in lines if x.sign in "- ")
    assert bool(lines) == (old.splitlines() != new.splitlines())


def test_only_what_is_near_a_change_is_shown():
    old = "\n".join(f"line {n}" for n in range(1, 101))
    lines = diff.compare(old, old.replace("line 50", "other").replace("line 90", "another"))
    assert [x.old for x in lines if x.sign == " "] == [
        47,
        48,
        49,
        51,
        52,
        53,
        87,
        88,
        89,
        91,
        92,
        93,
    ]
    assert [x.new for x in lines if x.sign == "gap"] == [47, 87]


def test_texts_that_share_little_are_not_compared_for_hours():
    old, new = "\n".join("ab" * 1500), "\n".join("ba" * 1500 + "c")
    lines = diff.compare(old, new)
    assert sum(x.sign == "+" for x in lines) == new.count("\n") + 1
