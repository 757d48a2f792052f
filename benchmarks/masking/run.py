"""Own recognisers against Presidio's, on the corpus of tests/content/masking. Run: python run.py

Presidio is not among the requirements; without it only our own figures are printed.
"""

from __future__ import annotations

import logging
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "unit" / "privacy")]

from masking_corpus import lines, marked, score  # noqa: E402

from bot.nlu.spacy_model import load_language  # noqa: E402
from bot.privacy.masking import Span, find_personal_data  # noqa: E402
from bot.privacy.spans import without_overlaps  # noqa: E402

FILES = ("personal.yml", "nothing.yml", "unseen.yml", "nothing_unseen.yml")
KINDS = {
    "CREDIT_CARD": "card", "UK_NHS": "nhs_number", "UK_NINO": "national_insurance",
    "UK_POSTCODE": "postcode", "UK_VEHICLE_REGISTRATION": "vehicle_registration",
    "IBAN_CODE": "bank_account", "PHONE_NUMBER": "phone", "EMAIL_ADDRESS": "email", "PERSON": "name",
}  # fmt: skip
Finder = Callable[[str], list[Span]]


def main() -> None:
    """Print recall, false alarms, time and memory of each."""
    nlp = load_language()
    corpus = [line for name in FILES for line in lines(name)]
    docs = {marked(line)[0]: nlp(marked(line)[0]) for line in corpus}

    def own(text: str) -> list[Span]:
        return find_personal_data(text, docs[text])

    report("own recognisers", own, corpus)
    presidio = presidio_finder(nlp, docs)
    if presidio is None:
        print("presidio-analyzer is not installed")
        return
    report("Presidio's recognisers", presidio, corpus)
    report("both", lambda text: without_overlaps([*own(text), *presidio(text)]), corpus)


def report(name: str, find: Finder, corpus: list[str]) -> None:
    """One line a finder."""
    find(marked(corpus[0])[0])
    begin = time.perf_counter()
    result = score(corpus, find)
    each = (time.perf_counter() - begin) * 1000 / len(corpus)
    false = sum(result.false_alarms.values())
    print(
        f"{name:24} recall {result.recall():.3f}  false alarms {false:3}  {each:.2f} ms a message"
    )


def presidio_finder(nlp: Any, docs: dict[str, Any]) -> Finder | None:
    """Presidio's built-in recognisers on the same spaCy reading; None when it is not installed."""
    before, begin = memory(), time.perf_counter()
    try:
        from presidio_analyzer.nlp_engine import NlpArtifacts
    except ImportError:
        return None
    logging.disable(logging.CRITICAL)  # it reports every attempt to reach the public suffix list
    engine = shared_engine(nlp)
    analyzer = presidio_analyzer(engine)
    print(f"loading Presidio: {time.perf_counter() - begin:.2f} s, {memory() - before:.0f} MB")

    def find(text: str) -> list[Span]:
        doc = docs[text]
        artifacts = NlpArtifacts(
            entities=list(doc.ents), tokens=doc, tokens_indices=[token.idx for token in doc],
            lemmas=[token.lemma_ for token in doc], nlp_engine=engine, language="en",
            scores=[0.85] * len(doc.ents),
        )  # fmt: skip
        found = analyzer.analyze(text, "en", nlp_artifacts=artifacts, score_threshold=0.05)
        return without_overlaps(
            Span(one.start, one.end, KINDS.get(one.entity_type, "other")) for one in found
        )

    return find


def presidio_analyzer(engine: Any) -> Any:
    """Presidio's engine with the recognisers of this country."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer import predefined_recognizers as built_in

    class Email(built_in.EmailRecognizer):  # type: ignore[misc]
        def validate_result(self, pattern_text: str) -> None:
            """Its own check asks the internet for public suffixes."""

    recognisers = [
        built_in.CreditCardRecognizer(), built_in.NhsRecognizer(), built_in.UkNinoRecognizer(),
        built_in.UkPostcodeRecognizer(), built_in.UkVehicleRegistrationRecognizer(),
        built_in.IbanRecognizer(), built_in.PhoneRecognizer(supported_regions=("GB",)), Email(),
        built_in.SpacyRecognizer(supported_entities=["PERSON"]),
    ]  # fmt: skip
    registry = RecognizerRegistry(recognizers=recognisers, supported_languages=["en"])
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])


def shared_engine(nlp: Any) -> Any:
    """An engine that reads nothing: spaCy's reading is handed over."""
    from presidio_analyzer.nlp_engine import NlpEngine

    answers: dict[str, Any] = {
        "load": lambda self: None,
        "is_loaded": lambda self: True,
        "process_text": lambda self, text, language: None,
        "process_batch": lambda self, *_, **__: None,
        "is_stopword": lambda self, word, language: bool(nlp.vocab[word].is_stop),
        "is_punct": lambda self, word, language: bool(nlp.vocab[word].is_punct),
        "get_supported_entities": lambda self: ["PERSON"],
        "get_supported_languages": lambda self: ["en"],
    }
    return type("SharedEngine", (NlpEngine,), answers)()


def memory() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
