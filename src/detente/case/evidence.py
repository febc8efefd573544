"""Evidence of a case: sources, the claims they make, and pointers from claims to source texts."""

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from detente.case.numbers import SHA256, Day, Entry, Fact, Id, Text, two
from detente.document.labels import ClaimKind, Hedge, Reliability, SourceKind
from detente.files import MAX_BYTES


class Source(Entry):
    """A document, data set or body of knowledge that claims come from."""

    id: Id
    title: Text
    author: Text | None = None
    affiliation: Text | None = None
    outlet: Text | None = None
    date: Day
    kind: SourceKind
    reliability: Reliability = Field(description="Admiralty code")
    stance: Text | None = Field(default=None, description="Whose side the author writes from")
    url: Text | None = None
    text_sha256: str | None = Field(default=None, pattern=SHA256)


class Quote(Entry):
    """Location of a claim in its source: paragraph, word span, hash of those words.

    Words are counted from 1 in the white-space-normalised paragraph; both ends belong to
    the span. The hash is the SHA-256 of the span's words joined by single spaces, in UTF-8.
    """

    paragraph: int = Field(ge=1, le=MAX_BYTES)
    words: Annotated[tuple[int, int], two("numbers, of the first word and the last")]
    sha256: str = Field(pattern=SHA256)

    @model_validator(mode="after")
    def _a_span(self) -> "Quote":
        first, last = self.words
        if not 1 <= first <= last <= MAX_BYTES:
            raise ValueError(
                f"wanted words [first, last] with 1 <= first <= last, at most {MAX_BYTES}, "
                f"got {self.words}"
            )
        return self


Element = Annotated[int, Field(ge=0, le=10_000)]
_Grade = Literal["1", "2", "3", "4", "5", "6"]


def _as_text(given: object) -> object:
    """``2`` in a YAML file is a number, and meant as the grade."""
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


Credibility = Annotated[
    _Grade,
    BeforeValidator(_as_text),
    WithJsonSchema(
        {"enum": [*get_args(_Grade), *map(int, get_args(_Grade))], "type": ["string", "integer"]}
    ),
]


class Claim(Fact):
    """What a source states, paraphrased."""

    id: Id
    source: Id
    says: Text
    kind: ClaimKind
    credibility: Credibility = Field(description="Admiralty code, 1 (confirmed) to 6")
    hedge: Hedge | None = Field(default=None, description="Word of probability, ICD 203")
    quote: Quote | None = None
    locator: Text | None = Field(default=None, description="Where to look if there is no quote")
    dissent: Text | None = None
    elements: tuple[Element, ...] = Field(
        default=(),
        max_length=200,
        description="Points of its source that it states, by your own numbers; not computed with",
    )
