"""The service index of the live catalogue, built anew beside the conversation when content changes."""

from __future__ import annotations

import threading
from typing import Protocol

import structlog

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.search import Background, Encode, Fit, FoundService, ServiceIndex
from bot.text.encoder import Vectors
from bot.text.margins import MarginClassifier

log = structlog.get_logger(__name__)


class Source(Protocol):
    """Gives the newest sound catalogue; `bot.catalogue.reload.CatalogueSource` does."""

    @property
    def current(self) -> Catalogue:
        """The live catalogue."""


class LiveIndex:
    """Finds services in the newest catalogue. Messages never wait for a new index: until it is
    ready, some seconds, they are answered from the old one.
    """

    def __init__(
        self,
        source: Source,
        background: Background,
        encode: Encode,
        fit: Fit = MarginClassifier.fit,
    ) -> None:
        """Builds the first index before it returns."""
        self._source = source
        self._background = background
        self._encode, self._fit = encode, fit
        self._builder: threading.Thread | None = None
        catalogue = source.current
        self._tried = catalogue.version
        self._index = self._build(catalogue)

    @property
    def told(self) -> frozenset[str]:
        """The services that people tell of more than they ask for."""
        return self._index.told

    def find(self, sentence: str, vector: Vectors) -> list[FoundService]:
        """The services the sentence may be about, best first; `vector` has shape (1, 384).

        Services that have gone since the index was built are left out.
        """
        catalogue = self._source.current
        if catalogue.version != self._tried and not self.is_building():
            self._start_building(catalogue)
        found = self._index.find(sentence, vector, catalogue.policy.linker["accept"])
        offered = {service.id for service in catalogue.offered()}
        return [each for each in found if each.service_id in offered]

    def is_building(self) -> bool:
        """Whether a new index is on its way."""
        return self._builder is not None and self._builder.is_alive()

    def wait(self) -> None:
        """Until the index that is being built is in use."""
        if self._builder:
            self._builder.join()

    def _start_building(self, catalogue: Catalogue) -> None:
        self._tried = catalogue.version
        self._builder = threading.Thread(
            target=self._replace, args=(catalogue,), name="service-index", daemon=True
        )
        self._builder.start()

    def _replace(self, catalogue: Catalogue) -> None:
        try:
            self._index = self._build(catalogue)
        except ValueError as error:
            log.error("service_index_refused", version=catalogue.version, reason=str(error))
        else:
            log.info("service_index_built", version=catalogue.version)

    def _build(self, catalogue: Catalogue) -> ServiceIndex:
        return ServiceIndex.build(catalogue.offered(), self._background, self._encode, self._fit)
