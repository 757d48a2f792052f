import pytest

from bot.cli.errors import CannotRunError
from bot.cli.processes import Processes
from tests.support.system import settings_for


def test_a_folder_too_deep_for_a_socket_is_refused_with_what_to_change(tmp_path):
    deep = tmp_path / ("deep" * 25)
    with pytest.raises(CannotRunError, match="shorten ASSISTANT_VAR_DIR"):
        Processes(settings_for(deep), tmp_path / "model.tar.gz").start()


def test_stopping_what_was_never_started_is_fine(tmp_path):
    processes = Processes(settings_for(tmp_path), tmp_path / "model.tar.gz")
    processes.stop()
    assert processes.has_ended()
