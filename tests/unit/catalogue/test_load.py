"""Loading gives a catalogue, or every fault with its file, entry and reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import load

Edit = Callable[[str, str, str], None]
Refusals = Callable[[], list[str]]

SERVICES, STANDARDS = "services/town.yml", "standards/town.yml"


def test_a_sound_folder_gives_agencies_services_and_standards(catalogue: Catalogue) -> None:
    assert list(catalogue.services) == ["library-card", "pool-pass"]
    assert catalogue.agency_of("library-card").name == "Little Town Council"
    assert [each.id for each in catalogue.standards_of("library-card")] == ["library-card-made"]
    assert catalogue.standards_of("pool-pass") == ()
    assert catalogue.services["pool-pass"].demonstration


def test_a_service_that_ended_is_not_offered(content_dir: Path, edit: Edit) -> None:
    edit(SERVICES, "status: active", "status: defunct")
    assert [each.id for each in load(content_dir).offered()] == ["pool-pass"]


def test_the_services_of_an_agency_may_stand_in_a_folder_of_its_name(content_dir: Path) -> None:
    file = content_dir / SERVICES
    (content_dir / "services" / "town").mkdir()
    file.rename(content_dir / "services" / "town" / "leisure.yml")
    assert [each.agency_id for each in load(content_dir).services.values()] == ["town", "town"]


def test_the_catalogue_cannot_be_changed(catalogue: Catalogue) -> None:
    with pytest.raises(TypeError):
        catalogue.services["new"] = catalogue.services["pool-pass"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (SERVICES, "id: pool-pass", "id: library-card", "library-card: the id is used twice"),
        (SERVICES, "agency: town", "agency: village", "agency must be the same as the name"),
        (SERVICES, "segment: carers", "segment: wizards", "no segment is called wizards"),
        (SERVICES, "[cost]", "[cost, cost]", "a facet is named twice"),
        (SERVICES, "[cost]", "[price]", "notes_for_segments[1].facets[0]: input should be"),
        (SERVICES, "01632 960010", "020 7946 0958", "020 7946 0958 is not a permitted phone"),
        (SERVICES, "https://town.example/pool", "http://town.example/pool", "pool-pass: url: must"),
        (SERVICES, "route: person", "route: appeal", "exception.route: is appeal, but there is no"),
        (SERVICES, ", where can i swim", "", "pool-pass: ways_of_asking: 1 of the 2"),
        (SERVICES, "where can i swim", "I want to borrow BOOKS!", "is also one of library-card"),
        (SERVICES, "where can i swim", "How do I get a pool pass?", "two are alike"),
        (SERVICES, "    status: active", "    statis: active", "statis: is not a field that exists"),
        (SERVICES, "    status: active\n", "", "library-card: status: is missing"),
        (SERVICES, "name: Get a library card", "name: A\n    name: B", "name is written twice"),
        (SERVICES, "time_limit: P28D", "time_limit: 28", "appeal.time_limit: must be an ISO 8601"),
        (SERVICES, "amount: 12.50", "amount: -1", "cost_options[1].amount: input should be"),
        (SERVICES, "library@town.example", "library at town", "email: string should match"),
        (SERVICES, "2026-10-12", "soon", "assured_date: input should be a valid date"),
        (SERVICES, 'opens_at: "10:00"', "opens_at: 10:00", 'schedules[1].opens_at: must be a time'),
        (STANDARDS, "n_met: 90", "n_met: 101", "library-card-made: results[0]: n_met must not be"),
        (STANDARDS, "service_id: library-card", "service_id: zoo", "no service is called zoo"),
        (STANDARDS, "agency: town", "agency: x\nmore: 1", "more: is not a field that exists"),
        (STANDARDS, "target: 0.8", "target: 1.8", "target: input should be less than or equal"),
        ("agencies.yml", "Europe/London", "Europe/Atlantis", "timezone: must be a time zone"),
        ("agencies.yml", "01632 960001", "01632 123456", "town: 01632 123456 is not a permitted"),
        ("segments.yml", "{fact: carer}", "{fact: wizard}", "no fact is called wizard"),
        ("policy.yml", "few_cases_below: 20", "few_cases_below: none", "few_cases_below: input"),
        ("policy.yml", "01632960\\d{3}", "(", "is not a regular expression"),
        ("wording/en.yml", "{first} and {last}", "{first.upper} and", "list.and: a placeholder"),
    ],
)  # fmt: skip
def test_a_broken_entry_is_refused_with_its_reason(
    file: str, old: str, new: str, fault: str, edit: Edit, refusals: Refusals
) -> None:
    edit(file, old, new)
    told = refusals()
    assert any(line.startswith(f"{file}: ") and fault in line for line in told), told


def test_all_faults_are_told_at_once(edit: Edit, refusals: Refusals) -> None:
    edit(SERVICES, "2026-10-12", "soon")
    edit(SERVICES, "route: person", "route: appeal")
    edit(STANDARDS, "target: 0.8", "target: 0")
    edit("wording/en.yml", "{first} or {last}", "{}")
    assert len(refusals()) == 4


def test_one_broken_service_brings_no_faults_upon_its_standards(
    edit: Edit, refusals: Refusals
) -> None:
    edit(SERVICES, "2026-10-12", "soon")
    assert [line for line in refusals() if line.startswith("standards")] == []


@pytest.mark.parametrize("file", ["agencies.yml", "segments.yml", "policy.yml", "wording/en.yml"])
def test_a_file_that_must_be_there_is_missed(
    file: str, content_dir: Path, refusals: Refusals
) -> None:
    (content_dir / file).unlink()
    assert f"{file}: is missing" in refusals()


@pytest.mark.parametrize("data", [b"", b"[]", b"text", b"\xff", b"a: [", b"agency: [1]", b"1: 2"])
def test_a_file_of_another_shape_is_a_fault_and_not_a_crash(
    data: bytes, content_dir: Path, refusals: Refusals
) -> None:
    for file in (
        SERVICES,
        STANDARDS,
        "agencies.yml",
        "segments.yml",
        "policy.yml",
        "wording/en.yml",
    ):
        (content_dir / file).write_bytes(data)
        assert any(line.startswith(f"{file}: ") for line in refusals()), file


def test_entries_that_are_no_mappings_are_numbered(content_dir: Path, refusals: Refusals) -> None:
    (content_dir / STANDARDS).write_text("agency: town\nstandards: [1, {}]", encoding="utf-8")
    told = refusals()
    assert f"{STANDARDS}: entry 1: must hold fields" in told
    assert f"{STANDARDS}: entry 2: id: is missing" in told


def test_two_versions_of_a_standard_may_not_be_in_force_together(
    content_dir: Path, refusals: Refusals
) -> None:
    text = (content_dir / STANDARDS).read_text(encoding="utf-8")
    first = text.split("standards:\n")[1]
    second = first.replace("version: 1", "version: 2").replace("2026-04-01\n", "2026-10-01\n")
    (content_dir / STANDARDS).write_text(text + second, encoding="utf-8")
    assert any("valid at the same time as version 1" in line for line in refusals())
    text = text.replace("valid_to: null", "valid_to: 2026-09-30")
    (content_dir / STANDARDS).write_text(text + second, encoding="utf-8")
    assert refusals() == []


def test_a_yaml_file_with_the_wrong_ending_is_not_overlooked(
    content_dir: Path, refusals: Refusals
) -> None:
    (content_dir / "services" / "village.yaml").write_text("agency: village", encoding="utf-8")
    assert refusals() == ["services/village.yaml: must end in .yml, or it is overlooked"]


def test_what_an_editor_program_leaves_behind_is_not_content(
    content_dir: Path, refusals: Refusals
) -> None:
    (content_dir / "services" / ".#town.yml").write_text("a: [", encoding="utf-8")
    (content_dir / "services" / "town.yml~").write_text("a: [", encoding="utf-8")
    assert refusals() == []


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="nowhere: there is no such folder"):
        load(tmp_path / "nowhere")


def test_the_version_is_of_the_bytes_and_not_of_the_times(content_dir: Path, edit: Edit) -> None:
    first = load(content_dir).version
    (content_dir / SERVICES).touch()
    assert load(content_dir).version == first
    edit(SERVICES, "A pass lets you swim.", "A pass lets you swim!")
    assert load(content_dir).version != first


def test_what_an_agency_offers_first_must_be_there(content_dir: Path, edit: Edit) -> None:
    edit("agencies.yml", "  - id: town\n", "  - id: town\n    starters: [moon-trips]\n")
    with pytest.raises(CatalogueError, match="no service is called moon-trips"):
        load(content_dir)
