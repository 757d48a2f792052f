"""How a problem is reported: an Open311 GeoReport v2 service definition, and how it is asked for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from bot.catalogue.model.base import Entry, Name, PhoneNumber, Prose, Slug, Text

Run = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+( [a-z0-9]+)*\*?$")]
"""Words that stand together, in lower case, without marks; see content/listening.yml."""
OTHER = "other"
"""The key of what is on no list: then the citizen's own words say it."""


class AttributeValue(Entry):
    """One thing that can be chosen. `words` are what people say for it; `danger` that it cannot wait."""

    key: Name
    name: Prose
    words: tuple[Run, ...] = ()
    danger: bool = False


class Attribute(Entry):
    """What is asked besides the place. `description` is the question, as Open311 has it."""

    code: Name
    variable: Literal[True]
    datatype: Literal["singlevaluelist"]
    required: Literal[True]
    order: Annotated[int, Field(ge=1, strict=True)]
    description: Prose
    datatype_description: Prose | None = None
    values: Annotated[tuple[AttributeValue, ...], Field(min_length=2, max_length=6)]

    @model_validator(mode="after")
    def _can_be_chosen_from(self) -> Attribute:
        keys = [value.key for value in self.values]
        if len(set(keys)) < len(keys):
            raise ValueError("values: a key is used twice")
        if OTHER not in keys:
            raise ValueError(f"values: there must be one with the key {OTHER}")
        return self

    def value(self, key: str) -> AttributeValue | None:
        """The value with that key; `None` when it is no longer on the list."""
        return next((each for each in self.values if each.key == key), None)


class PlaceQuestion(Entry):
    """How the place is asked for. `help` is for who cannot say it at once.

    With `needs_house` a street alone does not say where it is: a number or a postcode does. `code_shape` is
    what a code on a sign looks like, where there is one: AA9999 is two letters and four figures.
    """

    question: Prose
    help: Text
    needs_house: bool = False
    code_shape: Annotated[str, StringConstraints(pattern=r"^[A9]{4,10}$")] | None = None


class Danger(Entry):
    """What cannot wait for a report: the words that tell of it, and whom to call now."""

    number: PhoneNumber
    text: Prose
    words: tuple[Run, ...] = ()

    @model_validator(mode="after")
    def _names_the_number(self) -> Danger:
        if self.number not in self.text:
            raise ValueError("text: must hold the number")
        return self


class RequestForm(Entry):
    """The form of one service. `service_code` is the id of the service; `opening` a kind first sentence."""

    service_code: Slug
    agency_id: Slug
    demonstration: bool = False
    opening: Prose
    place: PlaceQuestion
    attributes: tuple[Attribute]
    danger: Danger | None = None

    @model_validator(mode="after")
    def _danger_is_answered(self) -> RequestForm:
        if self.danger is None and any(value.danger for value in self.attribute.values):
            raise ValueError("danger: is missing, but one of the values is dangerous")
        return self

    @property
    def attribute(self) -> Attribute:
        """The one thing that is asked besides the place."""
        return self.attributes[0]
