"""YAML that editors get wrong in silence is refused with the line."""

import pytest

from bot.text.content_file import ContentSyntaxError, parse


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a: 1\nb: 2\na: 3\n", "line 3: a is written twice"),
        (b"x:\n  - {b: 1, b: 2}\n", "line 2: b is written twice"),
        (b"a: 1\nb: \xff\n", "line 2: is not UTF-8"),
        (b"a: [1, 2\n", "line 2"),
        (b"a: 2026-02-30\n", "day is out of range"),
        (b"a: !!python/object/apply:os.system [ls]\n", "could not determine a constructor"),
        (b"a: 1\n---\nb: 2\n", "line 2"),
        (b"? [a, b]\n: 1\n", "unhashable|constructing a mapping|found"),
    ],
)
def test_broken_yaml_says_where_and_why(data: bytes, reason: str) -> None:
    with pytest.raises(ContentSyntaxError, match=reason):
        parse(data)


def test_anchors_and_merges_still_work() -> None:
    tree = parse(b"a: &a {x: 1}\nb: {<<: *a, y: 2}\nc: *a\n")
    assert tree == {"a": {"x": 1}, "b": {"x": 1, "y": 2}, "c": {"x": 1}}


def test_an_empty_file_is_nothing() -> None:
    assert parse(b"") is None
