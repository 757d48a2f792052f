"""Services of an Open Referral directory become drafts, and what was refused is named."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalogue.hsds import Drafts, add_drafts, slug_of

EXAMPLES = Path(__file__).parents[4] / "shared" / "data" / "directory" / "hsds-3.0-examples"

SERVICE = {
    "name": "Café Club",
    "status": "active",
    "application_process": "Ring us. We call you back.",
    "url": "https://club.example/cafe",
    "phones": [{"number": "01632 960001", "type": "voice"}, {"number": "none"}],
    "schedules": [{"byday": "MO", "opens_at": "09:00:00", "closes_at": "17:00:00"}],
    "cost_options": [{"option": "A cup", "amount": 2, "currency": "gbp"}],
}


def drafts_of(data, source="a.json"):
    drafts = Drafts()
    add_drafts(data, source, drafts)
    return drafts


def test_what_means_the_same_is_taken():
    (entry,) = drafts_of(SERVICE).services
    assert (entry["id"], entry["name"], entry["status"]) == ("cafe-club", "Café Club", "active")
    assert entry["application_process"] == ["Ring us.", "We call you back."]
    assert entry["phones"] == [{"number": "01632 960001"}]
    assert entry["schedules"] == [{"byday": "MO", "opens_at": "09:00", "closes_at": "17:00"}]


def test_what_is_refused_is_named_with_its_record_field_and_reason():
    told = [str(each) for each in drafts_of(SERVICE).refused]
    assert len(told) == 2
    assert told[0].startswith("a.json: cost_options[0]: currency: ")
    assert told[1].startswith("a.json: phones[1]: number: ")


def test_what_no_directory_knows_is_still_to_be_written():
    missing = {each.field for each in drafts_of(SERVICE).missing}
    assert missing >= {"ways_of_asking", "exception", "status_description", "assured_date"}
    assert "name" not in missing


def test_a_page_of_a_list_and_an_organization_hold_several():
    other = SERVICE | {"name": "Tea Club"}
    assert len(drafts_of({"contents": [SERVICE, other]}).services) == 2
    assert len(drafts_of({"name": "An organization", "services": [SERVICE, other]}).services) == 2


def test_the_second_of_the_same_name_is_refused():
    drafts = drafts_of({"contents": [SERVICE, SERVICE]})
    assert len(drafts.services) == 1
    assert "a.json contents[1]: name: there is already a draft called cafe-club" in map(
        str, drafts.refused
    )


@pytest.mark.parametrize("data", [None, [], 3, "text", {}, {"name": "A place"}])
def test_what_is_no_service_is_said_to_be_none(data):
    drafts = drafts_of(data)
    assert (drafts.services, [str(each) for each in drafts.refused]) == (
        [],
        ["a.json: holds no service"],
    )


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


# On a busy machine the nested examples take long to make, which says nothing about the import.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from([*SERVICE, "service_at_locations", "service"]), ANYTHING))
def test_no_record_stops_the_import(record):
    drafts = drafts_of({"contents": [{"name": "x", "status": "active"} | record, record]})
    assert len(drafts.services) + len(drafts.refused) >= 1


@given(st.text())
def test_an_id_is_always_one_or_nothing(name):
    slug = slug_of(name)
    assert slug == "" or (slug[0].isalpha() and slug.replace("-", "").isalnum() and slug.isascii())


def test_the_published_examples_of_hsds_are_taken_as_far_as_they_go():
    if not EXAMPLES.is_dir():
        pytest.skip("the example records of HSDS are not beside the project (shared/data)")
    for name in ("service_full", "service_at_location_full", "organization_full", "service_list"):
        data = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
        (entry,) = drafts_of(data, name).services
        assert entry["id"] == "community-counselling"
    location = json.loads((EXAMPLES / "location.json").read_text(encoding="utf-8"))
    assert drafts_of(location).services == []
