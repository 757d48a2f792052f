"""How problems are reported is loaded and checked beside services and standards."""

from collections.abc import Callable

import pytest

from bot.catalogue.catalogue import Catalogue

Edit = Callable[[str, str, str], None]
Refusals = Callable[[], list[str]]

REQUESTS = "requests/town.yml"


def test_a_form_is_found_by_its_service(catalogue: Catalogue) -> None:
    form = catalogue.request_forms["library-card"]
    assert (form.agency_id, form.attribute.code, form.attribute.datatype) == (
        "town", "fault", "singlevaluelist",
    )  # fmt: skip
    assert [value.key for value in form.attribute.values] == ["lost", "hot", "other"]
    assert form.attribute.value("hot").danger  # type: ignore[union-attr]
    assert form.attribute.value("cold") is None
    assert "pool-pass" not in catalogue.request_forms


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("agency: town", "agency: village", "agency must be the same as the name"),
        ("service_code: library-card", "service_code: zoo", "zoo: no service is called zoo"),
        ("datatype: singlevaluelist", "datatype: text", "attributes[0].datatype: input should be"),
        ("required: true", "required: false", "attributes[0].required: input should be"),
        ("order: 1", "order: first", "attributes[0].order: input should be"),
        ("key: hot", "key: lost", "attributes[0]: values: a key is used twice"),
        ("key: other", "key: rest", "there must be one with the key other"),
        ("[fire, smok*]", "[Fire!]", "values[1].words[0]: string should match"),
        ('"01632 960011"', '"01632 960012"', "danger: text: must hold the number"),
        ("help: Look at the sign.", "hilfe: none", "place.hilfe: is not a field that exists"),
        ("    opening: Thank you for telling us.\n", "", "library-card: opening: is missing"),
        ("requests:", "more: 1\nrequests:", "more: is not a field that exists"),
    ],
)
def test_a_broken_form_is_refused_with_its_reason(
    old: str, new: str, fault: str, edit: Edit, refusals: Refusals
) -> None:
    edit(REQUESTS, old, new)
    told = refusals()
    assert any(line.startswith(f"{REQUESTS}: ") and fault in line for line in told), told


def test_a_number_that_rings_somebody_is_refused(edit: Edit, refusals: Refusals) -> None:
    edit(
        REQUESTS,
        '"01632 960011", text: Call 01632 960011',
        '"020 7946 0958", text: Call 020 7946 0958',
    )
    assert refusals() == [
        f"{REQUESTS}: library-card: 020 7946 0958 is not a permitted phone number (policy.yml)"
    ]


def test_the_emergency_number_is_permitted(edit: Edit, refusals: Refusals) -> None:
    edit(REQUESTS, '"01632 960011", text: Call 01632 960011', '"999", text: Call 999')
    assert refusals() == []


def test_a_dangerous_value_needs_a_number_to_call(edit: Edit, refusals: Refusals) -> None:
    edit(
        REQUESTS,
        '    danger: {number: "01632 960011", text: Call 01632 960011 now., words: [burning]}\n',
        "",
    )
    assert any("one of the values is dangerous" in line for line in refusals())


def test_a_service_has_one_form(edit: Edit, refusals: Refusals, content_dir) -> None:
    path = content_dir / REQUESTS
    text = path.read_text(encoding="utf-8")
    entry = text.split("requests:\n")[1]
    path.write_text(text + entry, encoding="utf-8")
    assert any("the service_code is used twice" in line for line in refusals())


def test_a_form_belongs_to_the_agency_of_its_service(
    edit: Edit, refusals: Refusals, content_dir
) -> None:
    text = (content_dir / "agencies.yml").read_text(encoding="utf-8")
    agency = text.split("agencies:\n")[1].replace("id: town", "id: village")
    (content_dir / "agencies.yml").write_text(text + agency, encoding="utf-8")
    path = content_dir / REQUESTS
    path.rename(content_dir / "requests" / "village.yml")
    edit("requests/village.yml", "agency: town", "agency: village")
    assert refusals() == ["requests/village.yml: library-card: library-card belongs to town"]


def test_no_folder_of_forms_is_no_fault(content_dir, refusals: Refusals) -> None:
    (content_dir / REQUESTS).unlink()
    assert refusals() == []
