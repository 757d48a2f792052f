"""What programs leave beside the content is passed over; what an editor broke is named."""

from pathlib import Path

import pytest

from bot.text.content_file import ContentSyntaxError, published_files, read_text, read_yaml


def test_hidden_files_and_dangling_links_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "services" / ".git").mkdir(parents=True)
    for name in ("policy.yml", "._policy.yml", "services/.git/index.yml", "services/a.yml"):
        (tmp_path / name).write_bytes(b"a: 1\n")
    (tmp_path / ".#policy.yml").symlink_to("editor@host.4711")
    (tmp_path / "gone.yml").symlink_to("nowhere.yml")
    (tmp_path / "folder.yml").mkdir()
    found = published_files(tmp_path, "**/*.yml", "*.yml")
    assert [path.name for path in found] == ["policy.yml", "a.yml"]


@pytest.mark.parametrize("read", [read_text, read_yaml])
@pytest.mark.parametrize("data", [b"# a\n# it\x92s caf\xe9\n", "# a\nà: 1\n".encode("latin-1")])
def test_what_is_not_utf8_is_named_with_file_and_line(tmp_path, read, data) -> None:
    (tmp_path / "survey.yml").write_bytes(data)
    with pytest.raises(ContentSyntaxError, match=r"^survey\.yml: line 2: is not UTF-8$"):
        read(tmp_path / "survey.yml")


def test_utf16_and_a_missing_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "survey.yml").write_bytes("a: 1\n".encode("utf-16"))
    with pytest.raises(ContentSyntaxError, match=r"^survey\.yml: line 1: is not UTF-8$"):
        read_yaml(tmp_path / "survey.yml")
    with pytest.raises(ContentSyntaxError, match=r"^away\.yml: cannot be read: No such file"):
        read_text(tmp_path / "away.yml")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_bytes("﻿renée\n".encode())
    assert read_text(tmp_path / "names.txt") == "renée\n"
