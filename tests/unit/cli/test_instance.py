import os

import pytest

from bot.cli.errors import CannotRunError
from bot.cli.instance import lock_path, only_instance, stop_running
from tests.support.system import settings_for


def test_a_second_assistant_in_the_same_folder_is_refused(tmp_path):
    settings = settings_for(tmp_path)
    with (
        only_instance(settings),
        pytest.raises(CannotRunError, match=f"already runs .*process {os.getpid()}"),
        only_instance(settings),
    ):
        pass


def test_the_folder_is_free_again_afterwards(tmp_path):
    settings = settings_for(tmp_path)
    with only_instance(settings):
        pass
    with only_instance(settings):
        pass


def test_a_process_id_left_by_a_killed_assistant_is_not_signalled(tmp_path, capsys):
    settings = settings_for(tmp_path)
    lock_path(settings).write_text(str(os.getpid()))
    stop_running(settings)
    assert capsys.readouterr().out == "The assistant does not run.\n"
