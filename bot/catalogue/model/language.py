"""Languages that the assistant does not speak, and the courteous word it has in each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from bot.catalogue.model.base import Entry, Prose, Text

Code = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
"""ISO 639-1."""


class OtherLanguage(Entry):
    """One language. The text is written in it, and says what is possible and where an interpreter is.

    In the text {agency} and {number} stand for whom to call. `spoken` is the English name, to be said on the
    telephone.
    """

    code: Code
    name: Prose
    spoken: Prose
    direction: Literal["ltr", "rtl"]
    text: Text

    @model_validator(mode="after")
    def _says_whom_to_call(self) -> OtherLanguage:
        for place in ("{agency}", "{number}", "{spoken}"):
            if place not in self.text:
                raise ValueError(f"text: must hold {place}")
        return self


class LanguageBook(Entry):
    """`understood` are the languages that the assistant is made for. A text counts as written in another from
    a probability of `sure_from` on.
    """

    understood: tuple[Code, ...] = ("en",)
    sure_from: Annotated[float, Field(gt=0.5, le=1)] = 0.9
    languages: tuple[OtherLanguage, ...] = ()
    demonstration: bool = False

    @model_validator(mode="after")
    def _each_once(self) -> LanguageBook:
        codes = [*self.understood, *(each.code for each in self.languages)]
        if len(set(codes)) < len(codes):
            raise ValueError("languages: a code is used twice")
        return self
