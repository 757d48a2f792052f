"""Keys derived from the one secret, one for each purpose, so that none can stand in for another."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive_key(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose, by HKDF-SHA256 (RFC 5869)."""
    return HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())


def cipher(secret: str, purpose: str) -> Fernet:
    """Authenticated encryption for one purpose."""
    return Fernet(base64.urlsafe_b64encode(derive_key(secret, purpose)))
