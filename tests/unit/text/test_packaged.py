"""Files inside packages are found without running them, and checked."""

import dataclasses

import pytest

from bot.text.encoder import MODEL
from bot.text.packaged import PackagedFileError, package_folder


def test_a_file_is_found_inside_its_package() -> None:
    assert MODEL.locate().stat().st_size == 90_868_376


def test_a_file_with_another_checksum_is_refused() -> None:
    with pytest.raises(PackagedFileError, match=r"model\.safetensors has another checksum"):
        dataclasses.replace(MODEL, sha256="0" * 64).locate()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(PackagedFileError, match=r"the file other\.onnx is missing"):
        dataclasses.replace(MODEL, path="other.onnx").locate()


def test_a_missing_package_is_named() -> None:
    with pytest.raises(PackagedFileError, match="no_such_package: the package is not installed"):
        package_folder("no_such_package")
