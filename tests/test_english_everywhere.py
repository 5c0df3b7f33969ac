"""No page that can be reached, by anybody or by staff, is left with Chinese on its English side."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from catalogue.accounts.permissions import Role
from tests.house.test_every_page import NO_PAGES, kind
from tests.support import staff
from tests.support.pages import PageClient
from tests.test_translations import untranslated

# Enough, since pages of one kind differ only in what they quote.
OF_A_KIND = 2


def left_over(pages: PageClient, start: str, below: str = "/") -> dict[str, list[str]]:
    """The addresses reached from `start`, in English, each with the Chinese left on it; `below` limits the links."""
    pages.get("/?lang=en")
    waiting, seen, opened = [start], {start}, dict[str, int]()
    found: dict[str, list[str]] = {}
    while waiting:
        address = waiting.pop(0)
        opened[kind(address)] = opened.get(kind(address), 0) + 1
        if opened[kind(address)] > OF_A_KIND:
            continue
        if below != "/" and pages.flask.get(address).status_code == 403:
            continue
        page = pages.get(address)
        found[address] = untranslated(page)
        for link in page.links():
            wanted = link.startswith(below) and "lang=" not in link
            if wanted and link not in seen and not NO_PAGES.search(urlsplit(link).path):
                seen.add(link)
                waiting.append(link)
    return found


def test_everybodys_pages_are_english(pages: PageClient) -> None:
    found = left_over(pages, "/")
    assert len(found) > 20
    assert {address: texts for address, texts in found.items() if texts} == {}


@pytest.mark.parametrize("roles", [(Role.EDITOR, Role.PUBLISHER), (Role.REVIEWER, Role.ADMINISTRATOR), (Role.AUDITOR,)])
def test_pages_of_staff_are_english(own_app: Flask, roles: tuple[Role, ...]) -> None:
    pages = staff.sign_in(own_app, *roles, name="Li Ming", department="Finance")
    found = left_over(pages, "/staff", "/staff")
    assert len(found) > 3
    assert {address: texts for address, texts in found.items() if texts} == {}
