"""How two actors of a sentence stand, answers by hand."""

from datetime import date
from math import exp

import pytest

from detente.reading import pair_model
from detente.reading.pair_model import listed, pair_features, place, related, stands
from detente.reading.quad_model import Sense
from detente.reading.readers.relations import candidates
from detente.reading.scenes import scenes
from detente.reading.text import document

DAY = date(2015, 5, 1)
EVENT = Sense(0.9, "4", 0.9, "ASSAULT", False)
NOTHING = Sense(0.2, "", 0.4, "", False)


def pairs(text):
    origin = document(text, name="test", published=DAY)
    (scene,) = scenes(origin, DAY)
    return list(candidates(origin, [scene]))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Iran, Iraq and Syria met.", "listed"),
        ("Turkey bombed Syria.", "place:between"),
        ("Syria was bombed by Turkey.", "passive"),
        ("Chad, which Libya armed, fell.", "relative-after-one"),
        ("The army of Mali attacked Niger.", "before-one:of"),
        ("Turkey attacked at dawn, and Syria has fallen.", "side-by-side"),
    ],
)
def test_the_features_of_a_pair_name_its_construction(text, seen):
    assert seen in pairs(text)[0].seen


def test_words_without_an_event_make_no_pair():
    assert pairs("Norway is larger than Denmark.") == []


def test_an_actor_between_parts_two_but_a_listed_one_does_not():
    first = {
        (c.source.actor, c.target.actor): c.seen for c in pairs("Iran bombed Iraq near Syria.")
    }
    assert "parted:1" in first["IRN", "SYR"]
    assert "parted:0" in first["IRN", "IRQ"]
    third = {(c.source.actor, c.target.actor): c.seen for c in pairs("Iran and Iraq bombed Syria.")}
    assert "parted:0" in third["IRN", "SYR"]


def test_probability_is_the_logistic_of_the_weights():
    """With the stand 0 and even odds of an event, only the sureness of its quad counts."""
    weight = pair_model._weights()["quad"]
    even = Sense(0.5, "4", 0.9, "ASSAULT", False)
    assert related(0.0, even) == pytest.approx(1 / (1 + exp(-weight)))


def test_an_event_makes_a_relation_more_probable():
    assert related(0.0, EVENT) > related(0.0, NOTHING)
    assert stands(["place:between"]) > stands(["place:none"])


def test_a_feature_that_training_never_saw_weighs_nothing():
    assert stands(["xyz"]) == stands([])


def test_words_cannot_add_more_than_they_say():
    best = Sense(1.0, "4", 1.0, "ASSAULT", False)
    low = -2.0
    bound = 1 / (1 + exp(-(low + pair_model.most_of_words())))
    assert related(low, best) <= bound


def test_a_number_beyond_the_actors_is_refused():
    stage = pairs("Turkey bombed Syria.")[0].stage
    assert not listed(stage, 0, 1)
    assert place(stage, stage.actors[0].span, stage.actors[1].span) == "between"
    with pytest.raises(IndexError):
        pair_features(stage, 0, 5)
