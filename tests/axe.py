"""Accessibility rules for the browser tests: axe-core, as the package `axe-playwright-python` brings it.

    from tests.axe import violations

    page.goto("/en/")
    assert not violations(page)
    assert not violations(page, exclude=[".gradio-container footer"])  # a part that is another's, with the reason

The rules are those of WCAG 2.0, 2.1 and 2.2, levels A and AA. Only what a machine can decide is found, so an empty list
is the floor and not the goal. The page is looked at as it stands: wait first for what you mean to test, and call again
after a change of colours, width or state.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""axe's names for WCAG's versions and levels; 2.2 has no rule of level A."""
_SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_RUN = """([exclude, tags]) => axe.run(
  {exclude: exclude.map((selector) => [selector])},
  {runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]},
)"""
# axe leaves WCAG 2.2's size of targets out unless asked.""


def violations(page: Page, *, exclude: Sequence[str] = ()) -> list[str]:
    """What breaks a rule on the page as it stands.

    Args:
        page: a loaded page; its Content-Security-Policy may be strict, as the script goes in by the debugger.
        exclude: CSS selectors of what is not looked at.

    Returns:
        One sentence an element: the rule, how bad it is, the element's selector, and what would mend it.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_SCRIPT)
    # A colour on its way from one scheme to the other has the contrast of neither.
    page.evaluate(
        "document.getAnimations().forEach((each) => each.effect.getTiming().iterations < 99 && each.finish())"
    )
    found: dict[str, Any] = page.evaluate(_RUN, [list(exclude), list(TAGS)])
    return [
        f"{rule['id']} ({rule['impact']}) at {_selector(node)}: {_summary(node)}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def _selector(node: dict[str, Any]) -> str:
    # Within a frame or a shadow root, axe gives a list of selectors for each step.
    steps = (step if isinstance(step, str) else " ".join(step) for step in node["target"])
    return " >> ".join(steps)


def _summary(node: dict[str, Any]) -> str:
    return "; ".join(line.strip() for line in str(node["failureSummary"]).splitlines()[1:] if line.strip())
