"""Writes planned lists as files of every form that can be read."""

from __future__ import annotations

import csv
import html
import random
import re
from collections.abc import Sequence
from io import BytesIO, StringIO

import docx
import openpyxl
import xlwt
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from tests.fees.importing.making import Plan, Spot

CAN = {
    "xlsx": {"join", "format", "hide", "spaces", "indent", "breaks"},
    "xls": {"join", "format", "hide", "spaces", "indent", "breaks"},
    "docx": {"join", "lines", "spaces", "indent", "breaks"},
    "html": {"join", "lines", "hide", "spaces", "indent", "breaks"},
    "pdf": {"join", "lines", "indent", "breaks"},
    "csv": {"spaces", "breaks"},
}


def write(form: str, plans: Sequence[Plan], seed: int) -> bytes:
    dice = random.Random(seed * 7 + 1)
    return {"xlsx": _xlsx, "xls": _xls, "docx": _docx, "html": _html, "pdf": _pdf, "csv": _csv}[form](plans, dice)


def _xlsx(plans: Sequence[Plan], dice: random.Random) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    if dice.random() < 0.3:
        contents = book.create_sheet("目录")
        for row in (["目录"], ["序号", "项目名称", "页码"], [1, "甲类检验费", 3], [2, "乙类检验费", 4]):
            contents.append(row)
    for number, plan in enumerate(plans, 1):
        sheet = book.create_sheet(plan.name or f"Sheet{number}")
        down, right = (dice.randint(0, 2), dice.randint(0, 2)) if dice.random() < 0.4 else (0, 0)
        for at, row in enumerate(plan.rows):
            for place, spot in enumerate(row):
                _fill(sheet, sheet.cell(at + 1 + down, place + 1 + right), spot)
        for place in plan.hidden_columns:
            sheet.column_dimensions[get_column_letter(place + 1 + right)].hidden = True
        for at in plan.hidden_rows:
            sheet.row_dimensions[at + 1 + down].hidden = True
    if dice.random() < 0.3:
        hidden = book.create_sheet("旧")
        for row in (["序号", "项目名称", "收费标准", "政策依据"], [1, "旧收费", "3元", "财税〔2010〕1号"]):
            hidden.append(row)
        hidden.sheet_state = dice.choice(["hidden", "veryHidden"])
    book.create_sheet("空表")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: object, cell: object, spot: Spot) -> None:
    if spot.covered:
        return
    if spot.number is not None:
        cell.value = spot.number
        cell.number_format = spot.number_format
    elif spot.text:
        cell.value = spot.text
    if spot.indent:
        cell.alignment = Alignment(indent=spot.indent)
    if spot.down > 1 or spot.across > 1:
        sheet.merge_cells(
            start_row=cell.row,
            end_row=cell.row + spot.down - 1,
            start_column=cell.column,
            end_column=cell.column + spot.across - 1,
        )


def _xls(plans: Sequence[Plan], dice: random.Random) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for number, plan in enumerate(plans, 1):
        sheet = book.add_sheet(plan.name or f"Sheet{number}")
        for at, row in enumerate(plan.rows):
            for place, spot in enumerate(row):
                if spot.covered:
                    continue
                style = xlwt.XFStyle()
                style.num_format_str = spot.number_format
                style.alignment.inde = spot.indent
                value = spot.number if spot.number is not None else spot.text
                if spot.down > 1 or spot.across > 1:
                    sheet.write_merge(at, at + spot.down - 1, place, place + spot.across - 1, value, style)
                elif value != "":
                    sheet.write(at, place, value, style)
            if at in plan.hidden_rows:
                sheet.row(at).hidden = True
        for place in plan.hidden_columns:
            sheet.col(place).hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _docx(plans: Sequence[Plan], dice: random.Random) -> bytes:
    document = docx.Document()
    if dice.random() < 0.3:
        decoy = document.add_table(rows=1, cols=4)
        for cell, text in zip(decoy.rows[0].cells, ("索引号", "000000", "发布机构", "样例区财政局"), strict=True):
            cell.text = text
    for plan in plans:
        for line in plan.lines_above:
            document.add_paragraph(line)
        table = document.add_table(rows=len(plan.rows), cols=len(plan.rows[0]))
        cells = [list(row.cells) for row in table.rows]
        for at, row in enumerate(plan.rows):
            for place, spot in enumerate(row):
                if spot.covered:
                    continue
                _paragraphs(cells[at][place], spot, dice)
                if spot.down > 1 or spot.across > 1:
                    cells[at][place].merge(cells[at + spot.down - 1][place + spot.across - 1])
        for line in plan.lines_below:
            document.add_paragraph(line)
        document.add_paragraph("")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(cell: object, spot: Spot, dice: random.Random) -> None:
    lines = spot.text.split("\n")
    paragraph = cell.paragraphs[0]
    for number, line in enumerate(lines):
        if number and dice.random() < 0.5:
            paragraph = cell.add_paragraph()
        elif number:
            paragraph.add_run().add_break()
        half = len(line) // 2
        if half and dice.random() < 0.1:
            paragraph.add_run(line[:half])
            _revised(paragraph, "w:del", "旧文字", "w:delText")
            _revised(paragraph, "w:ins", line[half:], "w:t")
        else:
            paragraph.add_run(line)
    if spot.indent:
        cell.paragraphs[0].paragraph_format.left_indent = Pt(12 * spot.indent)


def _revised(paragraph: object, tag: str, text: str, text_tag: str) -> None:
    revision, run, inner = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
    inner.text = text
    inner.set(qn("xml:space"), "preserve")
    run.append(inner)
    revision.append(run)
    paragraph._p.append(revision)


def _html(plans: Sequence[Plan], dice: random.Random) -> bytes:
    declared, used = dice.choice(
        [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("gbk", "gb18030"), ("gb2312", "utf-8"), ("", "gb18030")]
    )
    parts = [
        f'<html><head><meta charset="{declared}"><title>通知公告</title></head><body>'
        if declared
        else "<html><head></head><body>",
        '<div class="nav"><ul><li><a href="#">行政事业性收费</a></li><li><a href="#">政府性基金</a></li></ul></div>',
    ]
    framed = dice.random() < 0.4
    if framed:
        parts.append('<table width="100%"><tr><td>')
    parts.append("<table><tr><td>索引号</td><td>0000•1</td><td>发布日期</td><td>2025-01-01</td></tr></table>")
    for plan in plans:
        parts += [f"<p>{html.escape(line)}</p>" for line in plan.lines_above]
        parts.append('<table border="1"><tbody>')
        for at, row in enumerate(plan.rows):
            hidden = ' style="display:none"' if at in plan.hidden_rows else ""
            cells = [
                _td(spot, place in plan.hidden_columns, dice) for place, spot in enumerate(row) if not spot.covered
            ]
            parts.append(f"<tr{hidden}>{''.join(cells)}</tr>")
        parts.append("</tbody></table>")
        parts += [f"<p>{html.escape(line)}</p>" for line in plan.lines_below]
    if framed:
        parts.append("</td></tr></table>")
    parts.append(
        "<h3>相关链接</h3><table><tr><th>序号</th><th>标题</th><th>日期</th></tr>"
        "<tr><td>1</td><td>关于公布收费目录的公告</td><td>2024-06-11</td></tr></table></body></html>"
    )
    return "\n".join(parts).encode(used)


def _td(spot: Spot, hidden: bool, dice: random.Random) -> str:
    text = html.escape(spot.text).replace("    ", "&nbsp;&nbsp;&nbsp;&nbsp;")
    if re.match("[一-龥]{8}", text) and "&" not in text and "\n" not in text and dice.random() < 0.4:
        text = text[:6] + "<span></span>\n      " + text[6:]
    elif dice.random() < 0.5:
        text = text.replace("\n", "<br>")
    else:
        text = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    style = [*(["display:none"] if hidden else []), *([f"text-indent:{spot.indent}em"] if spot.indent else [])]
    attributes = "".join(
        [
            f' rowspan="{spot.down}"' if spot.down > 1 else "",
            f' colspan="{spot.across}"' if spot.across > 1 else "",
            f' style="{";".join(style)}"' if style else "",
        ]
    )
    return f"<td{attributes}>{text or dice.choice(['', '&nbsp;'])}</td>"


def _csv(plans: Sequence[Plan], dice: random.Random) -> bytes:
    out = StringIO()
    writer = csv.writer(
        out, delimiter=dice.choice([",", ";", "\t", ",", "|"]), lineterminator=dice.choice(["\n", "\r\n"])
    )
    for plan in plans:
        writer.writerows([spot.text for spot in row] for row in plan.rows)
    return out.getvalue().encode(dice.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16", "gb18030"]))


class _Pages:
    """Draws ruled tables on pages; joined cells that a page break cuts stay open at its foot."""

    SIZE, LEADING, TOP, FOOT = 8, 10, 560, 60

    def __init__(self, dice: random.Random) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self.dice = dice
        self.out = BytesIO()
        self.page = canvas.Canvas(self.out, pagesize=(842, 595), invariant=1)
        self.y = self.TOP
        self.number = 1
        self.break_rows = dice.random() < 0.3
        self.repeat = dice.random() < 0.7

    def line(self, text: str) -> None:
        self.page.setFont("STSong-Light", 10)
        self.page.drawString(60, self.y, text)
        self.y -= 16

    def turn(self) -> None:
        self.page.setFont("STSong-Light", 8)
        self.page.drawString(400, 30, f"第 {self.number} 页")
        self.page.showPage()
        self.number += 1
        self.y = self.TOP

    def wrapped(self, text: str, width: float) -> list[str]:
        lines = []
        for part in text.split("\n"):
            current = ""
            for sign in part:
                if current and pdfmetrics.stringWidth(current + sign, "STSong-Light", self.SIZE) > width - 6:
                    lines.append(current)
                    current = ""
                current += sign
            lines.append(current)
        return lines

    def table(self, plan: Plan) -> None:
        count = len(plan.rows[0])
        weights = [
            1 + min(6, max(len(row[place].text) for row in plan.rows if row[place].across == 1) / 6)
            for place in range(count)
        ]
        edges = [40.0]
        for weight in weights:
            edges.append(edges[-1] + 760 * weight / sum(weights))
        texts = [
            [
                self.wrapped(spot.text, edges[min(place + spot.across, count)] - edges[place] - 12 * spot.indent)
                for place, spot in enumerate(row)
            ]
            for row in plan.rows
        ]
        owners = _owners(plan)
        heights = self._heights(plan, texts)
        started: set[int] = set()
        for at in range(len(plan.rows)):
            if self.y - heights[at] < self.FOOT and not (self.break_rows and self.y - self.FOOT > 3 * self.LEADING):
                self._turn_inside(plan, texts, heights, owners, edges, at)
            self._row(plan, texts, heights[at], owners, edges, at, started)
        self._rule(edges[0], edges[-1])
        self.y -= 20

    def _heights(self, plan: Plan, texts: list[list[list[str]]]) -> list[float]:
        heights = []
        for at, row in enumerate(plan.rows):
            single = [len(texts[at][place]) for place, spot in enumerate(row) if not spot.covered and spot.down == 1]
            joined = [
                len(texts[at][place]) / spot.down
                for place, spot in enumerate(row)
                if not spot.covered and spot.down > 1
            ]
            # A joined cell's text must fit above a break wherever it falls, so its first row is high enough for it.
            whole = [len(texts[at][place]) for place, spot in enumerate(row) if not spot.covered and spot.down > 1]
            heights.append(max([1, *single, *joined, *whole]) * self.LEADING + 6)
        return heights

    def _turn_inside(
        self, plan: Plan, texts: object, heights: list[float], owners: object, edges: list[float], at: int
    ) -> None:
        for place in range(len(edges) - 1):
            if at == 0 or owners[at][place] != owners[at - 1][place]:
                self._rule(edges[place], edges[place + 1])
        self.turn()
        first, last = plan.header_rows
        if self.repeat and at >= last:
            for header in range(first, last):
                self._row(plan, texts, heights[header], owners, edges, header, set())
        self._rule(edges[0], edges[-1])

    def _rule(self, left: float, right: float) -> None:
        self.page.line(left, self.y, right, self.y)

    def _row(
        self, plan: Plan, texts: object, height: float, owners: object, edges: list[float], at: int, started: set[int]
    ) -> None:
        self.page.setLineWidth(0.5)
        count = len(edges) - 1
        for place in range(count):
            top_of_page = self.y == self.TOP
            if at == 0 or owners[at][place] != owners[at - 1][place] or top_of_page:
                self._rule(edges[place], edges[place + 1])
        lines_left = {place: list(texts[at][place]) for place, spot in enumerate(plan.rows[at]) if not spot.covered}
        room = self.y - self.FOOT
        if height > room:
            shown = int((room - 6) // self.LEADING)
            self._draw(plan, {place: lines[:shown] for place, lines in lines_left.items()}, owners, edges, at, room)
            self.y -= room
            first, last = plan.header_rows
            self.turn()
            if self.repeat:
                for header in range(first, last):
                    self._row(plan, texts, self._heights(plan, texts)[header], owners, edges, header, set())
            self._rule(edges[0], edges[-1])
            rest = {place: lines[shown:] for place, lines in lines_left.items()}
            height = max([len(lines) for lines in rest.values()] + [1]) * self.LEADING + 6
            lines_left = rest
        self._draw(plan, lines_left, owners, edges, at, height)
        self.y -= height

    def _draw(
        self, plan: Plan, lines: dict[int, list[str]], owners: object, edges: list[float], at: int, height: float
    ) -> None:
        count = len(edges) - 1
        for place in range(count + 1):
            inner = 0 < place < count and owners[at][place] == owners[at][place - 1]
            if not inner:
                self.page.line(edges[place], self.y, edges[place], self.y - height)
        self.page.setFont("STSong-Light", self.SIZE)
        for place, shown in lines.items():
            for number, text in enumerate(shown):
                x = edges[place] + 3 + 12 * plan.rows[at][place].indent
                self.page.drawString(x, self.y - 3 - self.SIZE - number * self.LEADING, text)

    def bytes(self) -> bytes:
        self.turn()
        self.page.save()
        return self.out.getvalue()


def _owners(plan: Plan) -> list[list[int]]:
    owners = [[at * 1000 + place for place in range(len(row))] for at, row in enumerate(plan.rows)]
    for at, row in enumerate(plan.rows):
        for place, spot in enumerate(row):
            if spot.covered:
                continue
            for lower in range(at, at + spot.down):
                for right in range(place, place + spot.across):
                    owners[lower][right] = at * 1000 + place
    return owners


def _pdf(plans: Sequence[Plan], dice: random.Random) -> bytes:
    pages = _Pages(dice)
    for plan in plans:
        for line in plan.lines_above:
            pages.line(line)
        pages.table(plan)
        for line in plan.lines_below:
            pages.line(line)
    return pages.bytes()
