"""The published content is sound, true to its demonstration place, and covers every honest answer."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from bot.catalogue.load import load
from bot.catalogue.model import Agency, Service, ServiceStatus
from bot.catalogue.periods import Duration
from bot.catalogue.timing import TimeKind, time_statement

CATALOGUE = load(Path(__file__).parents[2] / "content")
SERVICES, AGENCIES = CATALOGUE.services, CATALOGUE.agencies
WRITTEN_ON = dt.date(2026, 11, 24)

TWENTY = {
    "council": "missed-bin blue-badge resident-parking-permit free-school-meals parking-fine-appeal",
    "revenue": "council-tax-payment council-tax-discount council-tax-reduction council-tax-arrears "
    "housing-benefit",
    "health": "gp-registration patient-transport talking-therapies find-dentist prescription-costs",
    "transport": "older-bus-pass disabled-bus-pass student-travel-card travel-refund lost-property",
}

each_service = pytest.mark.parametrize("service", SERVICES.values(), ids=lambda each: each.id)
each_agency = pytest.mark.parametrize("agency", AGENCIES.values(), ids=lambda each: each.id)


def kind_of(service: Service) -> TimeKind:
    standards = CATALOGUE.standards_of(service.id)
    policy, wording = CATALOGUE.policy, CATALOGUE.wording
    return time_statement(service.id, standards, WRITTEN_ON, policy, wording).kind


def test_there_are_five_services_from_each_agency() -> None:
    for agency, ids in TWENTY.items():
        assert {each.id for each in SERVICES.values() if each.agency_id == agency} >= set(
            ids.split()
        )


@each_service
def test_every_service_is_marked_as_demonstration(service: Service) -> None:
    assert service.demonstration


@each_service
def test_every_address_lies_in_ambershire(service: Service) -> None:
    assert service.url == f"https://{service.agency_id}.ambershire.example/{service.id}"
    if service.email:
        assert service.email.endswith(f"@{service.agency_id}.ambershire.example")
    for address in service.addresses:
        assert re.fullmatch(r"AM\d{1,2} \d[A-Z]{2}", address.postal_code)


@each_agency
def test_every_agency_is_marked_as_demonstration(agency: Agency) -> None:
    assert agency.demonstration
    assert agency.url == f"https://{agency.id}.ambershire.example"
    assert agency.handover_hours


@each_service
def test_every_service_was_checked_within_a_year(service: Service) -> None:
    assert WRITTEN_ON - dt.timedelta(days=365) <= service.assured_date <= WRITTEN_ON


@each_service
def test_applying_takes_a_handful_of_steps(service: Service) -> None:
    assert 3 <= len(service.application_process) <= 6


@each_service
def test_something_differs_for_somebody(service: Service) -> None:
    assert len({note.segment for note in service.notes_for_segments}) >= 3


@each_service
def test_every_service_can_be_reached_by_phone_at_known_hours(service: Service) -> None:
    assert service.phones
    assert service.schedules


@each_service
def test_people_ask_in_their_own_words_and_not_in_ours(service: Service) -> None:
    named = [way for way in service.ways_of_asking if service.name.lower() in way.lower()]
    assert len(named) <= 2
    lengths = [len(way.split()) for way in service.ways_of_asking]
    assert min(lengths) <= 6
    assert max(lengths) >= 15


def test_every_kind_of_honest_answer_about_time_occurs() -> None:
    kinds = Counter(kind_of(service) for service in SERVICES.values())
    for kind in (TimeKind.MET, TimeKind.MISSED, TimeKind.FEW_CASES, TimeKind.NONE):
        assert kinds[kind] >= 3, kinds


def test_every_standard_has_three_quarters_of_results() -> None:
    for of_service in CATALOGUE.standards.values():
        for standard in of_service:
            assert [result.period_end.month for result in standard.results] == [3, 6, 9]
            assert standard.results[-1].data_as_of == dt.date(2026, 10, 20)


def test_free_and_paid_with_and_without_appeal_open_and_closed_all_occur() -> None:
    services = SERVICES.values()
    assert {bool(each.cost_options) for each in services} == {True, False}
    assert {each.appeal is None for each in services} == {True, False}
    assert {bool(each.addresses) for each in services} == {True, False}
    assert {bool(each.required_documents) for each in services} == {True, False}
    assert any(each.alert or each.status is not ServiceStatus.ACTIVE for each in services)


@pytest.mark.parametrize("year", [2026, 2027])
@each_agency
def test_the_bank_holidays_of_england_are_days_off(agency: Agency, year: int) -> None:
    days = {holiday.date for holiday in agency.holidays if holiday.date.year == year}
    assert days >= BANK_HOLIDAYS[year]


# https://www.gov.uk/bank-holidays, England and Wales, without those that fall on a weekend.
BANK_HOLIDAYS = {
    2026: {dt.date(2026, *day) for day in
           [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]},
    2027: {dt.date(2027, *day) for day in
           [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]},
}  # fmt: skip


def test_every_segment_is_used_by_some_service() -> None:
    used = {note.segment for each in SERVICES.values() for note in each.notes_for_segments}
    assert {segment.id for segment in CATALOGUE.segments.segments} - used == set()


def test_facts_about_health_are_sensitive() -> None:
    sensitive = {name for name, fact in CATALOGUE.segments.facts.items() if fact.sensitive}
    assert sensitive >= {"disabled", "pregnant"}


def test_a_contact_is_forgotten_after_thirty_days() -> None:
    assert CATALOGUE.policy.contact_expires_after == Duration.parse("P30D")
