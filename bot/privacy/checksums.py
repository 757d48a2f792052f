"""Check digits that tell a real number from any other row of digits."""

from __future__ import annotations

import re


def digits_of(text: str) -> str:
    """The ASCII digits of `text`, nothing else."""
    return re.sub(r"[^0-9]", "", text)


def luhn(text: str) -> bool:
    """ISO/IEC 7812: payment cards."""
    digits = [int(digit) for digit in digits_of(text)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(digits) >= 12 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def nhs(text: str) -> bool:
    """NHS Data Dictionary: ten digits, the last one modulo 11 over weights 10 to 2."""
    digits = [int(digit) for digit in digits_of(text)]
    if len(digits) != 10:
        return False
    return (
        sum(digit * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11
        == 0
    )


def iban(text: str) -> bool:
    """ISO 13616: the rearranged number leaves 1 modulo 97."""
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1
