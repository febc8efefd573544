"""The YAML reader against hostile files: size, depth, aliases, tags, odd bytes, lines."""

import os
import shutil
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from case_kit import refused
from hypothesis import example, given
from hypothesis import strategies as st

from detente.case import yaml12
from detente.case.yaml12 import MAX_DEPTH, YamlDocument, parse
from detente.errors import CaseError, FileError, MissingData
from detente.files import MAX_BYTES, read_bytes


def values(source: str | bytes):
    return parse("f.yaml", source if isinstance(source, bytes) else source.encode()).values


def fault(source: str | bytes) -> str:
    with pytest.raises(CaseError) as caught:
        values(source)
    (only,) = caught.value.faults
    return only


# --- files ------------------------------------------------------------------------


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 100_000_000, 50_000_000_000])
def test_a_large_file_is_refused_unread(tmp_path, size):
    path = tmp_path / "large.yaml"
    path.touch()
    os.truncate(path, size)
    tracemalloc.start()
    try:
        with pytest.raises(CaseError) as caught:
            read_bytes(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 500_000
    message = f"{path}:1: the file has {size / 1e6:.1f} MB; wanted at most 2 MB"
    assert str(caught.value) == message


def test_the_largest_file_allowed_is_read(tmp_path):
    path = tmp_path / "largest.yaml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert len(read_bytes(path)) == MAX_BYTES


def test_a_file_that_hides_its_size_is_not_read_beyond_the_limit(tmp_path, monkeypatch):
    """Files of /proc say 0 bytes, a growing file says too few."""
    path = tmp_path / "growing.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1000))
    true = Path.stat

    def stat(self, **options):
        found = list(true(self, **options))
        if self == path:
            found[6] = 0
        return os.stat_result(found)

    monkeypatch.setattr(Path, "stat", stat)
    try:
        data = read_bytes(path)
    except CaseError:
        return
    assert len(data) <= MAX_BYTES


def test_a_folder_a_missing_file_and_a_pipe_are_named(tmp_path):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    with pytest.raises(FileError, match=r"wanted a file, found a folder"):
        read_bytes(tmp_path)
    for path in (tmp_path / "none.yaml", tmp_path / "no" / "none.yaml"):
        with pytest.raises(MissingData, match=r"none.yaml: wanted a file, found nothing"):
            read_bytes(path)
    with pytest.raises(FileError, match="wanted a file, found a pipe or a device"):
        read_bytes(pipe)


@pytest.fixture
def powerless():
    """Give up the rights of root, which may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked():
    """Make one unreadable file and one file in an unreadable folder."""
    top = Path(tempfile.mkdtemp(dir=tempfile.gettempdir()))
    top.chmod(0o755)
    (top / "shut").mkdir()
    for path in (top / "file.yaml", top / "shut" / "file.yaml"):
        path.write_text("a: 1\n")
    (top / "file.yaml").chmod(0)
    (top / "shut").chmod(0)
    yield top / "file.yaml", top / "shut" / "file.yaml"
    (top / "shut").chmod(0o755)
    shutil.rmtree(top)


def test_an_unreadable_file_is_a_file_error(locked, powerless):
    assert locked
    for path in locked:
        with pytest.raises(FileError, match=r"file.yaml: cannot be read \(Permission denied\)"):
            read_bytes(path)


def test_a_file_name_too_long_is_a_file_error(tmp_path):
    with pytest.raises(FileError, match=r"cannot be read \(File name too long\)"):
        read_bytes(tmp_path / ("x" * 5000))


# --- depth, aliases, tags, keys ---------------------------------------------------


@pytest.mark.parametrize(("left", "right"), [("[", "]"), ("{a: ", "}")])
def test_depth_has_a_limit(left, right):
    assert values(left * MAX_DEPTH + "1" + right * MAX_DEPTH) is not None
    deep = "\n\n" + left * (MAX_DEPTH + 1) + "1" + right * (MAX_DEPTH + 1)
    assert fault(deep) == f"f.yaml:3: nested deeper than {MAX_DEPTH} levels"


@pytest.mark.parametrize(
    "unit",
    ["[", "{", "- ", "? ", "a: ", "{a: ", "[a, ", "&a ", "*a ", "! ", "'", '"', "#", "|", " "],
)
def test_two_megabytes_of_one_sign_end_with_a_short_message(unit):
    data = (unit * (MAX_BYTES // len(unit))).encode()
    try:
        document = parse("f.yaml", data)
    except CaseError as problem:
        assert len(str(problem)) < 1000
    else:
        assert isinstance(document.values, dict | list | str | None)


def test_billion_laughs_stop_at_the_first_anchor():
    rows = ["a0: &a0 [ha, ha]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    wanted = (
        "anchors and aliases (& and *) are not accepted; write it out, or put a text that begins "
        "with & or * in quotes"
    )
    assert fault("x: 1\n" + "\n".join(rows)) == f"f.yaml:2: {wanted}"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a: 1\nb: *x\n", 2),
        ("a: &x 1\n", 1),
        ("a: 1\nb:\n  - &x {c: 1}\n", 3),
        ("a: 1\n&x b: 1\n", 2),
        ("a: {<<: *x}\n", 1),
        ("&root\na: 1\n", 1),
    ],
)
def test_anchors_and_aliases_are_refused_everywhere(source, line):
    assert fault(source).startswith(f"f.yaml:{line}: anchors and aliases")


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object:os.system",
        "!!python/object/apply:os.system",
        "!!python/name:os.system",
        "!!str",
        "!!int",
        "!!binary",
        "!own",
        "!<tag:yaml.org,2002:str>",
    ],
)
@pytest.mark.parametrize("body", ["x", "[x]", "{a: x}"])
def test_tags_are_refused_and_nothing_runs(tag, body):
    message = fault(f"a: 1\nb: {tag} {body}\n")
    assert message.startswith("f.yaml:2: the tag ")
    assert message.endswith(" is not accepted; wanted plain values")


def test_a_tag_on_a_key_or_behind_a_handle_is_refused():
    assert fault("a: 1\n!!str b: 1\n").startswith("f.yaml:2: the tag")
    assert fault("%TAG ! tag:x,2000:\n---\na: !b 1\n").startswith("f.yaml:3: the tag")


def test_the_non_specific_tag_never_makes_a_number():
    """YAML 1.2, 6.9.1: ``!`` before a scalar makes it text, if it is accepted at all."""
    try:
        found = values("a: ! 12\n")
    except CaseError:
        return
    assert found == {"a": "12"}


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a: 1\na: 2\n", 2),
        ("a: 1\n'a': 2\n", 2),
        ("x:\n  - a: 1\n    b: 1\n    a: 1\n", 4),
        ("x: {a: 1,\n  b: 2,\n  a: 3}\n", 3),
        ("a: null\nb: 1\na: 1\n", 3),
        ("a:\na: 1\n", 2),
        ("a: {}\na: []\n", 2),
    ],
)
def test_a_key_twice_is_refused(source, line):
    assert fault(source).startswith(f"f.yaml:{line}: the key 'a' is repeated in this entry")


def test_the_same_key_in_two_entries_is_no_duplicate():
    assert values("a: {a: {a: 1}}\nb: [{a: 1}, {a: 2}]\n")["a"] == {"a": {"a": 1}}


def test_a_key_that_is_no_text_is_refused():
    assert fault("a: 1\n? [b]\n: 2\n") == "f.yaml:2: a key must be a plain text"
    assert fault("a: 1\n? {b: 1}\n: 2\n") == "f.yaml:2: a key must be a plain text"


def test_keys_stay_texts():
    assert list(values("1: a\nNO: b\nnull: c\n2001-01-01: d\ntrue: e\n<<: f\n")) == [
        "1", "NO", "null", "2001-01-01", "true", "<<",
    ]  # fmt: skip


def test_a_second_document_is_refused():
    wanted = "a second document starts here; wanted one"
    assert fault("a: 1\n---\nb: 2\n") == f"f.yaml:2: {wanted}"
    assert fault("---\n---\n") == f"f.yaml:2: {wanted}"
    assert values("%YAML 1.2\n---\na: 1\n...\n# end\n") == {"a": 1}


# --- bytes ------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [b"\xff", b"caf\xe9", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5"])
def test_what_is_not_utf8_is_refused_with_its_line(bad):
    assert fault(b"a: 1\nb: 2\nc: " + bad + b"\n").startswith("f.yaml:3: not UTF-8 text (byte ")


def test_utf16_is_refused():
    assert "not UTF-8 text" in fault("a: 1\n".encode("utf-16"))


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe"])
def test_a_control_sign_is_refused_with_its_line(sign):
    message = fault(f"a: 1\nb: 2\nc: x{sign}\n")
    assert "not valid YAML" in message
    assert message.startswith("f.yaml:3: ")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a: 1\n\tb: 2\n", 2),
        ("a: 1\nb: ]\n", 2),
        ('a: 1\n\nb: "\\q"\n', 3),
        ('a: "\\ud800"\n', 1),
        ("a: 1\nb: c: d\n", 2),
        ("a: 1\nb\nc: 1\n", 3),
        ("a: 1\n b: 2\n", 2),
        ("a: 1\nb: @x\n", 2),
        ("a: 1\n%x\n", 2),
        ("a:\n  - 1\n - 2\n", 3),
        ("a: 1\r\nb: 1\r\nc: ]\r\n", 3),
        ("%YAML 3.0\n---\na: 1\n", 1),
        ("a: 1\n...\nb: 1\n", 3),
    ],
)
def test_malformed_yaml_names_its_line(source, line):
    assert fault(source).startswith(f"f.yaml:{line}: not valid YAML (")


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("a: 1\n\tb: 2\n", "the line begins with a tab: indent with spaces"),
        ("a: The pact: a history\n", "a colon within a text: put the text in quotes"),
        ("a:\n  -id: x\n    b: 2\n", "a list entry begins with '- ', a hyphen and a space"),
        ("a: @x\n", "a text cannot begin with @: put it in quotes"),
        ("a: 1\nb: [c, d\ne: 2\n", "the bracket opened on line 2 is not closed"),
        ("a: 'x\nb: 2\n", "the quote opened on line 1 is not closed"),
        ("a: 'it's ours'\n", "a quote ends before the text does"),
        ('a: "C:\\q"\n', "a backslash in double quotes has a meaning of its own"),
        ("a: 1\nb 2\nc: 3\n", "line 2 has no 'key: value' with a space behind the colon"),
        ("a: 1\n b: 2\n", "the line is indented further than the ones it belongs to"),
        ("a: 1\nb: 2\n  c: {d: 1, e: 2}\n", "the line is indented further"),
        ("a:\n  - b: 1\n  -c: 2\n", "a list entry begins with '- ', a hyphen and a space"),
        ("a: *bold* words\n", "a text cannot begin with & or *: put it in quotes"),
        ("a: one\u2028two\nb: 1\n", "a text holds the line break U+2028: write a space"),
        ("a:\n  - b: 1\n    b: 2\n", "repeated in this entry; another entry of the list begins"),
        ("a:\n  - b: 1\n   c: 2\n", "the line begins 3 spaces in, the one above 2"),
    ],
)
def test_the_mistakes_of_beginners_are_told_in_words(source, hint):
    assert hint in fault(source)


def test_bom_and_line_ends_do_not_matter():
    wanted = {"a": 1, "b": {"c": "x"}}
    assert values(b"\xef\xbb\xbfa: 1\nb:\n  c: x\n") == wanted
    assert values(b"a: 1\r\nb:\r\n  c: x\r\n") == wanted
    assert values(b"a: 1\rb:\r  c: x\r") == wanted
    assert values(b"\xef\xbb\xbfa: 1\r\nb: {c: x}") == wanted


@pytest.mark.parametrize("source", ["", "\n\n", "# only a word\n", "---\n", "\ufeff", "null\n"])
def test_an_empty_file_is_no_case(source):
    assert values(source) is None
    (message,) = refused(source, "f.yaml")
    assert message == "f.yaml:1: wanted a mapping of sections, as `detente new` writes"


@pytest.mark.parametrize("source", ["- a\n- b\n", "[]", "just words\n", "12", "'quoted'"])
def test_a_list_or_a_text_at_the_top_is_no_case(source):
    (message,) = refused(source, "f.yaml")
    assert message.startswith("f.yaml:1: ")
    assert "wanted a mapping of sections" in message


# --- scalars ----------------------------------------------------------------------

TEXTS = [
    "NO",
    "No",
    "no",
    "YES",
    "yes",
    "on",
    "Off",
    "y",
    "n",
    "nULL",
    "tRUE",
    "2001-11-12",
    "2001-11-12T10:00:00Z",
    "12:30:45",
    "0x1F",
    "0o14",
    "1_000",
    "0b1",
    "1e",
    "e5",
    ".",
    "..",
    "1.2.3",
    "1,5",
    "=",
    "<<",
    ".inf",
    "-.inf",
    ".nan",
    "NaN",
    "inf",
    "--1",
    "1-2",
    "١٢",
    "1__",
    "+",
]


@pytest.mark.parametrize("word", TEXTS)
def test_words_of_yaml_1_1_stay_texts(word):
    assert values(f"a: {word}\n") == {"a": word}


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("1.5E-2", 0.015),
        ("+3", 3),
        ("-0", 0),
        ("014", 14),
        ("1e+2", 100.0),
        ("99999999999999999999", 99_999_999_999_999_999_999),
    ],
)
def test_numbers_of_yaml_1_2_are_numbers(word, number):
    found = values(f"a: {word}\n")["a"]
    assert found == number
    assert type(found) is type(number)


def test_no_number_of_a_file_is_infinite():
    """Infinity has no YAML 1.2 spelling here: ``.inf`` stays a text, so must 1e999."""
    try:
        found = values("a: 1e999\n")["a"]
    except CaseError:
        return
    assert found not in (float("inf"), float("-inf"))


@pytest.mark.parametrize(
    ("word", "value"),
    [(w, None) for w in ("", "~", "null", "Null", "NULL")]
    + [(w, True) for w in ("true", "True", "TRUE")]
    + [(w, False) for w in ("false", "False", "FALSE")],
)
def test_null_true_and_false(word, value):
    assert values(f"a: {word}\n")["a"] is value


@pytest.mark.parametrize("word", ["null", "true", "12", "1e3", "", "NO", "2001-01-01", "~"])
def test_quotes_and_blocks_keep_texts(word):
    assert values(f"a: '{word}'\n") == values(f'a: "{word}"\n') == {"a": word}
    if word:
        assert values(f"a: |-\n  {word}\n") == {"a": word}


# --- lines ------------------------------------------------------------------------


def test_lines_of_nested_entries():
    document = parse(
        "f.yaml",
        b"# head\na: 1\n\nb:\n  - c: 1\n    d:\n      e: x\n  -\n    c: 2\n  - [1,\n     2]\nf: >-\n"
        b"  long\n  text\ng: {h: 1,\n  i: {j: 2}}\n",
    )
    assert document.lines == {
        ("a",): 2,
        ("b",): 4,
        ("b", 0): 5,
        ("b", 0, "c"): 5,
        ("b", 0, "d"): 6,
        ("b", 0, "d", "e"): 7,
        ("b", 1): 9,
        ("b", 1, "c"): 9,
        ("b", 2): 10,
        ("b", 2, 0): 10,
        ("b", 2, 1): 11,
        ("f",): 12,
        ("g",): 15,
        ("g", "h"): 15,
        ("g", "i"): 16,
        ("g", "i", "j"): 16,
    }


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_do_not_depend_on_line_ends(end):
    document = parse("f.yaml", end.join([b"a: 1", b"", b"b:", b"  c: 1", b""]))
    assert document.lines == {("a",): 1, ("b",): 3, ("b", "c"): 4}


def test_a_place_that_does_not_exist_takes_the_line_above_it():
    document = parse("f.yaml", b"x: 1\na:\n  - b: 1\n")
    assert document.line(("a", 0, "zzz", 4)) == 3
    assert document.line(("a", 7)) == 2
    assert document.line(("nothing",)) == document.line(()) == 1
    assert document.fault(("a", 0, "zzz"), "is bad") == "f.yaml:3: a.0.zzz: is bad"
    assert YamlDocument("f").fault((), "is bad") == "f:1: is bad"


# --- any text ---------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "a",
        "b",
        ": ",
        ":",
        "- ",
        "\n",
        "  ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "'",
        '"',
        "#",
        "&x",
        "*x",
        "!",
        "!!",
    ]
    + [
        "|",
        ">",
        "%",
        "@",
        "`",
        "---\n",
        "...\n",
        "? ",
        "\t",
        "\r",
        "\x00",
        "\ufeff",
        "\u2028",
        "\x85",
    ]
    + ["1", "e5", ".", "null", "<<", "\\", "é", "\U0001f600"]
)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
        st.lists(PIECES, max_size=40).map(lambda p: "".join(p).encode()),
    )
)
@example(b"\x00")
@example(b"\xef\xbb\xbf\x00")
@example("\udfff".encode("utf-8", "surrogatepass"))
def test_any_text_parses_or_is_a_case_error(data):
    try:
        document = parse("f.yaml", data)
    except CaseError as problem:
        assert problem.faults
        for message in problem.faults:
            name, line, rest = message.split(":", 2)
            assert name == "f.yaml"
            assert 1 <= int(line) <= len(data) + 1
            assert rest.strip()
    else:
        assert isinstance(document.values, dict | list | str | int | float | bool | None)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_refused_as_a_case(source):
    assert refused(source)


def test_a_parser_without_c_gives_the_same(monkeypatch):
    """Where libyaml is missing PyYAML's own parser reads; lines and values must agree."""
    import yaml

    source = b"a: 1\nb:\n  - c: NO\n    d: [1e3, .5]\n"
    with_c = parse("f", source)
    lines = with_c.lines
    monkeypatch.setattr(yaml12, "LOADER", yaml.SafeLoader)
    assert parse("f", source) == with_c
    assert parse("f", source).lines == lines
    assert fault("a: &x 1\nb: *x\n").startswith("f.yaml:1: anchors")
    assert fault("a: !!python/object:os.system x\n").startswith("f.yaml:1: the tag")
    assert fault("[" * 5000).startswith("f.yaml:1: nested deeper")
    assert "not valid YAML" in fault("a: \x00\n")
