"""What an agency may say about the chat on its own website."""

import pytest

from bot.catalogue.load import load
from bot.catalogue.model.embed import contrast_with_white

END = "    privacy_url: https://town.example/privacy\n"


def embed(**changes: str) -> str:
    fields = {
        "origins": "[https://www.town.example]",
        "title": "Ask us",
        "greeting": "Hello.",
        "accent": '"#0f4a43"',
    }
    lines = [f"      {name}: {value}\n" for name, value in (fields | changes).items()]
    return f"{END}    embed:\n{''.join(lines)}"


@pytest.mark.parametrize(
    "origins",
    [
        "[]",
        "[https://town.example, https://www.town.example:8443]",
        "[http://localhost:8000, http://127.0.0.1]",
    ],
)
def test_sites_over_https_or_on_this_machine_are_taken(edit, content_dir, origins):
    edit("agencies.yml", END, embed(origins=origins))
    found = load(content_dir).agencies["town"].embed
    assert found is not None
    assert list(found.origins) == [each.strip() for each in origins[1:-1].split(",") if each]


@pytest.mark.parametrize(
    "origin",
    [
        "http://town.example", "https://town.example/", "https://town.example/page", "town.example",
        "https://*.town.example", "'*'", "\"'self'\"", "https://user@town.example",
        "'https://a.example; script-src *'", "'https://a.example https://b.example'",
        "https://localhost.example:123456", "http://localhost.evil.example",
    ],
)  # fmt: skip
def test_anything_that_is_not_one_origin_is_refused_by_name(edit, refusals, origin):
    edit("agencies.yml", END, embed(origins=f"[{origin}]"))
    [fault] = refusals()
    assert fault.startswith("agencies.yml")
    assert "town" in fault
    assert "embed.origins" in fault
    assert "must be the origin of a website" in fault


@pytest.mark.parametrize(
    ("accent", "reason"),
    [
        ('"#eea41a"', "contrast of 2.1"),
        ('"#777777"', "contrast of 4.48"),
        ("green", "must be a colour"),
        ('"#fff"', "must be a colour"),
        ('"#0f4a43; x"', "must be a colour"),
    ],
)
def test_a_colour_on_which_white_cannot_be_read_is_refused(edit, refusals, accent, reason):
    edit("agencies.yml", END, embed(accent=accent))
    [fault] = refusals()
    assert "embed.accent" in fault
    assert reason in fault


def test_contrast_is_computed_as_the_guidelines_do():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_an_agency_need_not_have_a_website_of_its_own(content_dir):
    assert load(content_dir).agencies["town"].embed is None
