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
    assert told[0].startswith("a.json (cafe-club): cost_options[0]: currency: ")
    assert told[0].endswith("must be three capital letters, such as GBP; it is 'gbp'")
    assert told[1].startswith("a.json (cafe-club): phones[1]: number: must be digits")
    assert told[1].endswith("; it is 'none'")


def test_a_refused_value_is_shown_short_and_cannot_command_the_terminal():
    (refused,) = drafts_of(
        {"name": "x", "status": "active", "email": "\x1b[2J" + "y" * 500}
    ).refused
    assert "\x1b" not in str(refused)
    assert len(str(refused)) < 250


def test_another_form_of_a_service_is_no_fault():
    one = SERVICE | {"id": "77"}
    drafts = drafts_of({"contents": [one, one | {"name": "The Café"}]})
    assert [str(each) for each in drafts.again] == [
        "a.json contents[1]: the same service as in a.json contents[0]"
    ]
    assert not any("already" in each.reason for each in drafts.refused)


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
    reason = "name: there is already a draft called cafe-club, from a.json contents[0]"
    assert f"a.json contents[1]: {reason}" in map(str, drafts.refused)


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


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"alternate_name": "a\ud800b"}, "alternate_name"),
        ({"alternate_name": "a\x1b[2J"}, "alternate_name"),
        ({"alternate_name": ["x"]}, "alternate_name"),
        ({"name": "Café\u202e Club"}, "name"),
        ({"application_process": "Ring \ud800 us."}, "application_process"),
    ],
)
def test_no_text_goes_past_the_check_into_a_draft(fields, field):
    drafts = drafts_of({"name": "Café Club", "status": "active"} | fields)
    assert [each.field for each in drafts.refused] == [field]
    written = str(drafts.services[0])
    assert written.isprintable()
    assert "[2J" not in written
    assert "['x']" not in drafts.services[0]["keywords"]


def test_a_name_that_is_no_text_is_refused():
    (refused,) = drafts_of({"name": ["x"], "status": "active"}).refused
    assert (refused.field, refused.reason) == ("name", "must be text")
