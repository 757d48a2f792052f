"""How to reach people: numbers, places, and whether somebody is there now."""

from __future__ import annotations

from bot.catalogue.model import Phone
from bot.catalogue.opening import opening_sentences
from bot.segments.answer import Block, Listing, Paragraph
from bot.segments.enquiry import Setting


def first_number(setting: Setting) -> str:
    """The service's own number, or else that of its agency."""
    phones = setting.service.phones
    return phones[0].number if phones else setting.agency.phone


def person_blocks(setting: Setting) -> list[Block]:
    """Phone, address and opening hours, for somebody who wants a person."""
    return [Listing((*_phones(setting), *_addresses(setting))), _opening(setting)]


def contact_blocks(setting: Setting) -> list[Block]:
    """Every way there is, for somebody who asks whom to contact."""
    written = []
    if setting.service.email:
        written.append(setting.wording.get("answer.contact.email", email=setting.service.email))
    page = setting.wording.get("answer.contact.page", url=setting.service.url)
    ways = (*_phones(setting), *_addresses(setting), *written, page)
    return [
        Paragraph(setting.wording.get("answer.contact.lead")),
        Listing(ways),
        _opening(setting),
    ]


def _phones(setting: Setting) -> list[str]:
    if not setting.service.phones:
        return [setting.wording.get("answer.contact.phone", number=setting.agency.phone)]
    return [_phone(phone, setting) for phone in setting.service.phones]


def _phone(phone: Phone, setting: Setting) -> str:
    key = "answer.contact.phone_named" if phone.description else "answer.contact.phone"
    return setting.wording.get(key, number=phone.number, description=phone.description)


def _addresses(setting: Setting) -> list[str]:
    """The agency's own office is named only when the service has nothing of its own."""
    service = setting.service
    places = service.addresses or (() if service.phones else (setting.agency.address,))
    return [
        setting.wording.get("answer.contact.visit", address=place.in_one_line()) for place in places
    ]


def _opening(setting: Setting) -> Paragraph:
    schedules = setting.service.schedules or setting.agency.opening_hours
    sentences = opening_sentences(schedules, setting.agency, setting.now, setting.wording)
    return Paragraph(" ".join(sentences))
