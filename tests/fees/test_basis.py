"""Document numbers in every spelling, and the cells that list them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.basis import (
    find_document_numbers,
    is_document_number,
    normalise_document_number,
    same_document,
    split_basis,
)


@pytest.mark.parametrize(
    ("spelling", "one_form"),
    [
        ("财税[2018]52号", "财税〔2018〕52号"),
        ("财税（2018）52号", "财税〔2018〕52号"),
        ("财税【2018】52号", "财税〔2018〕52号"),
        ("财税［2018］52号", "财税〔2018〕52号"),
        ("财税﹝2018﹞52号", "财税〔2018〕52号"),
        ("财税〔２０１８〕５２号", "财税〔2018〕52号"),
        ("财税 〔2018〕 52 号", "财税〔2018〕52号"),
        ("财税2018 52", "财税〔2018〕52号"),
        ("财税[2018]52", "财税〔2018〕52号"),
        ("财税[2018]第52号", "财税〔2018〕52号"),
        ("国办函2019年77号", "国办函〔2019〕77号"),
        ("[1994]计价格512号", "计价格〔1994〕512号"),
        ("枣发改价格2022118号", "枣发改价格〔2022〕118号"),
        ("（96）财综字第9号", "(96)财综字第9号"),
    ],
)
def test_every_spelling_becomes_the_one_form(spelling, one_form):
    assert normalise_document_number(spelling) == one_form
    assert is_document_number(spelling)


@pytest.mark.parametrize(
    "text",
    [
        "国务院令第588号",
        "财政部公告2022年第11号",
        "《中华人民共和国价格法》",
        "税务总局2020年第5号公告",
        "山东省人民政府令第210号",
        "",
        "2020",
    ],
)
def test_what_has_no_such_year_stays_as_it_is(text):
    assert normalise_document_number(text) == text


def test_a_date_or_a_title_is_no_document_number():
    assert not is_document_number("2020年5月1日")
    assert not is_document_number("《中华人民共和国价格法》")
    assert not is_document_number("财综〔2010〕7号、9号")


signs = st.text(alphabet="财税发改价格综办函鲁枣", min_size=2, max_size=6)
years, numbers = st.integers(1950, 2099), st.integers(1, 9999)
brackets = st.sampled_from(["[]", "()", "（）", "【】", "〔〕", "［］", "﹝﹞"])


@given(signs, years, numbers, brackets)
def test_brackets_never_matter(sign, year, number, bracket):
    spelling = f"{sign}{bracket[0]}{year}{bracket[1]}{number}号"
    assert normalise_document_number(spelling) == f"{sign}〔{year}〕{number}号"
    assert same_document(spelling, f"{sign}{year}年{number}号") or sign[-1] in "令告"


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing_more(text):
    once = normalise_document_number(text)
    assert normalise_document_number(once) == once


def test_numbers_are_found_in_running_text_without_the_words_before_them():
    text = "按照财税〔2011〕8号和发改价格[2012]20号规定，依据国务院令第300号，自2012年1月1日起执行"
    assert find_document_numbers(text) == ("财税〔2011〕8号", "发改价格〔2012〕20号", "国务院令第300号")


def test_further_numbers_of_a_year_are_documents_of_their_own():
    assert find_document_numbers("财综〔2010〕7号、9号") == ("财综〔2010〕7号", "财综〔2010〕9号")
    assert same_document("财综[2010]9号", "财综〔2010〕7号、9号")


def test_an_announcement_is_the_same_however_many_bodies_are_named():
    full = "财政部 税务总局 民政部公告2022年第30号"
    assert same_document(full, "财政部等三部门公告2022年第30号")
    assert same_document(full, "公告2022年第30号")
    assert not same_document(full, "海关总署公告2022年第30号")
    assert not same_document(full, "财政部公告2022年第31号")


def test_nothing_is_no_document():
    assert not same_document("", "")


@pytest.mark.parametrize(
    ("cell", "documents"),
    [
        ("财综[2010]7号、[1993]价费字18号", ("财综〔2010〕7号", "价费字〔1993〕18号")),
        ("《价格法》《收费条例》，财税〔2015〕3号；财税(2015)3号", ("《价格法》", "《收费条例》", "财税〔2015〕3号")),
        ("财综〔2010〕7号、9号,财税[2011]1号", ("财综〔2010〕7号、9号", "财税〔2011〕1号")),
        ("财综〔2010〕7号\n财税2011002号\n财税201112号", ("财综〔2010〕7号", "财税2011002号", "财税〔2011〕12号")),
        ("发改价格〔\n2013〕77号，\n财税〔2014〕5\n号", ("发改价格〔2013〕77号", "财税〔2014〕5号")),
        ("《关于调整标准的通知》（鲁价费发[2012]4号）", ("鲁价费发〔2012〕4号",)),
        ("条例(某省人大常委会公告第5号)，琼价〔2013〕5号", ("条例(某省人大常委会公告第5号)", "琼价〔2013〕5号")),
        ("省物价局、省财政厅《关于收费的通知》", ("省物价局、省财政厅《关于收费的通知》",)),
        (
            "财政部 税务总局公告2022年第3号、《<办法>、<细则>》",
            ("财政部 税务总局公告2022年第3号", "《<办法>、<细则>》"),
        ),
        ("", ()),
    ],
)
def test_cells_are_split_as_a_reader_would(cell, documents):
    assert split_basis(cell) == documents
