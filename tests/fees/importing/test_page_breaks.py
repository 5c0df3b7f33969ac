"""Rows and joined cells that PDF pages cut come out whole, with and without repeated headers."""

import io

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from catalogue.fees.importing.findings import Rule
from catalogue.fees.importing.opening import read_bytes

HEADER = ["序号", "项目名称", "收费标准", "收费依据"]


def pdf(rows: list[list[str]], joins: list[tuple[int, int]], repeat: int) -> bytes:
    """A ruled table on low pages; `joins` are first and last row of joined cells in the last column."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=11, wordWrap="CJK")
    cells = [[Paragraph(text.replace("\n", "<br/>"), style) for text in row] for row in rows]
    table = Table(cells, repeatRows=repeat, colWidths=[40, 180, 300, 180], splitInRow=True)
    spans = [("SPAN", (3, first), (3, last)) for first, last in joins]
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans]))
    out = io.BytesIO()
    page = SimpleDocTemplate(out, pagesize=(842, 300), topMargin=30, bottomMargin=30, invariant=1)
    page.build([Paragraph("行政事业性收费目录清单", style), table])
    return out.getvalue()


@pytest.mark.parametrize("repeat", [0, 1])
def test_a_row_over_three_pages_is_one_row(repeat: int) -> None:
    tiers = "；\n".join(f"第{tier}档：每件{tier}0元，超出部分另行加收" for tier in range(1, 41))
    rows = [
        HEADER,
        ["1", "甲检验费", "3元", "财税〔2019〕1号"],
        ["2", "乙检验费", tiers, "财税〔2019〕2号"],
        ["3", "丙检验费", "5元", ""],
    ]

    reading = read_bytes(pdf(rows, [], repeat), "list.pdf")

    assert [row.name for row in reading.rows] == ["甲检验费", "乙检验费", "丙检验费"]
    assert "".join(reading.rows[1].standard_text.split()) == "".join(tiers.split())
    assert reading.rows[2].standard_text == "5元"
    assert Rule.BROKEN_ROW_JOINED in {finding.rule for finding in reading.findings}


@pytest.mark.parametrize("repeat", [0, 1])
def test_joined_cells_hold_over_page_breaks(repeat: int) -> None:
    rows, joins, expected = [HEADER], [], []
    for group in range(1, 14):
        first = len(rows)
        basis = f"财税〔2019〕{group}号"
        rows.append([str(group), f"第{group}类检验费", "3元", basis])
        rows += [["", f"（{place}）第{group}类{place}档", f"{place}元", ""] for place in (1, 2)]
        joins.append((first, len(rows) - 1))
        expected += [
            (f"第{group}类检验费", "", (basis,)),
            *((f"第{group}类{p}档", f"第{group}类检验费", (basis,)) for p in (1, 2)),
        ]

    reading = read_bytes(pdf(rows, joins, repeat), "list.pdf")

    assert [(row.name, row.parent_name, row.legal_basis) for row in reading.rows] == expected
