"""A client for pages that checks every one it fetches: valid HTML, one heading, labels, unique ids, no inline code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from lxml import html as lxml_html
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

LANGUAGES = {"zh-CN", "en"}
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_NAMED_ELSEWHERE = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers")
_UNLABELLED = {"hidden", "submit", "reset", "button", "image"}


@dataclass(frozen=True)
class Page:
    """A fetched page that passed the checks."""

    response: TestResponse
    tree: HtmlElement
    url: str

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        """What can be read on the page's main part, its white space as single blanks."""
        return " ".join("".join(main.text_content() for main in self.tree.xpath("//main")).split())

    @property
    def h1(self) -> str:
        return " ".join(self.tree.xpath("string(//h1)").split())

    @property
    def title(self) -> str:
        return " ".join(self.tree.xpath("string(//title)").split())

    def all(self, path: str) -> list[Any]:
        """What an XPath finds."""
        found = self.tree.xpath(path)
        return found if isinstance(found, list) else [found]

    def one(self, path: str) -> HtmlElement:
        """The only element an XPath finds."""
        found = self.all(path)
        assert len(found) == 1, f"{len(found)} elements instead of one at {path} on {self.url}"
        return found[0]

    def links(self) -> list[str]:
        """Addresses of this site that the page links to, without their fragments."""
        there = (urljoin(f"http://localhost{self.url}", link) for link in self.all("//a/@href"))
        parts = (urlsplit(link) for link in there)
        found = [p.path + (f"?{p.query}" if p.query else "") for p in parts if p.netloc == "localhost"]
        return list(dict.fromkeys(found))

    def untranslated(self) -> list[str]:
        """Chinese text of an English page that is not marked as Chinese: each is a forgotten translation."""
        return [text for text, language in _texts(self.tree) if language == "en" and _CHINESE.search(text)]


class PageClient:
    """Fetches pages as a browser would, following redirects, and fails on the first page with a defect."""

    def __init__(self, app: Flask) -> None:
        self.flask: FlaskClient = app.test_client()

    def get(self, url: str, status: int = 200, **options: Any) -> Page:
        """Fetch a page with GET and check it; `status` is what it must answer."""
        return self._page(self.flask.get(url, follow_redirects=True, **options), status)

    def post(self, url: str, data: Any = None, status: int = 200, **options: Any) -> Page:
        """Send a form, fetch what it leads to, and check that."""
        return self._page(self.flask.post(url, data=data, follow_redirects=True, **options), status)

    def submit(self, page: Page, form: str, status: int = 200, **changed: str) -> Page:
        """Send a form of a fetched page with what stands in its fields; `changed` are fields filled in anew."""
        element = page.one(form)
        data = {**dict(element.form_values()), **changed}
        address = urljoin(page.url, element.get("action") or page.url)
        if (element.get("method") or "get").lower() == "post":
            return self.post(address, data, status)
        return self.get(f"{address}?{urlencode(data)}", status)

    def _page(self, response: TestResponse, status: int) -> Page:
        url = response.request.full_path.rstrip("?")
        body = response.get_data(as_text=True)
        page = Page(response, lxml_html.document_fromstring(body or "<html></html>"), url)
        assert page.status == status, f"{url} answers {page.status}, not {status}: {page.text[:200]}"
        found = defects(body, dict(response.headers))
        assert not found, f"{url} has defects:\n" + "\n".join(found)
        return page


def defects(body: str, headers: dict[str, str]) -> list[str]:
    """Everything that is wrong with a page, in words."""
    tree = lxml_html.document_fromstring(body)
    found = list(_header_defects(headers))
    for check in (_syntax, _frame, _references, _labels, _names, _inline_code, _foreign):
        found += check(body) if check is _syntax else check(tree)
    return found


def _header_defects(headers: dict[str, str]) -> Iterator[str]:
    policy = headers.get("Content-Security-Policy", "")
    if "default-src" not in policy and "script-src" not in policy:
        yield "no Content-Security-Policy that limits scripts"
    if "unsafe" in policy:
        yield f"the Content-Security-Policy allows unsafe things: {policy}"
    if not headers.get("Content-Type", "").startswith("text/html"):
        yield f"not a page but {headers.get('Content-Type')}"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "no X-Content-Type-Options: nosniff"


def _syntax(body: str) -> Iterator[str]:
    parser = html5lib.HTMLParser()
    parser.parse(body)
    lines = body.splitlines()
    for (line, column), code, facts in parser.errors:
        near = lines[line - 1][max(0, column - 60) : column + 20] if line <= len(lines) else ""
        yield f"line {line}, column {column}: {code} {facts or ''} near …{near}…"


def _frame(tree: HtmlElement) -> Iterator[str]:
    if tree.get("lang") not in LANGUAGES:
        yield f"html lang is {tree.get('lang')!r}, not one of {sorted(LANGUAGES)}"
    if not tree.xpath("string(//head/title)").strip():
        yield "no title"
    headings = tree.xpath("//h1")
    if len(headings) != 1 or not headings[0].text_content().strip():
        yield f"{len(headings)} headings h1 instead of one with text"
    if len(tree.xpath("//main")) != 1:
        yield "not exactly one main"
    if not tree.xpath("//meta[@name='viewport']"):
        yield "no viewport for small screens"
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"heading h{after} follows h{before}"


def _references(tree: HtmlElement) -> Iterator[str]:
    ids = tree.xpath("//@id")
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"id {name} is used {ids.count(name)} times"
    known = set(ids)
    for attribute in _NAMED_ELSEWHERE:
        for value in tree.xpath(f"//@{attribute}"):
            yield from (f"{attribute} names {name}, which is nowhere" for name in value.split() if name not in known)
    for link in tree.xpath("//a/@href[starts-with(., '#')]"):
        if link != "#top" and link[1:] not in known:
            yield f"a link leads to {link}, which is nowhere"


def _labels(tree: HtmlElement) -> Iterator[str]:
    labelled = set(tree.xpath("//label[normalize-space()]/@for"))
    for field in tree.xpath("//input|//select|//textarea"):
        if field.get("type", "text") in _UNLABELLED and field.tag == "input":
            continue
        wrapped = field.xpath("ancestor::label[normalize-space()]")
        if not (wrapped or field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")):
            yield f"no label for {field.tag} {field.get('name')}"
    for group in tree.xpath("//fieldset[not(legend[normalize-space()])]"):
        yield f"fieldset {group.get('id', '')} without a legend"


def _names(tree: HtmlElement) -> Iterator[str]:
    """Elements that a screen reader could only call by their kind."""
    for image in tree.xpath("//img[not(@alt)]"):
        yield f"image {image.get('src')} without alt"
    for link in tree.xpath("//a[@href]|//button"):
        spoken = link.text_content().strip() or link.get("aria-label") or "".join(link.xpath(".//img/@alt")).strip()
        if not spoken:
            yield f"{link.tag} {link.get('href', '')} without a name"
    for table in tree.xpath("//table[not(.//th)]"):
        yield f"table {table.get('id', '')} without heading cells"


def _inline_code(tree: HtmlElement) -> Iterator[str]:
    """What the security policy forbids, and a browser would therefore drop in silence."""
    for script in tree.xpath("//script[not(@src) and not(@nonce) and not(@type='application/ld+json')]"):
        yield f"inline script: {script.text_content()[:60]}"
    for style in tree.xpath("//style[not(@nonce)]"):
        yield f"inline style: {style.text_content()[:60]}"
    for element in tree.xpath("//*[@*[starts-with(name(), 'on')] or @style]"):
        yield f"{element.tag} with a style or event attribute"
    for link in tree.xpath("//@href[starts-with(., 'javascript:')]"):
        yield f"a link runs code: {link}"


def _foreign(tree: HtmlElement) -> Iterator[str]:
    """Assets from elsewhere; links to other sites are fine."""
    for address in tree.xpath("//script/@src|//img/@src|//link[contains(@rel, 'stylesheet') or @rel='icon']/@href"):
        if urlsplit(address).netloc:
            yield f"an asset from elsewhere: {address}"


def _texts(element: HtmlElement, language: str = "") -> Iterator[tuple[str, str]]:
    language = element.get("lang", language)
    if element.tag in ("script", "style") or not isinstance(element.tag, str):
        return
    for attribute in ("alt", "title", "aria-label", "placeholder"):
        if element.get(attribute):
            yield element.get(attribute), language
    if element.text and element.text.strip():
        yield element.text.strip(), language
    for child in element:
        yield from _texts(child, language)
        if child.tail and child.tail.strip():
            yield child.tail.strip(), language
