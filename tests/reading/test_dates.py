"""Dates by the grammar: what they mean, by the calendar and by hand, and what is none."""

from datetime import date
from itertools import pairwise

import pytest

from detente.reading.dates import dates
from detente.reading.text import document

PUBLISHED = date(2001, 11, 12)  # a Monday


def found(text, published=PUBLISHED):
    doc = document(text, name="x", published=published)
    return [
        (doc.quote(d.span), str(d.first), str(d.last), d.granularity, d.relative)
        for d in dates(doc)
    ]


def first(text, published=PUBLISHED):
    return [x[1] for x in found(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "start", "end", "granularity"),
    [
        ("Signed on 12 November 2001.", "12 November 2001", "2001-11-12", "2001-11-12", "day"),
        (
            "On November 12, 2001, it rained.",
            "November 12, 2001",
            "2001-11-12",
            "2001-11-12",
            "day",
        ),
        ("Dated 2001-11-12 in Geneva.", "2001-11-12", "2001-11-12", "2001-11-12", "day"),
        ("Dated 13/11/2001 in Geneva.", "13/11/2001", "2001-11-13", "2001-11-13", "day"),
        (
            "Talks on 29, 30 and 31 May 1998.",
            "29, 30 and 31 May 1998",
            "1998-05-29",
            "1998-05-31",
            "day",
        ),
        ("The November 2002 Prague summit.", "November 2002", "2002-11-01", "2002-11-30", "month"),
        ("It left in early 1999.", "early 1999", "1999-01-01", "1999-04-30", "year"),
        ("In the mid-1990s they fell.", "mid-1990s", "1994-01-01", "1996-12-31", "decade"),
        (
            "In the autumn of 1998 they fell.",
            "autumn of 1998",
            "1998-09-01",
            "1998-11-30",
            "season",
        ),
        (
            "The winter of 1998-99 was cold.",
            "winter of 1998-99",
            "1998-12-01",
            "1999-02-28",
            "season",
        ),
        ("A plan for 1997-2001 failed.", "1997-2001", "1997-01-01", "2001-12-31", "year"),
        ("In the first half of 2002.", "first half of 2002", "2002-01-01", "2002-06-30", "season"),
        ("In 29 February 2000 they met.", "29 February 2000", "2000-02-29", "2000-02-29", "day"),
    ],
)
def test_an_absolute_date_means_the_days_of_the_calendar(text, words, start, end, granularity):
    assert found(text) == [(words, start, end, granularity, False)]


@pytest.mark.parametrize(
    ("text", "start", "granularity"),
    [
        ("He resigned yesterday.", "2001-11-11", "day"),
        ("He said on Thursday that it was over.", "2001-11-08", "day"),
        ("He said on Monday that it was over.", "2001-11-12", "day"),
        ("They will meet on Thursday.", "2001-11-15", "day"),
        ("He came last Monday.", "2001-11-05", "day"),
        ("They meet next month.", "2001-12-01", "month"),
        ("It ended last year.", "2000-01-01", "year"),
        ("A year ago it ended.", "2000-01-01", "year"),
        ("Thirty-one years ago it ended.", "1970-01-01", "year"),
        ("The talks will open in two weeks.", "2001-11-26", "day"),
        ("They met this summer.", "2001-06-01", "season"),
        ("They met in December.", "2000-12-01", "month"),
        ("They will meet in December.", "2001-12-01", "month"),
        ("They will meet in May.", "2002-05-01", "month"),
        ("It was decided on 3 December.", "2000-12-03", "day"),
        ("It ends on 3 December.", "2001-12-03", "day"),
        ("The fourth of July was calm.", "2001-07-04", "day"),
    ],
)
def test_a_relative_date_counts_from_the_document_and_the_nearest_verb_looks_its_way(
    text, start, granularity
):
    ((_, when, _, fine, relative),) = found(text)
    assert (when, fine, relative) == (start, granularity, True)


@pytest.mark.parametrize(
    ("text", "start", "granularity"),
    [
        ("Latvia follows on 1 February.", "2002-02-01", "day"),
        ("The resolution of 20 November is ready.", "2001-11-20", "day"),
        ("The minister did not meet them on 27 October.", "2001-10-27", "day"),
        ("The mission ends by the end of 2014.", "2014-12-31", "day"),
        ("He will come in mid-December.", "2001-12-11", "day"),
        ("It meets a fortnight from now.", "2001-11-26", "day"),
        ("The talks resume in 72 hours.", "2001-11-15", "day"),
        ("It resumes tomorrow week.", "2001-11-20", "day"),
        ("She has the chair from 1 January.", "2002-01-01", "day"),
        ("Three envoys were called to Mecca for November 30.", "2001-11-30", "day"),
    ],
)
def test_the_clause_of_a_date_says_whether_it_lies_ahead(text, start, granularity):
    assert [(x[1], x[3]) for x in found(text)] == [(start, granularity)]


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [
        ("Britain guaranteed Poland its borders in March.", date(1939, 11, 12), "1939-03-01"),
        ("Germany offered Poland a loan in May.", PUBLISHED, "2001-05-01"),
        ("Parliament dissolved ahead of elections in June.", PUBLISHED, "2001-06-01"),
        ("Parliament has dissolved ahead of elections in June.", PUBLISHED, "2002-06-01"),
        ("Troops move ahead of elections in June.", PUBLISHED, "2002-06-01"),
        ("The envoy told them that he hoped for talks in June.", PUBLISHED, "2002-06-01"),
    ],
)
def test_what_was_done_does_not_lie_a_year_ahead(text, published, start):
    assert first(text, published) == [start]


def test_what_comes_back_every_year_is_no_date():
    assert found("Every September the Assembly forgets.") == []


def test_two_ends_of_a_stretch_are_two_dates_and_share_the_year():
    assert first("It rose between February 1997 and September 2001.") == [
        "1997-02-01",
        "2001-09-01",
    ]
    assert first("It lasted from November to May 1999.") == ["1998-11-01", "1999-05-01"]


def test_the_attacks_of_2001_keep_their_year_and_another_september_11_does_not():
    assert first("Since September 11 much has changed.", date(2004, 3, 1)) == ["2001-09-11"]
    assert first("They met on September 11 in Oslo.", date(2004, 3, 1)) == ["2003-09-11"]
    assert first("They met before September 11 in Oslo.", date(1998, 3, 1)) == ["1997-09-11"]


def test_an_earlier_year_counts_from_the_date_that_the_paragraph_has_named():
    assert first("In September 2016 it was 41; a year earlier it was 19.") == [
        "2016-09-01",
        "2015-01-01",
    ]


def test_this_winter_in_january_has_begun_the_year_before():
    assert first("This winter is cold.", date(2002, 1, 10)) == ["2001-12-01"]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on 11 camps.",
        "May the talks succeed.",
        "Theresa May and Ambassador April Glaspie spoke.",
        "Some 2000 troops and 1800 tanks crossed the line with $1999.",
        "Under resolution 1441 and Resolutions 1973 and 1999 it was lawful.",
        "It fell by 45 percent, to 2,000 troops.",
        "Bloody Sunday and the Good Friday Agreement were named in the Sunday Times.",
        "Russia today is a weaker state than it was.",
        "He took the city in two weeks.",
        "Prices fall when spring rains fail; the Prague Spring did not.",
        "A man in his sixties.",
        "On 31 February nothing happened.",
        "",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert found(text) == []


def test_in_an_undated_document_only_absolute_dates_have_days():
    assert found("It ended last year, on Monday, in October and in 1998.", None) == [
        ("last year", "None", "None", "year", True),
        ("Monday", "None", "None", "day", True),
        ("October", "None", "None", "month", True),
        ("1998", "1998-01-01", "1998-12-31", "year", False),
    ]


def test_a_date_that_may_be_two_days_has_none():
    assert found("Dated 4/5/1999.") == [("4/5/1999", "None", "None", "day", False)]


def test_a_month_cut_from_its_day_by_a_full_stop_is_one_date():
    assert first("It began on Sept. 11 and on 12 Nov. 2000.") == ["2001-09-11", "2000-11-12"]


def test_dates_do_not_overlap_and_are_read_once():
    doc = document(
        "On Monday, 12 November 2001 and in early 1999. " * 20, name="x", published=PUBLISHED
    )
    spans = [d.span for d in dates(doc)]
    assert len(spans) == 40
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert dates(doc) is dates(doc)


def test_the_same_day_is_the_one_named_last():
    assert (
        first("On 6 March 1999 it closed; on 3 March 1999 he spoke, and left the same day.")[-1]
        == "1999-03-03"
    )


def test_a_following_year_and_a_week_of_a_month():
    assert first("In 1998 they met; the following year they fought.") == [
        "1998-01-01",
        "1999-01-01",
    ]
    assert first("They met in the last week of May 2000.") == ["2000-05-25"]
    assert first("The following year they fought.") == []


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("It will be opened at the weekend.", "2001-11-17"),
        ("It was opened over the weekend.", "2001-11-10"),
        ("Talks resume by month's end.", "2001-11-30"),
        ("They will meet in the second half of the year.", "2001-07-01"),
        ("The conference opens in the new year.", "2002-01-01"),
        ("The vote is three weeks away.", "2001-12-03"),
        ("Invitations have gone out for a meeting on 20 December.", "2001-12-20"),
    ],
)
def test_a_stretch_of_the_calendar_in_common_words(text, start):
    assert first(text) == [start]


def test_a_camp_three_weeks_away_is_no_date():
    assert found("They drove the herd three weeks away.") == []
