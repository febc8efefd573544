"""Events for a day to come, and dates that are none."""

from datetime import date

import pytest

from detente.reading.readers.scheduled import read
from detente.reading.text import document

DAY = date(2001, 11, 12)


def found(text, published=DAY):
    doc = document(text, name="x", published=published)
    return [(d.fields["label"], d.fields["date"], d.fields["granularity"]) for d in read(doc, DAY)]


@pytest.mark.parametrize(
    ("text", "label", "when", "granularity"),
    [
        (
            "They will ratify it at the October 2003 Riga summit.",
            "summit",
            "2003-10-01",
            "month",
        ),
        ("The ministers will meet in Seoul next month.", "meeting", "2001-12-01", "month"),
        ("The pact expires on 5 December 2009.", "pact", "2009-12-05", "day"),
        ("It expires on 5 December 2009.", "expiry", "2009-12-05", "day"),
        ("He faces an election in April.", "election", "2002-04-01", "month"),
        ("The next round, on prisoners, is set for 11 March.", "round", "2002-03-11", "day"),
        ("A referendum is to be held in March 2002.", "referendum", "2002-03-01", "month"),
        ("The deadline of 30 June 2002 is firm.", "deadline", "2002-06-30", "day"),
        ("On 9 December, the president will visit Istanbul.", "visit", "2001-12-09", "day"),
        ("Turkey holds an election on 4 November 2002.", "election", "2002-11-04", "day"),
        ("Hand-over at noon on 31 December 2002.", "event", "2002-12-31", "day"),
        ("The two armies train together from 20 to 26 November.", "event", "2001-11-20", "day"),
        ("In 2005 the colony returns to China.", "visit", "2005-01-01", "year"),
        ("The next election is 5 May 2002.", "election", "2002-05-05", "day"),
        ("Elections are 5 May 2002.", "elections", "2002-05-05", "day"),
        ("The 2002 review conference matters.", "conference", "2002-01-01", "year"),
    ],
)
def test_an_event_to_come_has_its_name_and_day(text, label, when, granularity):
    assert found(text) == [(label, when, granularity)]


@pytest.mark.parametrize(
    "text",
    [
        "The summit in May 2001 failed.",
        "They met in October.",
        "Their summit of 20 November has been put off.",
        "Were it to say yes, independence would begin in March 2003.",
        "In this month's poll 58 percent back the sanctions.",
        "There will be no deal by Monday.",
        "Talks may resume in January.",
        "Diplomats spoke of a summit to be held on 3 December.",
        "If talks resume in January, oil will fall.",
        "By 2010 the economy will be larger.",
        "A meeting planned for next week was cancelled.",
        "The cost will rise to $4 billion by 2003.",
        "The talks are unlikely to survive the summer of 2002.",
    ],
)
def test_what_is_past_or_only_possible_is_not_scheduled(text):
    assert found(text) == []


def test_an_undated_document_schedules_nothing():
    assert found("They will meet on 5 December 2009.", None) == []


def test_two_events_of_a_sentence_are_two():
    text = "They will meet on 3 December and the pact expires on 9 December."
    assert [when for _, when, _ in found(text)] == ["2001-12-03", "2001-12-09"]


def test_the_span_holds_event_and_day():
    doc = document(
        "In Rome, aides say, they will publish a letter next Monday.", name="x", published=DAY
    )
    (draft,) = read(doc, DAY)
    assert doc.quote(draft.span) == "they will publish a letter next Monday"


@pytest.mark.parametrize(
    "text",
    [
        "The budget for 2002 foresees two frigates.",
        "A summit this month would surprise everybody.",
        "By Christmas there may be more soldiers than farmers.",
        "It is too early to say who will lead Japan in 2021.",
    ],
)
def test_what_has_a_day_and_is_no_event(text):
    assert found(text, date(2001, 3, 8)) == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("20 December: Eurogroup, Brussels.", "2001-12-20"),
        ("Friday 14 December - Talks resume, New York.", "2001-12-14"),
        ("The trial has been adjourned until December 18.", "2001-12-18"),
        ("The court gave him until 1 December to answer.", "2001-12-01"),
        ("The general flies to Beijing next month for talks on December 28.", "2001-12-28"),
    ],
)
def test_calendars_and_terms_have_their_day(text, when):
    assert [day for _, day, _ in found(text)] == [when]


@pytest.mark.parametrize(
    "text",
    [
        "We do not expect to be back here in a month.",
        "The senator predicts that they will be against it by Christmas.",
    ],
)
def test_a_forecast_is_no_event(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The conference winds up on Friday.", "2001-11-16"),
        ("The envoys head to Doha on Sunday.", "2001-11-18"),
        ("China's new leader inspects the garrison on Friday.", "2001-11-16"),
        ("Hearings will be held from Monday 19 to Thursday 22 November 2001.", "2001-11-19"),
        ("The conference opens in Geneva later this week.", "2001-11-12"),
        ("Friday's meeting of the committee will decide.", "2001-11-16"),
        ("The vote is three weeks off.", "2001-12-03"),
        ("The appeal will be heard in June.", "2002-06-01"),
    ],
)
def test_verbs_of_the_present_and_days_counted_ahead(text, when):
    assert [day for _, day, _ in found(text)] == [when]


@pytest.mark.parametrize(
    "text",
    [
        "The president was due in Yerevan on Friday; he stayed at home.",
        "Talks go on after the Christmas recess.",
    ],
)
def test_what_was_overtaken_is_not_scheduled(text):
    assert found(text) == []
