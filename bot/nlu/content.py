"""The live catalogue, one for all components of this process."""

from functools import lru_cache

from bot.catalogue.reload import CatalogueSource
from bot.settings import get_settings


@lru_cache(maxsize=1)
def catalogue_source() -> CatalogueSource:
    """Raises CatalogueError at the first call when the content is broken: nothing starts on that."""
    return CatalogueSource(get_settings().content_dir)
