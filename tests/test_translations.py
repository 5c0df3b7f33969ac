"""English: every sentence has its translation, and no English page is left with Chinese that is not marked as such."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from commands import EXTRACTION
from flask.testing import FlaskClient

from catalogue.checks.verdict import Code
from catalogue.settings import ROOT
from tests.support.pages import Page, PageClient

TRANSLATION = ROOT / "catalogue" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
FULL_WIDTH = re.compile("[，。；：？！（）、]")
PLACE = re.compile(r"%\((\w+)\)[a-z]|%%")

PAGES = (
    "/",
    "/fees",
    "/fees?kind=gov_fund&page=2",
    "/fees/A015",
    "/fees/A015/notice",
    "/fees/A026",
    "/fees/A035.01?quantity=200000",
    "/fees/F001",
    "/changes",
    "/changes?change=cancel",
    "/releases",
    "/releases/1",
    "/about/data",
    "/about/api",
    "/about/privacy",
    "/about/accessibility",
    "/check",
    "/check/workbook",
    "/?on=2016-05-01&region=all",
)
SEARCHES = ("护照", "bdcdjf", "押金", "不动产登纪费", "财税〔2017〕20号", "云朵观赏许可费")
CHARGES: dict[Code, dict[str, str]] = {
    Code.LISTED_OK: {"name": "教育费附加", "amount": "3", "quantity": "100", "unit": "元"},
    Code.OVER_STANDARD: {"name": "不动产登记费（住宅）", "amount": "300", "quantity": "1", "unit": "件"},
    Code.LISTED_AMOUNT_UNCHECKED: {"name": "诉讼费", "amount": "50"},
    Code.NOT_YET_IN_FORCE: {"name": "信息公开处理费", "charged_on": "2003-01-01"},
    Code.ENDED: {"name": "水资源费", "amount": "10", "charged_on": "2026-03-03"},
    Code.EXEMPT: {"name": "不动产登记费", "amount": "550", "payer_kind": "small_micro_enterprise"},
    Code.WRONG_COLLECTOR: {"name": "普通护照", "amount": "120", "collecting_body": "市中区教育局"},
    Code.NOT_LISTED: {"name": "街景赞助费", "amount": "500", "collecting_body": "市中区城市管理局"},
    Code.OUTSIDE_LISTS: {"name": "押金", "amount": "500"},
    Code.AMBIGUOUS: {"name": "证书工本费", "amount": "10"},
}
REFUSED = {
    "/nothing-here": 404,
    "/fees/ZZZ": 404,
    "/?on=2026-02-30": 400,
    "/?region=999999": 400,
    "/?release=99": 400,
    "/fees?status=unheard-of": 400,
    "/check?name=": 400,
    "/check?" + urlencode({"name": "护照", "amount": "很多元"}): 400,
}


@cache
def translated() -> Catalog:
    with TRANSLATION.open("rb") as opened:
        return read_po(opened, locale="en", abort_invalid=True)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every sentence of the source, found afresh in the way `make translations` does."""
    template = tmp_path_factory.mktemp("translations") / "messages.pot"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CommandLineInterface().run(["pybabel", "-q", "extract", *EXTRACTION, "-o", str(template), "."])
    with template.open("rb") as opened:
        return {message.id for message in sentences(read_po(opened))}


def sentences(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_every_sentence_has_its_english(extracted: set[str]) -> None:
    missing = extracted - {message.id for message in sentences(translated()) if message.string.strip()}
    assert not missing, "run `make translations` and translate:\n" + "\n".join(sorted(missing))


def test_nothing_is_translated_that_is_no_longer_said(extracted: set[str]) -> None:
    left = {message.id for message in sentences(translated())} - extracted
    assert not left, "run `make translations`"
    assert not translated().obsolete


def test_nothing_is_guessed() -> None:
    assert not [message.id for message in sentences(translated()) if message.fuzzy]


def test_english_fills_the_same_places() -> None:
    for message in sentences(translated()):
        assert set(PLACE.findall(message.string)) == set(PLACE.findall(message.id)), message.id
        assert message.string.count("%%") == message.id.count("%%"), message.id
        assert "%" not in PLACE.sub("", message.string) or "%" in PLACE.sub("", message.id), message.id


def test_english_is_english() -> None:
    for message in sentences(translated()):
        assert not HAN.search(message.string), message.string
        assert not FULL_WIDTH.search(message.string), message.string
        assert not re.search(r"\S  +\S", message.string), message.string


COUNTED = re.compile(r"(?<!at most )(?<!at least )(?<!first )%\(count\)s (?!names in all)[a-z]+s\b")


def test_english_counts_one_and_many_alike() -> None:
    """There are no plural forms, so a count stands by itself and not before a noun, but for limits above one."""
    assert [message.string for message in sentences(translated()) if COUNTED.search(message.string)] == []


def untranslated(page: Page) -> list[str]:
    """Chinese left on a page, but for what is quoted, since titles and labels cannot be marked as Chinese."""
    return [text for text in page.untranslated() if HAN.search(_unquoted(text))]


def _unquoted(text: str) -> str:
    return re.sub("“[^”]*”", "", text)


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_english(pages: PageClient, path: str) -> None:
    page = pages.get(path + ("&" if "?" in path else "?") + "lang=en")
    assert page.one("/html").get("lang") == "en"
    assert untranslated(page) == []


@pytest.mark.parametrize("query", SEARCHES)
def test_results_are_english(pages: PageClient, query: str) -> None:
    assert untranslated(pages.get("/fees?" + urlencode({"q": query, "lang": "en"}))) == []


@pytest.mark.parametrize(("code", "charge"), CHARGES.items())
def test_verdicts_are_english(pages: PageClient, code: Code, charge: dict[str, str]) -> None:
    page = pages.get("/check?" + urlencode({**charge, "lang": "en"}))
    assert code.value in page.all("//@data-verdict")
    assert untranslated(page) == []
    assert re.search("[a-z]{3}", _unquoted(page.h1)), page.h1
    assert FULL_WIDTH.findall(" ".join(page.all("//h1/text() | //h1/span/text()"))) == []


def test_every_verdict_is_tried() -> None:
    assert set(CHARGES) == set(Code)


@pytest.mark.parametrize(("path", "status"), REFUSED.items())
def test_refusals_are_english(pages: PageClient, path: str, status: int) -> None:
    page = pages.get(path + ("&" if "?" in path else "?") + "lang=en", status=status)
    assert page.one("/html").get("lang") == "en"
    assert untranslated(page) == []


def test_names_units_and_days_are_english(pages: PageClient) -> None:
    """What a sentence quotes from the lists stands there in English; the Chinese names stand on the page once."""
    page = pages.get("/check?" + urlencode({**CHARGES[Code.OVER_STANDARD], "lang": "en"}))
    assert "80 yuan per case × 1 case(s) = 80.00 yuan" in page.text
    assert not page.all("//h1//span[@lang='zh-CN']")
    assert page.all("//article//section//span[@lang='zh-CN']")
    ended = pages.get("/check?" + urlencode({**CHARGES[Code.ENDED], "lang": "en"}))
    assert "until 30 November 2024" in ended.h1
    assert "3 March 2026" in ended.text


def test_language_stays_until_it_is_changed(pages: PageClient) -> None:
    assert pages.get("/").one("/html").get("lang") == "zh-CN"
    pages.get("/?lang=en")
    english = pages.get("/fees")
    assert english.one("/html").get("lang") == "en"
    assert "lang" not in english.url
    back = english.one("//a[@hreflang='zh-CN']").get("href")
    assert pages.get(back).one("/html").get("lang") == "zh-CN"
    assert pages.get("/about/data").h1 == "数据来源与齐全程度"


def test_every_page_offers_the_other_language(pages: PageClient) -> None:
    for path in ("/", "/fees?q=护照&page=1", "/fees/A015?on=2018-01-01", "/check", "/about/data"):
        address = pages.get(path).one("//a[@hreflang='en']").get("href")
        assert pages.get(address).one("/html").get("lang") == "en"
        pages.get("/?lang=zh")


@pytest.fixture
def asked(client: FlaskClient) -> Callable[..., dict[str, object]]:
    def ask(path: str, **options: object) -> dict[str, object]:
        answer: dict[str, object] = client.open(path, **options).get_json()
        return answer

    return ask


def test_api_speaks_english(asked: Callable[..., dict[str, object]]) -> None:
    charge = {"name": "水资源费", "amount": "10", "charged_on": "2026-03-03"}
    answer = asked("/api/v1/checks?lang=en", method="POST", json=charge)
    assert "no longer" in str(answer)
    wrong = asked("/api/v1/fees?lang=en&colour=red")
    assert not HAN.search(str(wrong["title"]) + str(wrong["detail"]))
    assert asked("/api/v1/fees?colour=red")["title"] == "填写的内容有误"


def test_sources_are_found_where_they_are() -> None:
    """A room or template outside the patterns of babel.cfg would be overlooked in silence."""
    patterns = re.findall(r"^\[\w+: (.+)\]$", (ROOT / "babel.cfg").read_text(encoding="utf-8"), re.MULTILINE)
    kinds = {Path(pattern).suffix for pattern in patterns}
    assert kinds == {".py", ".html"}
    assert {path.suffix for path in (ROOT / "templates").rglob("*") if path.is_file()} <= kinds
