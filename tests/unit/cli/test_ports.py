import socket

import pytest

from bot.cli.errors import CannotRunError
from bot.cli.ports import refuse_taken_ports
from tests.support.system import settings_for


@pytest.fixture
def taken_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_free_ports_are_accepted(tmp_path):
    refuse_taken_ports(settings_for(tmp_path))


def test_a_taken_port_is_named_with_the_setting_that_changes_it(tmp_path, taken_port):
    settings = settings_for(tmp_path, rasa_port=taken_port)
    with pytest.raises(CannotRunError, match=f"Port {taken_port} .*ASSISTANT_RASA_PORT="):
        refuse_taken_ports(settings)


def test_the_same_port_twice_is_refused_with_both_settings(tmp_path):
    settings = settings_for(tmp_path, web_port=18080, actions_port=18080)
    with pytest.raises(CannotRunError, match="ASSISTANT_WEB_PORT and ASSISTANT_ACTIONS_PORT"):
        refuse_taken_ports(settings)
