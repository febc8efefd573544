"""Threats to the partners, from outside or from each other."""

from pydantic import Field

from detente.case.numbers import Day, Entry, Fact, Id, Number, Text, Unit, Years


class Severity(Entry):
    """Severity of a threat to one state: Walt's four sources, each 0-1."""

    power: Unit
    proximity: Unit
    offensive: Unit
    intent: Unit


class Threat(Fact):
    """A threat to one partner or both."""

    id: Id
    label: Text
    actor: Id
    since: Day
    severity: dict[Id, Severity] = Field(
        max_length=100, description="By state actor, each of four parts from 0 to 1"
    )
    attained: Unit = Field(
        default=Number(value=0, basis="measured"),
        description="Share of the common aim already attained, 0 to 1",
    )
    half_life: Years = Field(description="Years until half of the threat is gone, 0.01 to 200")
