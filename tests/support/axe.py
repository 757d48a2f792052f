"""axe-core in a page of a context that was opened with ``bypass_csp=True``."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
        ],
    },
    "rules": {"target-size": {"enabled": True}},
}  # fmt: skip


def violations(page: Page) -> list[str]:
    """What axe finds, one line each: the rule, how bad, and where."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
