"""No byte in a content file, and no file that a program left there, may silence the assistant."""

import shutil
from pathlib import Path

import pytest

from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import load
from bot.catalogue.reload import CatalogueSource
from bot.dialogue.crisis import load_crisis
from bot.dialogue.listening import load_listening
from bot.dialogue.live_content import LiveContent
from bot.dialogue.report_words import load_report_words
from bot.feedback.instruments import load_instrument
from bot.privacy import vocabulary as masking
from bot.text.crisis_content import load_crisis_content
from bot.text.fact_patterns import load_fact_patterns

CONTENT = Path(__file__).parents[3] / "content"
LOADERS = {
    "survey.yml": load_instrument,
    "listening.yml": load_listening,
    "reporting.yml": load_report_words,
    "crisis.yml": load_crisis,
    "facts.yml": load_fact_patterns,
}
BAD = {
    "a byte of another encoding": lambda data: b"# it\x92s caf\xe9\n" + data,
    "nothing but a mark": lambda data: b"\xff\xfe",
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "half a sign": lambda data: data + b"# \xe2\x82",
    "broken YAML": lambda data: data + b"\n: [",
}
FILES = (
    "services/council/streets.yml", "crisis.yml", "crisis_examples.yml", "wording/cy.yml",
    "crisis_languages.yml", "languages.yml", "facts.yml", "survey.yml", "listening.yml",
)  # fmt: skip
ENCODING, YAML = "a byte of another encoding", "broken YAML"
EACH = [
    *((name, ENCODING) for name in FILES),
    *(("crisis.yml", how) for how in BAD if how != ENCODING),
]
"""Each file in one way, and one file in each way: every pair would say no more."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(CONTENT, tmp_path / "content")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 10_000, 100))
    monkeypatch.setattr("bot.privacy.vocabulary.time.monotonic", lambda: float(next(ticks)))


def spoil(path: Path, how: str) -> None:
    path.write_bytes(BAD[how](path.read_bytes()))


@pytest.mark.parametrize("how", BAD)
@pytest.mark.parametrize("name", LOADERS)
def test_each_loader_names_file_and_line(folder: Path, name: str, how: str) -> None:
    spoil(folder / name, how)
    with pytest.raises(ValueError, match=rf"^{name}: line \d+"):
        LOADERS[name](folder / name)


@pytest.mark.parametrize("how", BAD)
@pytest.mark.parametrize("name", ["crisis.yml", "crisis_examples.yml", "crisis_languages.yml"])
def test_the_phrases_of_danger_name_file_and_line(folder: Path, name: str, how: str) -> None:
    spoil(folder / name, how)
    with pytest.raises(ValueError, match=rf"^{name}: line \d+"):
        load_crisis_content(folder / "crisis.yml")


@pytest.mark.parametrize(("name", "how"), EACH)
def test_the_catalogue_names_file_and_line(folder: Path, name: str, how: str) -> None:
    spoil(folder / name, how)
    with pytest.raises(CatalogueError, match=rf"{name}: line \d+"):
        load(folder)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("name", "how"),
    [
        *(pair for pair in EACH if pair[1] != YAML),
        ("masking/given_names.txt", ENCODING),
        ("masking/words.yml", ENCODING),
    ],
)
def test_the_words_that_mask_stay_the_last_good_ones(
    folder: Path, name: str, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = masking.vocabulary(folder)
    spoil(folder / name, how)
    masking._log_once.cache_clear()
    for _ in range(3):
        assert masking.vocabulary(folder) == before
    told = [each.getMessage() for each in caplog.records]
    assert len(told) == 1
    assert f"{Path(name).name}: line " in told[0]


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("name", ["services/council/._streets.yml", "._policy.yml", "masking/._x"])
def test_the_hidden_file_of_a_program_changes_nothing(folder: Path, name: str) -> None:
    source, before = CatalogueSource(folder, check_seconds=0), masking.vocabulary(folder)
    (folder / name).write_bytes(b"\x00\x05\x16\x07\xff\xfe")
    assert source.current is source.refresh()
    assert masking.vocabulary(folder) == before
    assert load(folder).version == source.version


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("name", [".#policy.yml", "services/council/.#streets.yml", "old.yml"])
def test_a_link_that_leads_nowhere_changes_nothing(folder: Path, name: str) -> None:
    live, before = LiveContent(folder, check_seconds=0), masking.vocabulary(folder)
    (folder / name).symlink_to("editor@host.4711:1700000000")
    assert masking.vocabulary(folder) == before
    assert live.current.catalogue.version == load(folder).version


@pytest.mark.usefixtures("at_once")
def test_the_files_may_go_away_altogether(folder: Path) -> None:
    live, before = LiveContent(folder, check_seconds=0), masking.vocabulary(folder)
    catalogue = live.current.catalogue
    shutil.rmtree(folder)
    assert live.current.catalogue is catalogue
    assert masking.vocabulary(folder) == before
