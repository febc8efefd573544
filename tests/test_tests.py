"""The tests themselves: none passes without an assertion, works when collected or reads a clock."""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
# the campaign is a program with clocks, not a test
FILES = sorted(
    p for p in TESTS.rglob("*.py") if not {"golden", "campaign"} & {*p.relative_to(TESTS).parts}
)
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
CLOCKS = {"perf_counter", "process_time", "monotonic", "thread_time", "perf_counter_ns"}
# of detente, what a module may call when it is collected: records, and what is quick
QUICK = {"build", "bundled", "lenses", "load", "load_case", "measures", "parse", "sources"}


def name_of(call):
    """The last part of the name that a call calls: `name` of `a.b.name(...)`."""
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def root_of(call):
    """The first part of the name that a call calls: `a` of `a.b.name(...)`."""
    part = call.func
    while isinstance(part, ast.Attribute):
        part = part.value
    return getattr(part, "id", "")


def calls(node):
    """All calls that a node makes when it runs, without those of its inner functions."""
    made, waiting = [], [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.Call):
            made.append(part)
        if part is node or not isinstance(part, FUNCTIONS | ast.Lambda):
            waiting += ast.iter_child_nodes(part)
    return made


def called(node):
    return {name_of(call) for call in calls(node)}


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def helpers():
    """Functions of the tests that assert something, or call one that does."""
    functions = [
        (n.name, n, called(n))
        for path in FILES
        for n in ast.walk(tree(path))
        if isinstance(n, FUNCTIONS) and not n.name.startswith("test_")
    ]
    direct = {"raises", "warns", "fail"}
    known = {
        name
        for name, function, names in functions
        if names & direct or any(isinstance(n, ast.Assert) for n in ast.walk(function))
    }
    while more := {name for name, _, names in functions if names & known} - known:
        known |= more
    return known


def asserts(node, helping):
    """Whether a statement is an assertion: `assert`, `raises`, or a helper that has one."""
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Expr | ast.Assign | ast.Return | ast.withitem):
        return False
    names = called(node)
    assertion = names & {"raises", "warns", "fail", *helping}
    return bool(assertion) or any(name.startswith("assert_") for name in names)


class Certain:
    """Whether statements cannot end without an assertion having run, in one test.

    Parameters
    ----------
    helping : set of str
        Functions that assert something.
    literals : set of str
        Names that hold a collection written out in the module or the test.
    """

    def __init__(self, helping, literals):
        self.helping, self.literals = helping, literals

    def body(self, statements):
        return any(self.statement(node) for node in statements)

    def statement(self, node):
        kind = getattr(self, "of_" + type(node).__name__.lower().removeprefix("async"), None)
        return kind(node) if kind else asserts(node, self.helping)

    def of_with(self, node):
        return any(asserts(i, self.helping) for i in node.items) or self.body(node.body)

    def of_try(self, node):
        handled = all(self.body(h.body) for h in node.handlers)
        return self.body(node.finalbody) or (self.body([*node.body, *node.orelse]) and handled)

    def of_if(self, node):
        return self.body(node.body) and self.body(node.orelse)

    def of_for(self, node):
        return self.filled(node.iter) and self.body(node.body)

    def filled(self, node):
        """Whether an iterable is written out in the test, so that it cannot be empty unseen."""
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            return bool(node.elts)
        if isinstance(node, ast.Dict):
            return bool(node.keys)
        if isinstance(node, ast.Call):
            return self.filled_call(node)
        if isinstance(node, ast.Constant):
            return bool(node.value)
        return getattr(node, "id", "") in self.literals

    def filled_call(self, node):
        if name_of(node) in {"enumerate", "zip", "range", "product"}:
            strict = any(k.arg == "strict" and k.value.value for k in node.keywords)
            return (any if strict else all)(self.filled(argument) for argument in node.args)
        return name_of(node) in {"items", "values", "keys", "split"} and self.filled(
            node.func.value
        )


def cases_of(module):
    """The test functions of a module."""
    return [n for n in ast.walk(module) if isinstance(n, FUNCTIONS) and n.name.startswith("test_")]


def literals(module):
    """Names of what is written out in a module: `CASES = ("a", "b")`."""
    written = Certain(set(), set())
    pairs = [
        (target.id, n.value)
        for n in ast.walk(module)
        if isinstance(n, ast.Assign)
        for target in n.targets
        if isinstance(target, ast.Name) and isinstance(n.value, ast.Tuple | ast.List | ast.Dict)
    ]
    return {name for name, value in pairs if written.filled(value)}


def uncertain(module, helping):
    judge = Certain(helping, literals(module))
    return [f.name for f in cases_of(module) if not judge.body(f.body)]


def names_in(nodes):
    """Names that nodes mention."""
    return {n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)}


def loops_of(node):
    """Outermost loops of a test, without those of its inner functions."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.For | ast.AsyncFor):
            yield part
        elif not isinstance(part, FUNCTIONS | ast.Lambda):
            yield from loops_of(part)


def changed_in(parts):
    """Names that a loop sets or adds to: ``checked += 1``, ``at = ...``, ``shown.add(...)``."""
    stored = {n.id for n in parts if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return stored | {root_of(n) for n in parts if isinstance(n, ast.Call)}


def unchecked(module):
    """Loops with assertions over what may be empty, of which no other assertion knows.

    One that mentions what is looped over, or what the loop changes, is enough.
    """
    judge = Certain(set(), literals(module))
    for function in cases_of(module):
        for loop in loops_of(function):
            parts = [*ast.walk(loop)]
            if judge.filled(loop.iter) or not any(isinstance(n, ast.Assert) for n in parts):
                continue
            inner = {id(n) for n in parts}
            others = [n for n in ast.walk(function) if isinstance(n, ast.Assert)]
            others = names_in(n for n in others if id(n) not in inner)
            if not (names_in([loop.iter]) | changed_in(parts)) & others:
                yield f"{function.name}: for {ast.unparse(loop.target)} in {ast.unparse(loop.iter)}"


def lazy(function):
    """Whether calling a function only describes it, as a strategy of Hypothesis does."""
    return any(getattr(d, "attr", "") == "composite" for d in function.decorator_list)


def work_when_collected(module):
    """Names of detente that a module calls when it is imported, itself or by its own functions."""
    own = {n.name: n for n in module.body if isinstance(n, FUNCTIONS) and not lazy(n)}
    imported = {
        (alias.asname or alias.name).split(".")[0]
        for n in module.body
        if isinstance(n, ast.ImportFrom | ast.Import)
        for alias in n.names
        if (getattr(n, "module", None) or alias.name).split(".")[0] == "detente"
    }
    at_once = []
    for node in module.body:
        parts = node.decorator_list if isinstance(node, FUNCTIONS | ast.ClassDef) else [node]
        at_once += [call for part in parts for call in calls(part)]
    inner = [c for call in at_once if root_of(call) in own for c in calls(own[root_of(call)])]
    names = {name_of(c) for c in at_once + inner if root_of(c) in imported} - QUICK
    return {name for name in names if not name[0].isupper()}


def clocks(module):
    """Clocks that are read anywhere in a module."""
    return {getattr(n, "attr", getattr(n, "id", "")) for n in ast.walk(module)} & CLOCKS


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(TESTS)))
def test_no_test_can_pass_without_an_assertion(path):
    """An assertion in an `if`, or in a loop over what may be empty, may never run."""
    assert uncertain(tree(path), helpers()) == []
    assert [*unchecked(tree(path))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(TESTS)))
def test_nothing_is_worked_out_when_tests_are_collected(path):
    """Every process of pytest-xdist collects every module: forecasts belong into fixtures."""
    assert work_when_collected(tree(path)) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(TESTS)))
def test_no_test_reads_a_clock(path):
    """How fast something is depends on the machine and belongs into benchmarks/."""
    assert clocks(tree(path)) == set()


BAD = {
    "if": "if x:\n        assert x",
    "for": "for y in x:\n        assert y",
    "try": "try:\n        f()\n    except E:\n        assert x",
    "nothing": "f()",
    "attribute": "for y in x.items:\n        assert y",
    "zip": "for y in zip(x, (1, 2)):\n        assert y",
}
GOOD = {
    "assert": "assert x",
    "first": "assert x\n    for y in x:\n        assert y",
    "written": "for y in (1, 2):\n        assert y",
    "both": "if x:\n        assert x\n    else:\n        assert not x",
    "with": "with pytest.raises(E):\n        f()",
    "items": "z = {1: 2}\n    for y in z.items():\n        assert y",
}


@pytest.mark.parametrize(
    ("body", "count"), [(b, 1) for b in BAD.values()] + [(b, 0) for b in GOOD.values()]
)
def test_the_rule_tells_good_from_bad(body, count):
    module = ast.parse(f"def test_it(x):\n    {body}\n")
    assert len(uncertain(module, set())) == count


LOOPS = {
    "assert z\n    for y in x:\n        assert y": 1,
    "assert x\n    for y in x:\n        assert y": 0,
    "for y in (1, 2):\n        assert y": 0,
    "n = 0\n    for y in x:\n        assert y\n        n += 1\n    assert n": 0,
}


@pytest.mark.parametrize(("body", "count"), LOOPS.items())
def test_a_loop_over_what_may_be_empty_is_seen(body, count):
    assert len([*unchecked(ast.parse(f"def test_it(x):\n    {body}\n"))]) == count


def test_work_is_seen_in_a_module_and_in_its_functions():
    text = "from detente.a import engine, load\ndef make(): return engine()\n"
    assert work_when_collected(ast.parse(text + "X = make()")) == {"engine"}
    assert work_when_collected(ast.parse(text + "X = load()")) == set()
    assert work_when_collected(ast.parse(text + "X = lambda: make()")) == set()
