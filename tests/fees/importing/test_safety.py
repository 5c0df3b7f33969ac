"""Files that would cost too much, hide something or are no lists are refused with one plain sentence."""

import io
import zipfile

import openpyxl
import pytest

from catalogue.fees.importing.findings import Unreadable
from catalogue.fees.importing.limits import Limits
from catalogue.fees.importing.opening import read_bytes
from catalogue.fees.importing.published import read_published


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


def workbook(count: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("行政事业性收费")
    sheet.append(["序号", "项目名称", "收费标准", "政策依据"])
    for number in range(1, count + 1):
        sheet.append([number, f"第{number}类检验费", "3元/件", f"财税〔2019〕{number}号"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_small_file_that_unpacks_to_fifty_megabytes_is_refused_before_unpacking() -> None:
    data = packed(xl__workbook=b"<a/>", xl__sheet=b" " * 50_000_000)
    assert len(data) < 200_000
    with pytest.raises(Unreadable, match="50 MB"):
        read_bytes(data, "list.xlsx")


def test_a_document_type_in_a_package_is_refused() -> None:
    with pytest.raises(Unreadable, match="不安全"):
        read_bytes(packed(word__document=b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'), "list.docx")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空的"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "图片"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"%PDF-1.4 nothing more", "损坏"),
        (b"PK\x03\x04" + b"x" * 60, "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        ("<html><body><p>收费</p></body></html>".encode(), "没有找到"),
        ("收费项目、收费标准都在附件里。".encode(), "没有找到"),
        (bytes(range(256)) * 20, "认不出"),
    ],
)
def test_what_is_no_list_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_bytes(data, "list.xlsx")


def test_a_file_over_the_size_limit_is_refused() -> None:
    with pytest.raises(Unreadable, match="上限"):
        read_published(b"x" * 2_000_001, "list.csv", Limits(file_bytes=2_000_000))


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Unreadable, match="行数超过上限20行"):
        read_published(workbook(50), "list.xlsx", Limits(rows=20))


def test_the_time_limit_ends_the_process_and_says_so() -> None:
    with pytest.raises(Unreadable, match=r"超过0\.05秒"):
        read_published(workbook(3000), "list.xlsx", Limits(seconds=0.05))


def test_the_memory_limit_ends_the_reading_and_says_so() -> None:
    with pytest.raises(Unreadable, match=r"内存超过90 MB|意外中止"):
        read_published(workbook(3000), "list.xlsx", Limits(memory_bytes=90_000_000))


def test_progress_is_told_and_rows_arrive_with_their_source() -> None:
    told: list[int] = []
    reading = read_published(workbook(1200), "list.xlsx", progress=told.append)

    assert told == [500, 1000]
    assert len(reading.rows) == 1200
    source = reading.rows[0].source
    assert str(source.where) == "工作表“行政事业性收费”"
    assert source.row == 2
    assert source.original[1] == ("项目名称", "第1类检验费")


@pytest.mark.nightly
def test_a_hundred_thousand_rows_are_read_within_bounded_memory() -> None:
    reading = read_published(workbook(100_000), "list.xlsx", Limits(memory_bytes=900_000_000, seconds=600))
    assert len(reading.rows) == 100_000
