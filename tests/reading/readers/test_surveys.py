"""Survey items of sentences written for the test, answers by hand; other percentages are none."""

from datetime import date

import pytest

from detente.reading.readers.surveys import read
from detente.reading.text import document

DAY = date(2001, 11, 12)


def items(text, published=DAY):
    origin = document(text, name="test", published=published)
    return [(origin.quote(d.span), d.fields) for d in read(origin, DAY)]


def only(text):
    found = items(text)
    assert len(found) == 1
    return found[0][1]


def test_pollster_public_dates_and_both_shares():
    text = (
        "In a nationwide poll conducted by the Vistula Institute in early October, the share of "
        "Poles who regard the treaty as a burden climbed to 56 percent from 44 percent in March 1996."
    )
    (quote, fields), *rest = items(text)
    assert rest == []
    assert quote == "56 percent from 44 percent"
    assert fields == {
        "pollster": "Vistula Institute",
        "item": "the share of Poles who regard the treaty as a burden",
        "public": "POL",
        "share": 0.56,
        "date": "2001-10-01",
        "earlier_share": 0.44,
        "earlier_date": "1996-03-01",
        "subgroup": None,
        "direction": "up",
        "against": None,
    }


def test_n_and_design_effect_are_never_filled():
    fields = only("A Gallup poll of 1,500 Germans found that 61 percent trust the alliance.")
    assert not {"n", "deff"} & set(fields)
    assert fields["share"] == 0.61


def test_two_dates_in_the_order_of_the_figures():
    fields = only(
        "In a survey of Turks, mistrust of the alliance fell from 50 to 38 percent between "
        "February 1997 and September 2001."
    )
    assert (fields["earlier_share"], fields["share"], fields["direction"]) == (0.5, 0.38, "down")
    assert (fields["earlier_date"], fields["date"]) == ("1997-02-01", "2001-09-01")


def test_share_against_in_the_same_sample():
    fields = only(
        "The poll found 34 percent of Russians in favour of joining and 39 percent against."
    )
    assert (fields["share"], fields["against"]) == (0.34, 0.39)


def test_margin_without_a_sign():
    fields = only("Poles backed the pact by 58 to 31, a survey showed.")
    assert (fields["share"], fields["against"], fields["public"]) == (0.58, 0.31, "POL")


def test_subgroup_as_written():
    fields = only(
        "Of those who called it aggressive, 59 percent of Russians still favoured the pact."
    )
    assert fields["subgroup"] == "those who called it aggressive"


def test_survey_goes_on_in_the_next_sentence():
    first, second = items(
        "A survey by the Baltic Institute in May 1999 asked 2,000 Poles; 44 percent trusted the "
        "alliance. In the same poll, 12 percent trusted Russia."
    )
    assert first[1]["pollster"] == second[1]["pollster"] == "Baltic Institute"
    assert first[1]["date"] == second[1]["date"] == "1999-05-01"
    assert (first[1]["share"], second[1]["share"], second[1]["public"]) == (0.44, 0.12, "POL")


def test_one_item_over_two_sentences():
    (quote, fields), *rest = items(
        "A May 1999 poll found that 57 percent of Poles trust the alliance. "
        "Two years earlier it had been 40 percent."
    )
    assert rest == []
    assert (
        quote == "57 percent of Poles trust the alliance. Two years earlier it had been 40 percent"
    )
    assert (fields["earlier_share"], fields["earlier_date"]) == (0.4, "1997-05-01")


def test_another_public_is_another_item():
    found = items(
        "In Poland 61 percent support the alliance, in Hungary 52 percent, the poll found."
    )
    assert [(f["public"], f["share"]) for _, f in found] == [("POL", 0.61), ("HUN", 0.52)]


def test_earlier_share_is_counted_back_from_a_change_in_points():
    fields = only(
        "Support among Turks for the alliance rose ten points to 57 percent, a poll showed."
    )
    assert (fields["share"], fields["earlier_share"], fields["direction"]) == (0.57, 0.47, "up")


@pytest.mark.parametrize(
    ("text", "public", "share", "earlier", "against"),
    [
        ("Levada: ties are good, yes 54 (March: 49%), no 22.", "RUS", 0.54, 0.49, 0.22),
        ("Forty Poles in a hundred trust it; last year it was 46.", "POL", 0.4, 0.46, None),
        ("In 2000, 30% of Poles wanted to join; 41% do so today.", "POL", 0.41, 0.3, None),
        ("CBOS has 43 percent for it and 41 against it.", "POL", 0.43, None, 0.41),
        ("Trust in NATO has been halved, to 22 percent, CBOS says.", "POL", 0.22, 0.44, None),
        (
            "62% of Poles would keep the troops and 24% would withdraw them.",
            "POL",
            0.62,
            None,
            0.24,
        ),
        (
            "Poles trust it, a CBOS poll shows: 48 percent, the same as in 1999.",
            "POL",
            0.48,
            0.48,
            None,
        ),
    ],
)
def test_waves_and_the_opposite_in_every_wording(text, public, share, earlier, against):
    fields = only(text)
    found = (fields["public"], fields["share"], fields["earlier_share"], fields["against"])
    assert found == (public, share, earlier, against)


def test_a_list_of_publics_refers_to_the_question_before_it():
    found = items("A poll found 44 percent of Poles for it. The Hungarian figure is 50 percent.")
    assert [(f["public"], f["share"]) for _, f in found] == [("POL", 0.44), ("HUN", 0.5)]


def test_a_sample_of_several_countries_has_no_public():
    text = "A poll of 2,000 people from ten countries found that 50 percent trust the alliance."
    assert only(text)["public"] is None


def test_numbers_of_a_table_are_percentages_where_the_text_says_so():
    text = "Poll: should Poland leave? Yes: 64. No: 11. All figures are percentages."
    fields = only(text)
    assert (fields["share"], fields["against"]) == (0.64, 0.11)


def test_undecided_are_no_item():
    fields = only("In the poll, 47% of Poles back the deal, 46% oppose it and 7% are unsure.")
    assert (fields["share"], fields["against"]) == (0.47, 0.46)


@pytest.mark.parametrize(
    "text",
    [
        "Trade with China rose by 12 percent to 40 percent of GDP.",
        "The treaty passed with 61 percent of the vote on a turnout of 48 percent.",
        "The ruling party holds 31 percent of the seats, up from 24 percent.",
        "Inflation of 25 percent has eroded support for the government.",
        "Two thirds of the gas comes from Russia.",
        "The rebels control 40 percent of the territory.",
        "The constitution was approved by 71 percent of voters in a referendum.",
        "Most Poles say they trust the alliance.",
        "",
    ],
)
def test_other_percentages_are_no_survey(text):
    assert items(text) == []


def test_every_figure_is_a_part_within_the_span():
    origin = document(
        "A poll found 34 percent of Russians in favour and 39 percent against.", name="x"
    )
    (draft,) = read(origin, DAY)
    assert [origin.quote(p.span) for p in draft.parts] == ["34 percent", "39 percent"]
    assert all(draft.span.holds(p.span) for p in draft.parts)


def test_without_a_day_a_relative_date_stays_open():
    (_, fields), *_ = items(
        "A poll last month found 61 percent of Poles in favour.", published=None
    )
    assert fields["date"] is None
    assert fields["share"] == 0.61


def test_a_report_of_one_country_has_one_public_whatever_states_it_names():
    text = (
        "**How Ghanaians see the soldiers next door**\n\n"
        "A survey was taken in April. Of those asked, 58 percent say that France should keep its "
        "troops in Mali.\n\n"
        "Nigeria is regarded as a friend by 52 percent, Togo by 49 percent."
    )
    assert [(f["share"], f["public"]) for _, f in items(text, date(2017, 5, 10))] == [
        (0.58, "GHA"),
        (0.52, "GHA"),
        (0.49, "GHA"),
    ]


def test_states_of_a_list_are_those_who_answered():
    text = (
        "In a poll people were asked: can the United States be relied upon? Yes: Japan 52 per "
        "cent (1999: 63), South Korea 57 (58), Thailand 53 (39)."
    )
    assert [(f["public"], f["share"], f["earlier_share"]) for _, f in items(text)] == [
        ("JPN", 0.52, 0.63),
        ("KOR", 0.57, 0.58),
        ("THA", 0.53, 0.39),
    ]


def test_a_share_resumes_after_its_comparison():
    fields = only(
        "A poll of Colombians found that 58 per cent, where it had been 44 in March, wanted the "
        "zone abolished."
    )
    assert (fields["share"], fields["earlier_share"]) == (0.58, 0.44)


def test_the_ends_of_a_range_are_two_items():
    text = "The poll asked about China. The figures range from 92% in Mali to 33% in Algeria."
    assert [(f["public"], f["share"]) for _, f in items(text)] == [("MLI", 0.92), ("DZA", 0.33)]


@pytest.mark.parametrize(
    ("text", "public", "share"),
    [
        ("Of Republicans, 79% like the way he deals with Mr Putin, a poll found.", "USA", 0.79),
        ("Among Likud voters 60 percent want it, the survey shows.", "ISR", 0.6),
        (
            "Less than half of the population (46 percent) of Oman trusts it, a poll says.",
            "OMN",
            0.46,
        ),
        ("Nine out of ten Omanis approve: 91 per cent in a telephone poll.", "OMN", 0.91),
    ],
)
def test_whose_opinion_it_is(text, public, share):
    fields = only(text)
    assert (fields["public"], fields["share"]) == (public, share)


def test_a_state_in_brackets_behind_its_figure():
    found = items("Support for the base: 60% (Oman), 40% (Qatar), a poll found.")
    assert [f["public"] for _, f in found] == ["OMN", "QAT"]


def test_a_percentage_needs_no_sign():
    fields = only("The percentage of Japanese who fear war went from 44 to 59, a poll found.")
    assert (fields["share"], fields["earlier_share"]) == (0.59, 0.44)


def test_odds_are_no_share():
    fields = only("By two to one, 60 percent to 30, Omanis want the base, a poll found.")
    assert (fields["share"], fields["against"]) == (0.6, 0.3)
