"""SQL as a type of its own: what goes into a template, and where text may become SQL."""

import ast
from datetime import date
from pathlib import Path

import pytest

import detente
from detente.data.sql import Sql, Template, identifier, joined, literal, sql, tuples, word

HOSTILE = "x'; DROP TABLE t; --\"\n{0}"
ROOT = Path(detente.__file__).parent
# where text becomes SQL without a template: the type itself, and SQL that a card, a plug-in's
# function, a feed's layout or a table of covariates holds
TRUSTED = {
    "data/as_of.py": 1,
    "data/store.py": 1,
    "data/tabular.py": 3,
    "events/engine.py": 1,  # what ibis compiled
    "events/scan.py": 2,
    "history/dyad_years.py": 1,
    "history/treaty_years.py": 1,
    "registry.py": 2,
}


@pytest.mark.parametrize(
    "fill",
    [
        lambda text: sql("SELECT {a}", a=text),
        lambda text: sql("SELECT {a[b]}", a={"b": text}),
        lambda text: Template("{a}").fill(a=[text]),
        lambda text: joined([text]),
        lambda text: tuples([(1, text)]),
        lambda text: sql("{a}", a=sql("x") + text),
        lambda text: sql("{a}", a=f"{sql('x')}"),
        lambda text: sql("{a}", a=None),
        lambda text: sql("{a:>9}", a=1),
        lambda text: joined([1, 2], text),
    ],
)
def test_a_plain_string_is_no_part_of_a_statement(fill):
    with pytest.raises(TypeError, match="wanted"):
        fill(HOSTILE)


def test_what_is_filled_in_stays_as_it_is():
    """Braces in a part are no places of the template."""
    name = identifier(HOSTILE)
    assert sql("SELECT {name} FROM {{}}", name=name) == f"SELECT {name} FROM {{}}"
    assert type(joined([name, 1, 0.5, True])) is Sql
    assert joined([name, 1, 0.5, True], " AND ") == f"{name} AND 1 AND 0.5 AND True"


def test_texts_and_days_are_literals():
    assert literal("Côte d'Ivoire") == "'Côte d''Ivoire'"
    assert literal(date(816, 1, 2)) == "DATE '0816-01-02'"
    assert tuples([[literal("a"), 1]]) == "('a', 1)"


@pytest.mark.parametrize("name", [HOSTILE, "", "a b", "a;", "1a", 'a"', "é"])
def test_a_bare_name_is_one_word(name):
    with pytest.raises(ValueError, match="wanted a word"):
        word(name)


def _calls():
    """Calls of the package by file: the place, the node and the tree."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path.relative_to(ROOT).as_posix(), node, tree


def _imported(tree):
    """Which of the functions that take a template a module has from `detente.data.sql`."""
    return {
        name.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "detente.data.sql"
        for name in node.names
    } & {"sql", "Template"}


def _is_literal(node, tree):
    """Whether a template is a text of the program, or a name that is given such texts alone."""
    if isinstance(node, ast.IfExp):
        return _is_literal(node.body, tree) and _is_literal(node.orelse, tree)
    if isinstance(node, ast.Name):
        given = [
            a.value
            for a in ast.walk(tree)
            if isinstance(a, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == node.id for t in a.targets)
        ]
        return bool(given) and all(isinstance(g, ast.Constant) for g in given)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_templates_are_literals_of_the_program():
    """So no text from outside is a template; mypy knows no type for that."""
    templates = [
        (f"{file}:{call.lineno}", _is_literal(call.args[0], tree))
        for file, call, tree in _calls()
        if isinstance(call.func, ast.Name) and call.func.id in _imported(tree)
    ]
    assert len(templates) > 300
    assert [place for place, is_literal in templates if not is_literal] == []


def test_text_becomes_sql_in_known_places_alone():
    places: dict[str, int] = {}
    for file, call, _ in _calls():
        if isinstance(call.func, ast.Name) and call.func.id == "Sql" and file != "data/sql.py":
            places[file] = places.get(file, 0) + 1
    assert places == TRUSTED


@pytest.mark.parametrize("method", ["execute", "sql", "query", "filter"])
def test_no_statement_is_built_where_it_is_run(method):
    """An f-string, a sum or a call of format or join is none of `detente.data.sql`."""
    built = [
        f"{file}:{call.lineno}"
        for file, call, _ in _calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr == method
        for argument in call.args
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
        or (
            isinstance(argument, ast.Call)
            and isinstance(argument.func, ast.Attribute)
            and argument.func.attr in ("format", "join", "replace")
        )
    ]
    assert built == []
