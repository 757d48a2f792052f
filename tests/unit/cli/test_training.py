import os

import pytest

from bot.cli.training import KEPT_MODELS, fingerprint, remove_old_models
from tests.support.system import settings_for


@pytest.fixture
def project(tmp_path):
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "content").mkdir()
    (tmp_path / "config.yml").write_text("language: en")
    (tmp_path / "data" / "nlu" / "asking.yml").write_text("nlu: []")
    return tmp_path


def test_the_same_files_give_the_same_fingerprint(project):
    assert fingerprint(project) == fingerprint(project)


def test_a_changed_example_changes_the_fingerprint(project):
    before = fingerprint(project)
    (project / "data" / "nlu" / "asking.yml").write_text("nlu: [new]")
    assert fingerprint(project) != before


def test_a_new_or_renamed_file_changes_the_fingerprint(project):
    before = fingerprint(project)
    (project / "data" / "nlu" / "asking.yml").rename(project / "data" / "nlu" / "other.yml")
    assert fingerprint(project) != before


def test_what_agencies_publish_needs_no_training(project):
    before = fingerprint(project)
    (project / "content" / "agencies.yml").write_text("agencies: []")
    assert fingerprint(project) == before


def test_only_the_models_used_last_are_kept(tmp_path):
    settings = settings_for(tmp_path, models_dir=tmp_path)
    for age in range(5):
        model = tmp_path / f"assistant-{age}.tar.gz"
        model.touch()
        os.utime(model, (1000 - age, 1000 - age))
    remove_old_models(settings)
    kept = sorted(path.name for path in tmp_path.glob("*.tar.gz"))
    assert kept == [f"assistant-{age}.tar.gz" for age in range(KEPT_MODELS)]
