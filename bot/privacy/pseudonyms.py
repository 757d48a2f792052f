"""Names for people that say nothing about them, and secrets that only the citizen holds.

A citizen is known by an HMAC of a key they hold, with a key of its own for every agency and purpose: two
agencies cannot tell that they know the same person, and neither can one agency for two purposes.
"""

import hashlib
import hmac
import secrets

from bot.privacy.keys import derive_key


def pseudonym(secret: str, agency_id: str, purpose: str, citizen_key: str) -> str:
    """The pseudonym (64 hexadecimal digits) of the holder of ``citizen_key`` at one agency."""
    return _hmac(derive_key(secret, f"pseudonym {agency_id} {purpose}"), citizen_key).hex()


def new_token() -> str:
    """A bearer token nobody can guess: 256 bits, safe in a URL and a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token. Plain SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_matches(token: str, stored_hash: str) -> bool:
    """Whether this is the token, in a time that does not tell how much of it is right."""
    return hmac.compare_digest(token_hash(token), stored_hash)


def signature(secret: str, purpose: str, value: str) -> str:
    """A signature (64 hexadecimal digits) of ``value`` that is good for one purpose only."""
    return _hmac(derive_key(secret, f"signature {purpose}"), value).hex()


def signature_matches(secret: str, purpose: str, value: str, given: str) -> bool:
    """Whether ``given`` is the signature of ``value`` for this purpose."""
    expected = signature(secret, purpose, value)
    return hmac.compare_digest(expected.encode(), given.encode(errors="replace"))


def _hmac(key: bytes, message: str) -> bytes:
    return hmac.new(key, message.encode(), hashlib.sha256).digest()
