"""What is published is encoded while Rasa still loads for a training: the second processor is idle then.

The components find the vectors in the memory of the shared encoder. Whatever is wrong with the content is
said by the component that needs it, so nothing is said here.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

from bot.catalogue.faults import CatalogueError
from bot.catalogue.search import sentences_of
from bot.nlu.content import catalogue_source
from bot.settings import get_settings
from bot.text.crisis_content import MAIN_FILE, CrisisContentError, load_crisis_content
from bot.text.encoder import SentenceEncoder, shared_encoder
from bot.text.plain import plain

_AT_A_TIME = 32
"""So few that the encoder takes one processor for them, and Rasa has the other."""


def encode_published_meanwhile() -> Thread:
    """Begin at once, on a thread that ends with the process."""
    thread = Thread(target=_encode, args=(shared_encoder(),), daemon=True)
    thread.start()
    return thread


def _encode(encoder: SentenceEncoder) -> None:
    sentences: list[str] = []
    for told in (_crisis, _published):
        with suppress(CatalogueError, CrisisContentError, OSError):
            sentences.extend(told())
    encoder.remember_at_least(2 * len(sentences))
    for at in range(0, len(sentences), _AT_A_TIME):
        encoder.encode_wide(sentences[at : at + _AT_A_TIME])


def _published() -> list[str]:
    offered = catalogue_source().current.offered()
    return [plain(text) for service in offered for text in sentences_of(service)]


def _crisis() -> list[str]:
    content = load_crisis_content(get_settings().content_dir / MAIN_FILE)
    told = ((*kind.examples, *kind.hard_negatives) for kind in content.kinds)
    return [plain(text) for texts in told for text in texts]
