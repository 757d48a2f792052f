"""The core of an answer: what the catalogue says on the facet, or honestly that it is silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.catalogue import phrases
from bot.catalogue.model import CostOption, Facet, InteractionLevel
from bot.catalogue.timing import TimeKind, TimeStatement
from bot.segments.answer import Block, Listing, Paragraph
from bot.segments.contact import contact_blocks, first_number
from bot.segments.enquiry import Setting


@dataclass(frozen=True)
class Core:
    """The blocks of a facet. `steps` is 0 unless they are one step of a guided answer."""

    blocks: Sequence[Block]
    promises: tuple[TimeStatement, ...] = ()
    found: bool = True
    step: int = 0
    steps: int = 0


def core_of(setting: Setting) -> Core:
    """What the catalogue holds on the facet of the enquiry; the overview when there is none."""
    facet = setting.enquiry.facet
    return _CORES[facet](setting) if facet else _overview(setting)


def choices(setting: Setting, facets: Sequence[Facet]) -> str:
    """`how to do it, what it costs or how long it takes`."""
    asks = [setting.wording.get(f"facet.{facet}.ask") for facet in facets]
    return phrases.joined(setting.wording, asks, last="or")


def worth_asking(setting: Setting) -> tuple[Facet, ...]:
    """Facets on which the catalogue has something to say, the one just answered left out."""
    service = setting.service
    silent = {setting.enquiry.facet}
    if not service.required_documents:
        silent.add(Facet.DOCUMENTS)
    if service.appeal is None:
        silent.add(Facet.APPEAL)
    return tuple(facet for facet in Facet if facet not in silent)


def _overview(setting: Setting) -> Core:
    blocks: list[Block] = [Paragraph(setting.service.description)]
    if setting.level is InteractionLevel.GUIDED:
        blocks.append(Paragraph(setting.wording.get("answer.guided.offer")))
    return Core(blocks)


def _how_to_apply(setting: Setting) -> Core:
    steps = setting.service.application_process
    if setting.level is InteractionLevel.GUIDED:
        return _guided(setting, steps)
    if setting.level is InteractionLevel.IN_PERSON:
        return Core([Paragraph(setting.wording.get("answer.in_person.lead"))])
    start = setting.wording.get("answer.self_serve.start", url=setting.service.url)
    return Core([Paragraph(start), *_first_steps(setting, steps, "answer.self_serve.more")])


def _first_steps(setting: Setting, steps: Sequence[str], more: str) -> list[Block]:
    """As many steps as somebody wants to read at once, and how many there are beyond them."""
    shown = tuple(steps[: setting.policy.self_serve_steps])
    blocks: list[Block] = [Listing(shown, numbered=True)]
    if rest := len(steps) - len(shown):
        blocks.append(Paragraph(setting.wording.plural(more, rest, url=setting.service.url)))
    return blocks


def _guided(setting: Setting, steps: Sequence[str], before: Sequence[Block] = ()) -> Core:
    """One step; `before` goes with the first. Past the last step it says that all was seen."""
    total, step = len(steps), max(setting.enquiry.step, 1)
    if step > total:
        left = choices(setting, worth_asking(setting)[:3])
        done = setting.wording.get("answer.guided.done", choices=left)
        return Core([Paragraph(done)], step=total, steps=total)
    text = setting.wording.get("answer.guided.step", step=step, total=total, text=steps[step - 1])
    then = setting.wording.get("answer.guided.last" if step == total else "answer.guided.next")
    blocks = [*(before if step == 1 else ()), Paragraph(text), Paragraph(then)]
    return Core(blocks, step=step, steps=total)


def _eligibility(setting: Setting) -> Core:
    return Core([Paragraph(setting.service.eligibility_description)])


def _cost(setting: Setting) -> Core:
    said = setting.service.fees_description
    blocks: list[Block] = [Paragraph(said)]
    options = setting.service.cost_options
    unsaid = [each for each in options if _money(each, setting) not in said]
    if unsaid:
        blocks.append(Listing(tuple(_price(option, setting) for option in unsaid)))
    return Core(blocks)


def _money(option: CostOption, setting: Setting) -> str:
    return phrases.money(option.amount, option.currency, setting.wording)


def _price(option: CostOption, setting: Setting) -> str:
    explained = option.amount_description
    return setting.wording.get(
        "answer.cost_option_explained" if explained else "answer.cost_option",
        option=option.option,
        price=_money(option, setting),
        explained=explained,
    )


def _documents(setting: Setting) -> Core:
    documents = tuple(each.document for each in setting.service.required_documents)
    if documents:
        lead = setting.wording.get("answer.documents.lead")
        return Core([Paragraph(lead), Listing(documents)])
    none = setting.wording.get("answer.documents.none")
    turn = setting.wording.get("answer.documents.not_sure", number=first_number(setting))
    return Core([Paragraph(f"{none} {turn}")], found=False)


def _duration(setting: Setting) -> Core:
    statement = setting.time_statement()
    known = statement.kind is not TimeKind.NONE
    blocks = [Paragraph(statement.sentence)]
    told = statement.kind in (TimeKind.MET, TimeKind.MISSED)
    if not told and setting.level is not InteractionLevel.IN_PERSON:
        turn = setting.wording.get("time.ask", number=first_number(setting))
        blocks.append(Paragraph(turn))
    return Core(blocks, promises=(statement,), found=known)


def _contact(setting: Setting) -> Core:
    return Core(contact_blocks(setting))


def _status(setting: Setting) -> Core:
    return Core([Paragraph(setting.service.status_description)])


def _appeal(setting: Setting) -> Core:
    appeal = setting.service.appeal
    if appeal is None:
        none = setting.wording.get("answer.appeal.none")
        return Core([Paragraph(none), Paragraph(setting.service.exception.text)], found=False)
    parts = [appeal.description]
    if appeal.time_limit:
        limit = phrases.duration(setting.wording, appeal.time_limit)
        parts.append(setting.wording.get("answer.appeal.time_limit", limit=limit))
    lead = Paragraph(" ".join(parts))
    if setting.level is InteractionLevel.GUIDED:
        return _guided(setting, appeal.steps, before=[lead])
    if setting.level is InteractionLevel.IN_PERSON:
        return Core([lead])
    return Core([lead, *_first_steps(setting, appeal.steps, "answer.appeal.more")])


_CORES: dict[Facet, Callable[[Setting], Core]] = {
    Facet.HOW_TO_APPLY: _how_to_apply,
    Facet.ELIGIBILITY: _eligibility,
    Facet.COST: _cost,
    Facet.DOCUMENTS: _documents,
    Facet.DURATION: _duration,
    Facet.CONTACT: _contact,
    Facet.STATUS: _status,
    Facet.APPEAL: _appeal,
}
