"""TensorFlow stays out of the process when no component needs it, and comes when one may."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.nlu import process
from bot.nlu.process import components

OURS = ["bot.nlu.intents.IntentModel", "rasa.core.policies.rule_policy.RulePolicy"]
NEURAL = "rasa.nlu.classifiers.diet_classifier.DIETClassifier"
ROOT = Path(__file__).parents[3]


def in_a_fresh_python(code: str) -> str:
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return result.stdout.strip()


def test_rasa_and_spacy_work_without_it() -> None:
    code = f"""
from bot.nlu.shells import do_without_tensorflow
assert do_without_tensorflow({OURS!r})
import sys, spacy, rasa.core.agent, rasa.nlu.classifiers.diet_classifier
doc = spacy.blank("en")("bins and badges")
print(len(doc), any("site-packages/tensorflow/" in (getattr(each, "__file__", "") or "")
                    for each in list(sys.modules.values())))
"""
    assert in_a_fresh_python(code) == "3 False"


@pytest.mark.parametrize("needed", [NEURAL, "somebody.elses.Classifier", "unknown"])
def test_a_component_that_may_need_it_gets_it(needed: str) -> None:
    code = f"""
from bot.nlu.shells import do_without_tensorflow
import sys
print(do_without_tensorflow([*{OURS!r}, {needed!r}]), len(sys.meta_path) == before)
"""
    assert in_a_fresh_python(f"import sys; before = len(sys.meta_path)\n{code}") == "False True"


def test_what_our_own_configuration_uses_does_without() -> None:
    used = components(["train", "--config", str(ROOT / "config.yml")])
    assert "bot.nlu.crisis.CrisisDetector" in used
    assert "rasa.core.policies.rule_policy.RulePolicy" in used
    assert all(each.startswith(("bot.", "rasa.core.policies.")) for each in used)


def test_a_configuration_without_a_pipeline_may_need_anything(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("recipe: default.v1\npipeline:\npolicies:\n")
    assert components(["train", "-c", str(tmp_path / "config.yml")]) == ["unknown"]


def test_a_folder_of_models_may_need_anything(tmp_path: Path) -> None:
    assert components(["run", "-m", str(tmp_path)]) == ["unknown"]


def test_a_pipeline_that_may_need_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = "pipeline: [{name: somebody.elses.Classifier}]\npolicies: [{name: RulePolicy}]\n"
    (tmp_path / "config.yml").write_text(pipeline)
    monkeypatch.setattr(sys, "argv", ["rasa", "train", "-c", str(tmp_path / "config.yml")])
    monkeypatch.setattr(process, "find_spec", lambda _: None)
    with pytest.raises(
        SystemExit, match=r"for: somebody\.elses\.Classifier\. .*install-tensorflow"
    ):
        process.main()
