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
    telephone. `again` is the same in short, `welcome` the reply to thanks, and `page` how this page is had in
    it, for agencies that offer it. `erasure` says what to press ({yes}) to have data deleted. The
    lists are runs of words in lower case: of the wish for a person, or to have data deleted, of thanks, of
    asking for the language, and words that tell it.
    """

    code: Code
    name: Prose
    spoken: Prose
    direction: Literal["ltr", "rtl"]
    text: Text
    again: Text | None = None
    welcome: Text | None = None
    erasure: Text | None = None
    page: Text | None = None
    person: tuple[Prose, ...] = ()
    erase: tuple[Prose, ...] = ()
    thanks: tuple[Prose, ...] = ()
    asking: tuple[Prose, ...] = ()
    words: tuple[Prose, ...] = ()

    @model_validator(mode="after")
    def _says_whom_to_call(self) -> OtherLanguage:
        for name, text in (("text", self.text), ("again", self.again)):
            for place in ("{agency}", "{number}", "{spoken}"):
                if text is not None and place not in text:
                    raise ValueError(f"{name}: must hold {place}")
        if self.erasure is not None and "{yes}" not in self.erasure:
            raise ValueError("erasure: must hold {yes}")
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
