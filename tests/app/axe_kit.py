"""What axe-core finds wrong in a page, for all tests that open one in a browser.

A page of a case has 13,000 elements, of which 4,300 are parts of drawings; the rule of contrast
alone takes 7 of 13 seconds. It is measured on the first of all elements that look alike, some 600,
and a test may name those that it is for: those that no other test measures in the same colours and
sizes. Drawings are the same in a narrow window, where they are left out.
"""

from functools import cache

import pytest

# what the style sheets give another size, ground or place in a narrow window; the rest has the same
# contrast at every width
NARROW = ":is(h1, .verdict, table.headline, .bar), :is(h1, .verdict, table.headline, .bar) *"
SERIOUS = ("serious", "critical")
RUN = """([contrast, apart]) => {
  const looks = new WeakMap(), seen = new Set();
  const ground = it => {
    if (!it) return '';
    if (!looks.has(it)) {
      const own = `${it.tagName}.${it.getAttribute('class')}`;
      const {backgroundColor, backgroundImage} = getComputedStyle(it);
      looks.set(it, `${ground(it.parentElement)} ${own} ${backgroundColor} ${backgroundImage}`);
    }
    return looks.get(it);
  };
  for (const it of document.querySelectorAll('*')) {
    const s = getComputedStyle(it);
    const look = [ground(it), s.color, s.fontSize, s.fontWeight, s.opacity].join();
    it.toggleAttribute('data-first-of-its-look', !seen.has(look));
    seen.add(look);
  }
  const selector = `:is(${contrast})[data-first-of-its-look]`;
  axe.configure({rules: [{id: 'color-contrast', selector}]});
  const context = {include: [['html']], exclude: apart};
  return axe.run(context, {resultTypes: ['violations']}).then(r => r.violations);
}"""


@cache
def script():
    """Source of axe-core; skips without the package that has it."""
    package = pytest.importorskip(
        "axe_playwright_python.base", reason="axe-playwright-python is not installed"
    )
    return package.AXE_SCRIPT


def violations(
    page, contrast="*", impacts=("minor", "moderate", "serious", "critical"), *, drawings=True
):
    """Rules that a page breaks: their ids, impacts and the first three places.

    Parameters
    ----------
    page : playwright.sync_api.Page
        The page as it is now.
    contrast : str, default all
        CSS selector of the elements whose contrast is measured.
    impacts : sequence of str, default all
        What counts.
    drawings : bool, default True
        Whether the parts of drawings are looked at.
    """
    page.evaluate(script())
    return [
        (v["id"], v["impact"], [n["html"][:160] for n in v["nodes"][:3]])
        for v in page.evaluate(RUN, [contrast, [] if drawings else [["figure svg"]]])
        if v["impact"] in impacts
    ]


def serious_violations(page, contrast="*", *, wide):
    """Serious rules that a page breaks; what no width changes is measured in a wide window alone.

    Parameters
    ----------
    page, contrast
        As `violations` takes them; in a narrow window contrast is that of `NARROW`.
    wide : bool
        Whether the window is that of a desktop.
    """
    return violations(page, contrast if wide else NARROW, SERIOUS, drawings=wide)
