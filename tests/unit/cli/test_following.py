from bot.cli.following import Follower


def test_only_new_lines_that_matter_are_shown(tmp_path):
    log = tmp_path / "web.log"
    log.write_text("ERROR an old one\n")
    follower = Follower([log])
    with log.open("a") as file:
        file.write('INFO all is well\n{"level": "error", "event": "store.away"}\n')
    assert follower.important_lines() == ['web: {"level": "error", "event": "store.away"}']
    assert follower.important_lines() == []


def test_a_line_is_shown_once_it_is_complete(tmp_path):
    log = tmp_path / "actions.log"
    follower = Follower([log])
    log.write_text("ERROR half a ")
    assert follower.important_lines() == []
    log.write_text("ERROR half a line\n")
    assert follower.important_lines() == ["actions: ERROR half a line"]


def test_a_rotated_log_is_read_from_its_beginning(tmp_path):
    log = tmp_path / "assistant.log"
    log.write_text("INFO a long first log that is about to be rotated away\n")
    follower = Follower([log])
    log.write_text("\x1b[91mERROR new\x1b[0m\n")
    assert follower.important_lines() == ["assistant: ERROR new"]
