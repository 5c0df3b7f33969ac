"""Every page that can be reached from the front page is sound; links to nowhere do not exist."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.support.pages import PageClient

# Pages of one kind differ only in their facts, so a few of each will do.
ENOUGH_OF_A_KIND = 4
NO_PAGES = re.compile(r"\.(csv|xlsx|json|atom|txt|svg|png|pdf)$|^/(static|api)/")


def kind(address: str) -> str:
    """Pages of one kind: the same path but for codes and numbers, the same parameter; several are one kind together."""
    parts = urlsplit(address)
    names = {part.split("=")[0] for part in parts.query.split("&") if part}
    return re.sub(r"/[^/]*\d[^/]*", "/*", parts.path) + "?" + ("several" if len(names) > 1 else "".join(names))


def walk(pages: PageClient, start: str) -> Iterator[tuple[str, str]]:
    """Open what can be reached from `start`, a few of each kind; addresses, each with what is wrong there."""
    waiting, seen, opened = [start], {start}, dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        if opened.get(kind(address), 0) >= ENOUGH_OF_A_KIND:
            continue
        opened[kind(address)] = opened.get(kind(address), 0) + 1
        try:
            page = pages.get(address)
        except AssertionError as defect:
            yield address, str(defect)
            continue
        yield address, ""
        for link in page.links():
            if link not in seen and not NO_PAGES.search(urlsplit(link).path):
                seen.add(link)
                waiting.append(link)


@pytest.mark.parametrize("start", ["/", "/?lang=en"])
def test_every_page_is_sound(pages: PageClient, start: str) -> None:
    opened = dict(walk(pages, start))
    assert len(opened) > 5
    defects = {defect for defect in opened.values() if defect}
    assert not defects, "\n\n".join(sorted(defects))
