"""Composing an answer: the facet asked, notes for the person, and the shape they want it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.catalogue import phrases
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.model import Facet, InteractionLevel, ServiceStatus
from bot.catalogue.timing import TimeKind
from bot.segments.answer import Answer, AnswerRecord, Block, Explanation, Paragraph, Source
from bot.segments.contact import person_blocks
from bot.segments.enquiry import Enquiry, Setting
from bot.segments.facets import Core, choices, core_of, worth_asking
from bot.segments.notes import Noted, notes_for

NEXT_IN_TEXT = 3
"""How many further questions the text of an overview names; buttons can offer them all."""


def compose_answer(catalogue: Catalogue, enquiry: Enquiry, now: dt.datetime) -> Answer:
    """The answer to an enquiry at an aware moment; KeyError when there is no such service."""
    setting = Setting(catalogue, enquiry, now)
    core = core_of(setting)
    later_step = core.step > 1
    noted = Noted() if later_step else notes_for(setting)
    blocks = [
        *([] if later_step else _before(setting)),
        *core.blocks,
        *noted.blocks,
        *_person(setting),
        *_what_next(setting),
    ]
    return _answer(setting, blocks, core, noted)


def compose_exception(catalogue: Catalogue, enquiry: Enquiry, now: dt.datetime) -> Answer:
    """The door for "my case does not fit": what to do, the appeal or the person, never a loop.

    Which of the two it was is in `catalogue.services[…].exception.route`.
    """
    setting = Setting(catalogue, enquiry, now)
    door = setting.service.exception
    blocks: list[Block] = [*_before(setting), Paragraph(door.text)]
    appeal = setting.service.appeal
    if door.route == "appeal" and appeal and appeal.time_limit:
        limit = phrases.duration(setting.wording, appeal.time_limit)
        text = setting.wording.get("answer.exception.time_limit", limit=limit)
        blocks.append(Paragraph(text))
    reach = Paragraph(setting.wording.get("answer.in_person.reach"))
    blocks += [reach, *person_blocks(setting)]
    return _answer(setting, blocks, Core(blocks), Noted())


def _before(setting: Setting) -> list[Block]:
    """What must be known first: a closed service, an alert, and whom "you" means."""
    service, wording, texts = setting.service, setting.wording, []
    if service.status is ServiceStatus.TEMPORARILY_CLOSED:
        texts.append(wording.get("answer.closed"))
    elif service.status is not ServiceStatus.ACTIVE:
        texts.append(wording.get("answer.ended"))
    if service.alert:
        texts.append(service.alert)
    if setting.enquiry.on_behalf:
        texts.append(wording.get("answer.for_other"))
    return [Paragraph(text) for text in texts]


def _person(setting: Setting) -> list[Block]:
    with_a_person = setting.level is InteractionLevel.IN_PERSON
    if not with_a_person or setting.enquiry.facet is Facet.CONTACT:
        return []
    return [Paragraph(setting.wording.get("answer.in_person.reach")), *person_blocks(setting)]


def _what_next(setting: Setting) -> list[Block]:
    if setting.enquiry.facet is not None:
        return []
    named = choices(setting, worth_asking(setting)[:NEXT_IN_TEXT])
    return [Paragraph(setting.wording.get("answer.ask_next", choices=named))]


def _answer(setting: Setting, blocks: Sequence[Block], core: Core, noted: Noted) -> Answer:
    explanations = noted.explanations
    if setting.chosen_by is not None:
        explanations = (*explanations, Explanation.of(setting.chosen_by, "level"))
    source = _source(setting)
    return Answer(
        blocks=tuple(blocks),
        source=source,
        record=_record(setting, source, explanations, core),
        explanations=explanations,
        promises=core.promises,
        next_facets=worth_asking(setting),
        found=core.found,
        step=core.step,
        steps=core.steps,
    )


def _source(setting: Setting) -> Source:
    service = setting.service
    return Source(
        agency=setting.agency.name,
        url=service.url,
        assured_date=service.assured_date,
        service_id=service.id,
        demonstration=service.demonstration,
    )


def _record(
    setting: Setting, source: Source, explanations: tuple[Explanation, ...], core: Core
) -> AnswerRecord:
    told = [each for each in core.promises if each.kind is not TimeKind.NONE]
    return AnswerRecord(
        service_id=setting.service.id,
        service_name=setting.service.name,
        facet=setting.enquiry.facet,
        level=setting.enquiry.level,
        step=core.step,
        on_behalf=setting.enquiry.on_behalf,
        source=source,
        explanations=explanations,
        time_source_url=told[0].source_url if told else None,
        spoke_of_time=bool(core.promises),
        content_version=setting.catalogue.version,
    )
