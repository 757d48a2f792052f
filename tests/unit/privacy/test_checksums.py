"""Check digits tell a real number from any row of digits."""

import pytest

from bot.privacy import checksums


@pytest.mark.parametrize(
    "number", ["4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005"]
)
def test_a_card_number_passes(number: str) -> None:
    assert checksums.luhn(number)


@pytest.mark.parametrize("number", ["4111 1111 1111 1112", "0000", "", "no digits"])
def test_another_row_of_digits_is_no_card(number: str) -> None:
    assert not checksums.luhn(number)


@pytest.mark.parametrize(
    ("number", "right"),
    [("943 476 5919", True), ("9434765918", False), ("943476591", False), ("", False)],
)
def test_an_nhs_number_is_checked_modulo_eleven(number: str, right: bool) -> None:
    assert checksums.nhs(number) is right


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("GB82 WEST 1234 5698 7654 32", True),
        ("GB82 WEST 1234 5698 7654 33", False),
        ("GB82", False),
    ],
)
def test_an_iban_is_checked_modulo_97(number: str, right: bool) -> None:
    assert checksums.iban(number) is right
