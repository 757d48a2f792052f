"""A changed file is live without a restart; a broken one is reported and never served."""

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.catalogue.faults import CatalogueError
from bot.catalogue.reload import CatalogueSource

Edit = Callable[[str, str, str], None]
SERVICES = "services/town.yml"


class FakeClock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def source(content_dir: Path) -> CatalogueSource:
    return CatalogueSource(content_dir, check_seconds=0)


def test_a_changed_file_is_live(source: CatalogueSource, edit: Edit) -> None:
    before = source.version
    edit(SERVICES, "A pass lets you swim.", "A pass lets you swim and dive.")
    assert source.current.services["pool-pass"].description == "A pass lets you swim and dive."
    assert source.version != before


def test_an_unchanged_folder_is_not_read_again(source: CatalogueSource) -> None:
    assert source.current is source.current


def test_a_new_service_is_live(source: CatalogueSource, content_dir: Path) -> None:
    path = content_dir / SERVICES
    path.write_text(path.read_text("utf-8").replace("id: pool-pass", "id: swim-pass"), "utf-8")
    assert "swim-pass" in source.current.services


def test_a_broken_file_leaves_the_last_sound_content_live(
    source: CatalogueSource, edit: Edit
) -> None:
    before = source.current
    edit(SERVICES, "2026-10-12", "soon")
    assert source.current is before


def test_a_broken_file_is_logged_once_with_file_entry_and_reason(
    source: CatalogueSource, edit: Edit
) -> None:
    edit(SERVICES, "2026-10-12", "soon")
    with capture_logs() as logs:
        for _ in range(3):
            assert source.current
    (entry,) = logs
    assert entry["log_level"] == "error"
    assert (entry["file"], entry["entry"]) == (SERVICES, "library-card")
    assert entry["reason"].startswith("assured_date: ")


def test_a_mended_file_is_live_again(source: CatalogueSource, edit: Edit) -> None:
    edit(SERVICES, "2026-10-12", "soon")
    assert source.current
    edit(SERVICES, "soon", "2026-11-20")
    assert source.current.services["library-card"].assured_date.isoformat() == "2026-11-20"


def test_a_folder_that_vanishes_for_a_moment_does_no_harm(
    source: CatalogueSource, content_dir: Path
) -> None:
    before = source.current
    shutil.move(content_dir, content_dir.with_name("away"))
    assert source.current is before
    shutil.move(content_dir.with_name("away"), content_dir)
    assert source.current is before


def test_a_file_swapped_in_with_the_same_time_and_size_is_seen(
    source: CatalogueSource, content_dir: Path
) -> None:
    path, new = content_dir / SERVICES, content_dir / "new"
    status = path.stat()
    new.write_text(path.read_text("utf-8").replace("lets you swim", "lets you dive"), "utf-8")
    os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    new.replace(path)
    assert "dive" in source.current.services["pool-pass"].description


def test_the_folder_is_looked_at_no_more_often_than_set(content_dir: Path, edit: Edit) -> None:
    clock = FakeClock()
    source = CatalogueSource(content_dir, check_seconds=5, clock=clock)
    edit(SERVICES, "A pass lets you swim.", "Changed.")
    clock.now = 4.9
    assert source.current.services["pool-pass"].description == "A pass lets you swim."
    clock.now = 5.0
    assert source.current.services["pool-pass"].description == "Changed."


def test_how_often_comes_from_the_policy_unless_set(content_dir: Path, edit: Edit) -> None:
    clock = FakeClock()
    source = CatalogueSource(content_dir, clock=clock)
    edit(SERVICES, "A pass lets you swim.", "Changed.")
    clock.now = 1.9
    assert source.current.services["pool-pass"].description == "A pass lets you swim."
    clock.now = 2.0
    assert source.current.services["pool-pass"].description == "Changed."


def test_refresh_looks_at_once(content_dir: Path, edit: Edit) -> None:
    source = CatalogueSource(content_dir, check_seconds=3600)
    edit(SERVICES, "A pass lets you swim.", "Changed.")
    assert source.refresh().services["pool-pass"].description == "Changed."


def test_nothing_starts_on_broken_content(content_dir: Path, edit: Edit) -> None:
    edit(SERVICES, "2026-10-12", "soon")
    with pytest.raises(CatalogueError, match="library-card: assured_date"):
        CatalogueSource(content_dir)


def test_many_threads_see_only_whole_catalogues(source: CatalogueSource, content_dir: Path) -> None:
    path = content_dir / SERVICES
    old, seen, stop = path.read_text("utf-8"), set(), threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.add(source.current.services["pool-pass"].description)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(3):
        (content_dir / "new").write_text(old.replace("A pass lets", f"Pass {number} lets"), "utf-8")
        (content_dir / "new").replace(path)
        source.refresh()
    stop.set()
    for thread in threads:
        thread.join()
    assert "Pass 2 lets you swim." in seen | {source.current.services["pool-pass"].description}
    assert all(text.endswith("lets you swim.") for text in seen)
