"""How well labels are told, and how well it is known that there is none."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

from benchmarks.understanding.public_sets import OUT_OF_SCOPE

FALSE_REJECTION = 0.05
_BINS, _DRAWS = 15, 1000

Told = tuple[NDArray[np.str_], NDArray[np.float64], NDArray[np.float64]]
"""For each sentence: the label, how probable it is, and how much it fits any label at all."""


@dataclass(frozen=True)
class Measures:
    """In per cent, but for AUROC and calibration error. `low` to `high`: 95 % of draws of accuracy."""

    accuracy: float
    low: float
    high: float
    macro_f1: float
    calibration_error: float
    oos_recall: float | None = None
    oos_recall_on_validation_threshold: float | None = None
    in_scope_kept: float | None = None
    auroc: float | None = None

    def as_dict(self) -> dict[str, float | None]:
        """For JSON."""
        return asdict(self)


def measure(told: Told, truth: NDArray[np.str_], threshold: float | None) -> Measures:
    """The measures on a test part. `threshold` of the fit comes from validation data, never from here."""
    labels, sureness, fit = told
    ours = truth != OUT_OF_SCOPE
    right = labels[ours] == truth[ours]
    low, high = _bootstrap(right)
    measured = {
        "accuracy": 100 * right.mean(),
        "low": low,
        "high": high,
        "macro_f1": 100 * f1_score(truth[ours], labels[ours], average="macro"),
        "calibration_error": _calibration_error(sureness[ours], right),
    }
    if not ours.all():
        measured["auroc"] = roc_auc_score(ours, fit)
        measured["oos_recall"] = 100 * np.mean(fit[~ours] < at_false_rejection(fit[ours]))
        if threshold is not None:
            measured["oos_recall_on_validation_threshold"] = 100 * np.mean(fit[~ours] < threshold)
            measured["in_scope_kept"] = 100 * np.mean(fit[ours] >= threshold)
    return Measures(**{name: float(value) for name, value in measured.items()})


def at_false_rejection(fit_of_ours: NDArray[np.float64]) -> float:
    """The fit below which one in twenty sentences in scope lies."""
    return float(np.quantile(fit_of_ours, FALSE_REJECTION))


def _bootstrap(right: NDArray[np.bool_]) -> tuple[float, float]:
    draws = np.random.default_rng(0).choice(right, (_DRAWS, len(right))).mean(axis=1)
    low, high = np.percentile(100 * draws, [2.5, 97.5])
    return float(low), float(high)


def _calibration_error(sureness: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """The expected calibration error (Naeini and others, 2015), over fifteen bins of equal width."""
    bins = np.minimum((sureness * _BINS).astype(int), _BINS - 1)
    parts = (bins == each for each in range(_BINS))
    return float(sum(abs(sureness[part].sum() - right[part].sum()) for part in parts) / len(right))
