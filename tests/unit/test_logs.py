"""Warnings of libraries quote messages; what is shown of them does not."""

import warnings

from bot.logs import keep_message_text_out_of_logs


def test_a_warning_shows_its_kind_and_place_and_never_its_text(monkeypatch, capsys):
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        keep_message_text_out_of_logs()
        warnings.warn("Failed to parse '/x 07700 900123'", stacklevel=1)
    shown = capsys.readouterr().err
    assert "UserWarning at test_logs.py" in shown
    assert "07700" not in shown
