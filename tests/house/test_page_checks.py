"""The client that all page tests use notices every kind of defect it promises to notice."""

import pytest
from flask import Flask

from tests.support.pages import PageClient, defects

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
}
GOOD = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>查收费</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>查收费</h1>
<form><label for="q">名称</label><input id="q" name="q"></form>
<a href="#q">去</a></main></body></html>
"""


def test_a_good_page_has_no_defects() -> None:
    assert defects(GOOD, HEADERS) == []


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ("<!doctype html>\n", "", "doctype"),
        ("</form>", "", "line"),
        ('lang="zh-CN"', 'lang="fr"', "html lang"),
        ("<title>查收费</title>", "<title> </title>", "no title"),
        ("<h1>查收费</h1>", "<p>查收费</p>", "0 headings"),
        ("<h1>查收费</h1>", "<h1>一</h1><h1>二</h1>", "2 headings"),
        ("<h1>查收费</h1>", "<h1>一</h1><h3>二</h3>", "h3 follows h1"),
        ("<main>", "<div>", "line"),
        ('<meta name="viewport" content="width=device-width">', "", "viewport"),
        ('<label for="q">', "<label>", "no label for input q"),
        ('<label for="q">', '<label for="p">', "for names p"),
        ('<a href="#q">', '<a href="#p">', "leads to #p"),
        ('<a href="#q">去</a>', '<a href="#q"> </a>', "without a name"),
        ('<a href="#q">', '<a id="q" href="#q">', "used 2 times"),
        ('<a href="#q">', '<a onclick="go()" href="#q">', "event attribute"),
        ('<a href="#q">', '<a style="color:red" href="#q">', "with a style"),
        ('<a href="#q">', '<a href="javascript:go()">', "runs code"),
        ("</main>", "<script>go()</script></main>", "inline script"),
        ("</head>", "<style>p{}</style></head>", "inline style"),
        ("</main>", '<img src="/static/a.png"></main>', "without alt"),
        ("</main>", '<img alt="" src="https://elsewhere.example/a.png"></main>', "from elsewhere"),
        ("</main>", "<table><tr><td>1</td></tr></table></main>", "without heading cells"),
    ],
)
def test_a_defect_is_noticed(good: str, bad: str, complaint: str) -> None:
    assert good in GOOD
    found = defects(GOOD.replace(good, bad, 1), HEADERS)
    assert any(complaint in line for line in found), found


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Content-Security-Policy", ""),
        ("Content-Security-Policy", "default-src 'self' 'unsafe-inline'"),
        ("X-Content-Type-Options", ""),
        ("Content-Type", "application/json"),
    ],
)
def test_a_header_that_protects_nobody_is_noticed(header: str, value: str) -> None:
    assert defects(GOOD, {**HEADERS, header: value})


def test_chinese_left_on_an_english_page_is_noticed() -> None:
    application = Flask(__name__)
    body = GOOD.replace('lang="zh-CN"', 'lang="en"').replace(
        "<h1>查收费</h1>", '<h1>Find <i lang="zh-CN">收费</i></h1>'
    )
    application.add_url_rule("/", view_func=lambda: (body, HEADERS))
    assert PageClient(application).get("/").untranslated() == ["查收费", "名称", "去"]
