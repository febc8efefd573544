"""What axe-core finds wrong in a page, for all tests that open one in a browser.

A page of a case has 13,000 elements, of which 4,300 are parts of drawings; the rules of contrast
and of links in text, which compare colours, take much of the time. They are measured on the first
of all elements that look alike, seen or unseen, with text of their own or without, and a test may
name those whose contrast it is for: those that no other test measures in the same colours and
sizes. Drawings are the same in a narrow window, where they are left out. Rules whose impact does not
count are not run.
"""

from functools import cache

import pytest

# what the style sheets give another size, ground or place in a narrow window; the rest has the same
# contrast at every width
NARROW = ":is(h1, .verdict, table.headline, .bar), :is(h1, .verdict, table.headline, .bar) *"
SERIOUS = ("serious", "critical")
RUN = """([contrast, apart, impacts, parts]) => {
  const looks = new WeakMap(), texts = new Map(), seen = new Set();
  const ground = it => {
    if (!it) return '';
    if (!looks.has(it)) {
      const own = `${it.tagName}.${it.getAttribute('class')}`;
      const {backgroundColor, backgroundImage} = getComputedStyle(it);
      looks.set(it, `${ground(it.parentElement)} ${own} ${backgroundColor} ${backgroundImage}`);
    }
    return looks.get(it);
  };
  const first = (it, name, look) => {
    it.toggleAttribute(`data-first-${name}`, !seen.has(name + look));
    seen.add(name + look);
  };
  for (const it of document.querySelectorAll('*')) {
    const s = getComputedStyle(it);
    const text = [...it.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
    const style = [it.checkVisibility(), text, s.color, s.fontSize, s.fontWeight, s.opacity];
    first(it, 'of-its-look', [ground(it), ...style].join());
  }
  for (const it of document.querySelectorAll('a[href], [role=link]')) {
    if (!it.checkVisibility()) continue;
    let block = it.parentElement;
    while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    if (!texts.has(block)) {
      const links = [...block.querySelectorAll('a[href]')].map(a => a.textContent).join('');
      texts.set(block, block.textContent.trim().length > links.trim().length);
    }
    const styles = [it, it.parentElement, block].map(e => getComputedStyle(e)).flatMap(s => [
      s.color, s.textDecoration, s.borderBottom, s.fontSize, s.fontWeight, s.fontStyle, s.fontFamily,
    ]);
    first(it, 'link-of-its-look', [ground(it), it.role, texts.get(block), ...styles].join());
  }
  axe.configure({rules: [
    {id: 'color-contrast', selector: `:is(${contrast})[data-first-of-its-look]`},
    {id: 'link-in-text-block', selector: '[data-first-link-of-its-look]'},
    ...axe._audit.rules.filter(r => r.impact && !impacts.includes(r.impact))
      .map(r => ({id: r.id, enabled: false})),
  ]});
  const context = {include: parts, exclude: apart};
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
    page,
    contrast="*",
    impacts=("minor", "moderate", "serious", "critical"),
    *,
    drawings=True,
    part="html",
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
    part : str, default all
        CSS selector of the parts of the page that are looked at.
    """
    page.evaluate(script())
    apart = [] if drawings else [["figure svg"]]
    return [
        (v["id"], v["impact"], [n["html"][:160] for n in v["nodes"][:3]])
        for v in page.evaluate(RUN, [contrast, apart, impacts, [[part]]])
        if v["impact"] in impacts
    ]


def serious_violations(page, contrast="*", *, wide, part="html"):
    """Serious rules that a page breaks; what no width changes is measured in a wide window alone.

    Parameters
    ----------
    page, contrast, part
        As `violations` takes them; in a narrow window contrast is that of `NARROW`.
    wide : bool
        Whether the window is that of a desktop.
    """
    return violations(page, contrast if wide else NARROW, SERIOUS, drawings=wide, part=part)
