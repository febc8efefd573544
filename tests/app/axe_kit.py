"""What axe-core finds wrong in a page, for all tests that open one in a browser.

The rule of contrast takes 3 of the 5 seconds that a page of a case takes. A test may name the
elements that it is for: those that no other test measures in the same colours and sizes.
"""

from functools import cache

import pytest

# what the style sheets give another size, ground or place in a narrow window; the rest has the same
# contrast at every width
NARROW = ":is(h1, .verdict, table.headline, .bar), :is(h1, .verdict, table.headline, .bar) *"
SERIOUS = ("serious", "critical")
RUN = """contrast => {
  axe.configure({rules: [{id: 'color-contrast', selector: contrast}]});
  return axe.run({resultTypes: ['violations']}).then(r => r.violations);
}"""


@cache
def script():
    """Source of axe-core; skips without the package that has it."""
    package = pytest.importorskip(
        "axe_playwright_python.base", reason="axe-playwright-python is not installed"
    )
    return package.AXE_SCRIPT


def violations(page, contrast="*", impacts=("minor", "moderate", "serious", "critical")):
    """Rules that a page breaks: their ids, impacts and the first three places.

    Parameters
    ----------
    page : playwright.sync_api.Page
        The page as it is now.
    contrast : str, default all
        CSS selector of the elements whose contrast is measured.
    impacts : sequence of str, default all
        What counts.
    """
    page.evaluate(script())
    return [
        (v["id"], v["impact"], [n["html"][:160] for n in v["nodes"][:3]])
        for v in page.evaluate(RUN, contrast)
        if v["impact"] in impacts
    ]
