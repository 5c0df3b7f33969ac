"""In a real browser, pages of every kind pass axe, fit a phone and a desk, and say nothing in the console."""

import pytest
from playwright.sync_api import Browser

from tests.support import live

PAGES = ("/", "/fees", "/fees?q=证", "/fees?q=zzzzzz", "/changes", "/releases", "/about/data", "/check", "/nowhere")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_for_everyone(browser: Browser, server: str, address: str, width: int) -> None:
    said: list[str] = []
    with browser.new_context(base_url=server, locale="zh-CN", viewport={"width": width, "height": 844}) as window:
        page = window.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == (404 if address == "/nowhere" else 200)
        assert live.accessibility_defects(page) == []
        assert live.wider_than_screen(page) == 0
    # Chromium itself reports every 404 as an error; the page was asked for on purpose.
    assert [text for text in said if "404" not in text] == []
