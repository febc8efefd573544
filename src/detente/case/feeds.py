"""What feeds a fault line: the entries of a case through which danger can reach the partnership."""

from collections.abc import Iterator, Mapping

from detente.case.model import Actor, Case, FaultLine, Issue, Scenario, Tie

Feed = tuple[str, str]  # section and id
Feeds = frozenset[Feed]


def own_feeds(case: Case) -> Mapping[str, Feeds]:
    """Feeds of each fault line without those of the lines that are part of it, by id."""
    whole = {line.id: feeding_entries(case, line) for line in case.fault_lines}
    own = dict(whole)
    for line in case.fault_lines:
        if line.part_of in own:
            own[line.part_of] -= whole[line.id]
    return own


def feed_label(case: Case, feed: Feed) -> str:
    """An entry that feeds a fault line, in words.

    Parameters
    ----------
    case : Case
        The case.
    feed : (str, str)
        Section and id of the entry.
    """
    section, id_ = feed
    if section == "legacy":
        return "the legacy of the old rivalry"
    entry = next(x for x in getattr(case, section) if x.id == id_)
    if section == "ties":
        return f"the tie of {case.name(entry.a)} and {case.name(entry.b)}"
    words = {"scenarios": "if_", "ledger": "what", "actors": "name"}
    return f"‘{getattr(entry, words.get(section, 'label'))}’"


def feeding_entries(case: Case, line: FaultLine) -> Feeds:
    """Entries of a fault line that bear on the partnership, and what names it by date or scenario.

    An issue bears on it if both sides take a position; a threat if it comes from a partner, or
    threatens both; a tie if it makes a triad of the two with a third, or is a pact; an actor
    through its ties and threats, or as a voice at home; a deed if it passes between the two; a
    survey if it has a share; the legacy if a rivalry or dispute is on record.

    Parameters
    ----------
    case : Case
        The case.
    line : FaultLine
        One of its fault lines.
    """
    return frozenset(_feeds(case, line))


def _feeds(case: Case, line: FaultLine) -> Iterator[Feed]:
    yield from (("issues", x.id) for x in case.issues if x.id in line.issues and _met(case, x))
    yield from _of_threats(case, line)
    yield from (("ties", t.id) for t in _outer_ties(case) if _names(line, t))
    yield from (
        ("surveys", x.id) for x in case.surveys if x.id in line.surveys and (x.waves or x.split)
    )
    yield from (
        ("ledger", d.id)
        for d in case.ledger
        if d.id in line.deeds and {d.giver, d.receiver} == set(case.members)
    )
    yield from (("actors", a.id) for a in case.actors if a.id in line.actors and _voice(case, a))
    if line.legacy and any(r.kind in ("rivalry", "dispute") for r in case.record):
        yield "legacy", ""
    yield from _ahead(case, line)


def _met(case: Case, issue: Issue) -> bool:
    """Whether both sides take a position on an issue."""
    home = {a.id: a.within or a.id for a in case.actors}
    return {home.get(p.actor) for p in issue.positions} >= set(case.members)


def _of_threats(case: Case, line: FaultLine) -> Iterator[Feed]:
    for threat in case.threats:
        outside = threat.actor not in case.members
        named = threat.id in line.threats or (outside and threat.actor in line.actors)
        if named and (not outside or set(case.members) <= set(threat.severity)):
            yield "threats", threat.id


def _outer_ties(case: Case) -> list[Tie]:
    """Ties in force of a partner with a third that is tied to both, and its pacts."""
    live = [t for t in case.ties if t.until is None or t.until >= case.as_of]
    outer = [(t, third_party(case, t)) for t in live]
    tied = {m: {x for t, x in outer if x and m in (t.a, t.b)} for m in case.members}
    both = set.intersection(*tied.values())
    return [t for t, x in outer if x in both or (x and t.pact)]


def third_party(case: Case, tie: Tie) -> str | None:
    """The other end of a tie of one partner; None of any other tie.

    Parameters
    ----------
    case : Case
        The case.
    tie : Tie
        One of its ties.
    """
    ends = {tie.a, tie.b} - set(case.members)
    return ends.pop() if len(ends) == 1 else None


def _names(line: FaultLine, tie: Tie) -> bool:
    return tie.id in line.ties or bool({tie.a, tie.b} & set(line.actors))


def _voice(case: Case, actor: Actor) -> bool:
    """Whether an actor at home must agree to bargains and takes a position on one."""
    rules = actor.within in case.members and (actor.veto or actor.leads)
    return rules and any(p.actor == actor.id for x in case.issues for p in x.positions)


def _ahead(case: Case, line: FaultLine) -> Iterator[Feed]:
    decided = {s.event for s in case.scenarios}
    lines = {e.id: e.fault_line for e in case.calendar}
    jumps = {e.id for e in case.calendar if e.adverse is not None and e.jump is not None}
    for s in case.scenarios:
        if line.id == (s.fault_line or lines.get(s.event or "")) and _moves(s, jumps):
            yield "scenarios", s.id
    for e in case.calendar:
        if e.fault_line == line.id and e.id in jumps and e.id not in decided:
            yield "calendar", e.id


def _moves(scenario: Scenario, jumps: set[str]) -> bool:
    return bool(scenario.changes or scenario.jump is not None or scenario.event in jumps)
