"""The commented case file that ``detente new`` writes: small, valid, and ready to fill."""

from datetime import date

_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# A partnership as known on one date. `detente check {id}.yaml` reports what is missing or wrong;
# `detente assess {id}.yaml` prints the forecast. Every fact carries the day on which it could
# first be known (`known_on`; if absent, the day of its section, see below, or `as_of`) and the
# claims behind it. A judged number carries its 90 % range: {{value: 40, low: 25, high: 60}};
# without one, a fifth of its scale either way is assumed.
#
# As written, nothing here is evidence: the forecast is the base rate of the reference classes of
# the treaty under `record`. Examples stand behind `#`; write your own, and leave out what you do
# not know: what is left out counts as unknown, not as zero.
detente: 1
id: {id}
title: {title}
question: Will this partnership last, and what would break it?
as_of: {today}
# known_on: {{actors: {start}, calendar: {start}}} # for the entries that state no day of their own

partnership:
  members: [AAA, BBB] # ids of two states under `actors`
  start: {start}
  known_on: {start}
  # Resnick's type: how far apart the two are in creed and in interest, 0-1
  ideological_adversity: {{value: 0.5, low: 0, high: 1}}
  geopolitical_adversity: {{value: 0.5, low: 0, high: 1}}
  # border: land # or water (within 400 miles) or none
  # distance_km: 0 # shortest distance between their territories

# Where claims come from. reliability: Admiralty code A (reliable) to F (cannot be judged).
sources:
  - id: main
    title: The document that you read
    date: {today}
    kind: commentary # commentary, news, official, scholarship, data, survey, reference
    reliability: C

# What the sources say, in your own words. credibility: 1 (confirmed) to 6 (cannot be judged).
claims:
  - id: c1
    source: main
    says: Both governments fear the same third state.
    kind: judgement # fact, judgement, conditional, report, allegation, stance
    credibility: 3
    known_on: {today}
    # A pointer into the text instead of a quotation; `detente verify` checks it:
    # quote: {{paragraph: 1, words: [1, 12], sha256: ...}}

# States by COW code, ISO-3 or name; factions and publics belong to one (`within`). power, 0-100:
# what each can bring to bear, the strongest near 100; who has none coded sits at no bargain.
actors:
  - {{id: AAA, name: United Kingdom, kind: state, state: GBR, power: 50}}
  - {{id: BBB, name: France, kind: state, state: FRA, power: 50}}
  - {{id: third, name: The third state, kind: non-state}}

# What already lies between the two: it decides which reference classes fit.
# kind: rivalry, dispute (force: true if both used force or somebody died), pact (with obligations),
# coalition, sanctions, crisis or suspension.
record:
  - id: treaty
    kind: pact
    label: Treaty of alliance
    start: {start}
    obligations: [defense]
    threat_named: true
    both_major: true
    known_on: {start}

threats:
  - id: third-power
    label: The third state
    actor: third
    since: {start}
    known_on: {start}
    claims: [c1]
    half_life: {{value: 8, low: 3, high: 20}} # years until half of it is gone
    severity: {{}} # Walt's four sources, 0-1, for each partner:
    #   AAA: {{power: 0.6, proximity: 0.4, offensive: 0.5, intent: 0.5}}

issues:
  - id: burden
    label: Who pays
    zero: AAA pays all
    hundred: BBB pays all
    status_quo: 40
    positions: # where each stands and how much it cares, 0-100; add the other partner's
      - {{actor: AAA, position: {{value: 50, low: 0, high: 100}}, salience: 50}}

# Deeds between the two, or of one towards the other: what it cost, what it was worth, 0-100.
ledger: []
# What history knows of both states: regime, capabilities, votes in the UN General Assembly.
# regimes:
#   - {{actor: AAA, polity: 10, polyarchy: 0.85}} # add the other partner's
# capabilities:
#   - {{actor: AAA, share: 0.02, major_power: true}} # of the world's (CINC)
# alignment: # agreement less what both agree with all states; fall in SD of yearly changes
#   {{level: 0.2, fall: 0.3, sessions_below: 0}}
# preferences: # ideal points by votes in the UN General Assembly, about -3 to 3; for both
#   - {{actor: AAA, ideal_point: 0.5}}
# institutions: # organisations with both over those of the partner with fewer; 2 a common command
#   {{shared_memberships: 0.6, military_coordination: 1, joint_bodies: [Council]}}
# dependence: # share of what an actor has that the other could cut, 0-1
#   - {{id: trade, actor: AAA, on: BBB, label: Trade, share: 0.05}}
# governments: # who came to power with other supporters, and when
#   - {{id: left-wins, actor: AAA, label: The left, since: {start}}}
# known_to: # the last day to which what a section says is complete, where that is not `as_of`
#   record: {start}
surveys: []
ties: []
# Judgements on the two besides their issues.
# legacy: # share of old institutions, people and outlook that is still in place, 0-1
#   {{continuity: 0.5}}
# standing: # rank that each claims and that others accord it, 0-100
#   - {{actor: AAA, claimed: 80, accorded: 60}}
# influence: # of a state on another, 0-100: as people think it is, and as data show it
#   - {{id: a-on-b, by: AAA, on: BBB, perceived: 40, measured: 30}}
# contest: # share of the influence of both on third states that they contest, 0-1
#   {{share: 0.3}}
# horizons: # worth of a gain next year relative to one now, 0-1
#   - {{actor: AAA, discount: 0.85}}
# attitudes: # a turn of opinion, 0-100, and the years until half of it is gone
#   - {{id: turn, actor: AAA, label: Goodwill, since: {start}, before: 40, after: 60, half_life: 2}}
# assets: # what one offers the other: how useful if sound, and the probability that it is, 0-1
#   - {{id: ports, giver: AAA, label: Use of ports, usefulness: 0.5, credibility: 0.8}}

calendar: []

fault_lines:
  # - {{id: money, label: Money, issues: [burden]}}
  - {{id: threat-gone, label: The threat goes, threats: [third-power]}}

scenarios:
  - id: threat-ends
    if: The third state collapses
    then: The partners have less to hold them together
    probability: {{value: 0.2, low: 0.05, high: 0.4}}
    horizon_years: 5
    resolves: yes if its government falls, by two independent news agencies
    fault_line: threat-gone
    changes:
      - {{path: threats.third-power.attained, to: 1}}

# Dated yes-or-no questions of your own, each on an outcome or a scenario.
# questions:
#   - {{id: q-force, asks: Do the two use force?, by: {later}, outcome: force,
#      resolves: by dispute data}}
# Rival answers to your question, and how well each claim fits them: -2 contradicts, 2 supports.
# hypotheses:
#   items:
#     - {{id: H1, label: It lasts, fate: fixture}}
#     - {{id: H2, label: It lasts as long as the threat, fate: convenience}}
#   evidence:
#     - {{claim: c1, fits: {{H1: -1, H2: 2}}}}
"""


def template(id_: str, today: date, schema: str) -> str:
    """Text of a new case file that passes ``detente check`` as it is.

    Parameters
    ----------
    id_ : str
        Id of the case, also the name of its file.
    today : date
        Date of the case.
    schema : str
        Path of the JSON Schema, for editors.
    """
    start = today.replace(year=today.year - 1, day=1)
    later = today.replace(year=today.year + 5, day=1)
    title = id_.replace("-", " ").capitalize()
    days = {name: str(day) for name, day in (("today", today), ("start", start), ("later", later))}
    return _TEMPLATE.format(id=id_, title=title, schema=schema, **days)
