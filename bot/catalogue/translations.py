"""Another language says all that English says, with the same values filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.catalogue.checks import Draft
from bot.catalogue.faults import Fault
from bot.catalogue.wording import Wording

_ENGLISH = "en"


def faults_of_wordings(wordings: Mapping[str, Wording], draft: Draft) -> Iterator[Fault]:
    """Every text that is missing, too many or has other placeholders; agencies without their language."""
    english = wordings.get(_ENGLISH)
    if english is None:
        return
    for language, wording in wordings.items():
        if language != _ENGLISH:
            yield from _against(english, wording)
    for placed in draft.agencies:
        for language in placed.entry.languages:
            if language not in wordings:
                yield placed.fault(f"languages: there is no wording/{language}.yml")


def _against(english: Wording, other: Wording) -> Iterator[Fault]:
    for key in english.texts.keys() - other.texts.keys():
        yield Fault(other.file, key, "is missing")
    for key in other.texts.keys() - english.texts.keys():
        yield Fault(other.file, key, f"is not in {english.file}")
    for key in english.texts.keys() & other.texts.keys():
        wanted, found = english.placeholders[key], other.placeholders[key]
        if wanted != found:
            names = ", ".join(sorted(wanted ^ found))
            yield Fault(other.file, key, f"the placeholders differ from English: {names}")
