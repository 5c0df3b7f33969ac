"""PDF tables drawn line by line, cut by pages in the ways that tables of office programs are cut."""
# One line here is one row of a table.
# fmt: off

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from tests.fees.importing.others import pdfs
from tests.fees.importing.others.fees import Row, fee, layout, service

# A cell: text lines; ^ as first line: goes on from above without a line; v as last line: no line below.
Cells = Sequence[str]
_SIZE = 10


def draw(canvas: Canvas, widths: Sequence[float], rows: Sequence[Cells], left: float = 50, top: float = 780) -> None:
    canvas.setFont(pdfs.FONT, _SIZE)
    y = top
    for cells in rows:
        lines = [[part for part in text.split("\n") if part not in ("^", "v")] for text in cells]
        height = max(len(part) for part in lines) * (_SIZE + 3) + 8
        x = left
        for width, text, parts in zip([sum(widths)] if len(cells) == 1 else widths, cells, lines, strict=True):
            canvas.line(x, y, x, y - height)
            canvas.line(x + width, y, x + width, y - height)
            if not text.startswith("^"):
                canvas.line(x, y, x + width, y)
            if not text.endswith("v"):
                canvas.line(x, y - height, x + width, y - height)
            offset = (height - len(parts) * (_SIZE + 3)) / 2
            for at, part in enumerate(parts):
                canvas.drawString(x + 3, y - offset - (at + 1) * (_SIZE + 3) + 4, part)
            x += width
        y -= height


def pages(title: str, widths: Sequence[float], *tables: Sequence[Cells]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for number, rows in enumerate(tables, 1):
        canvas.setFont(pdfs.FONT, 16)
        if number == 1:
            canvas.drawString(180, 810, title)
        draw(canvas, widths, rows)
        canvas.setFont(pdfs.FONT, 9)
        canvas.drawString(280, 30, f"第 {number} 页 共 {len(tables)} 页")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@layout("cut_rows.pdf")
def rows_open_at_the_foot() -> tuple[bytes, list[Row]]:
    widths = [30.0, 110.0, 130.0, 110.0, 100.0]
    first = [
        ["序号", "收费项目名称", "收费标准", "收费依据", "收费单位"],
        ["1", "渣土运输费", "每车100元", "样发改〔2020〕1号", "城管局"],
        ["2\nv", "建筑垃圾（含拆\nv", "1.市区30元/吨；\n2.郊区\nv", "样发改〔2020〕2\nv", "城管局\nv"],
    ]
    second = [
        ["序 号", "收费项目\n名称", "收费标准", "收费依据", "收费单位"],
        ["^", "^\n迁垃圾）处置费", "^\n25元/吨；\n3.山区20元/吨", "^\n号、样发改〔2021〕3号", "^"],
        ["3", "餐厨垃圾处置费", "按桶计", "《环卫条例》", "城管局"],
    ]
    return pages("样例市经营服务性收费目录清单", widths, first, second), [
        service("渣土运输费", std="每车100元", basis="样发改〔2020〕1号", body="城管局"),
        service("建筑垃圾(含拆迁垃圾)处置费", std="1.市区30元/吨；2.郊区25元/吨；3.山区20元/吨",
                basis="样发改〔2020〕2号;样发改〔2021〕3号", body="城管局"),
        service("餐厨垃圾处置费", std="按桶计", basis="《环卫条例》", body="城管局"),
    ]


@layout("cut_merges.pdf")
def joined_cells_open_at_the_foot() -> tuple[bytes, list[Row]]:
    widths = [80.0, 30.0, 130.0, 100.0, 140.0]
    first = [
        ["部门", "序号", "项目名称", "资金管理方式", "政策依据"],
        ["v", "1", "证照费", "缴入国库\nv", "\nv"],
        ["^\n公安部门\nv", "2", "驾驶许可考试费", "^\nv", "^\n财税〔2018〕37号，\nv"],
        ["^\nv", "3", "机动车号牌费", "^\nv", "^\nv"],
    ]
    second = [
        ["部  门", "序号", "项目名称", "资金管理方式", "政策依据"],
        ["^\nv", "4", "登记证书费", "^\nv", "^\n发改价格〔2004〕2831号"],
        ["^", "5", "行驶证费", "^", "同上"],
        ["气象部门", "6", "气象服务费", "", "发改价格〔2015〕3号"],
        ["合计", "", "6项", "", ""],
    ]
    d = {"dept": "公安部门", "fund": "缴入国库"}
    both = "财税〔2018〕37号;发改价格〔2004〕2831号"
    return pages("行政事业性收费目录清单", widths, first, second), [
        fee("证照费", basis=both, **d),
        fee("驾驶许可考试费", basis=both, **d),
        fee("机动车号牌费", basis=both, **d),
        fee("登记证书费", basis=both, **d),
        fee("行驶证费", basis=both, **d),
        fee("气象服务费", dept="气象部门", basis="发改价格〔2015〕3号"),
    ]


@layout("next_list.pdf")
def another_list_with_the_same_columns_on_the_next_page() -> tuple[bytes, list[Row]]:
    widths = [30.0, 150.0, 130.0, 170.0]
    first = [
        ["序号", "项目", "标准", "依据"],
        ["1", "占道费", "2元/天", "样价〔2001〕2号"],
        ["", "⑴夜市", "1元/天", "样价〔2001〕2号"],
    ]
    second = [
        ["二、政府定价的经营服务性收费"],
        ["1", "停车费", "5元/次", "样价〔2001〕3号"],
    ]
    return pages("行政事业性收费和经营服务性收费目录", widths, [["一、行政事业性收费"], *first], second), [
        fee("占道费", std="2元/天", basis="样价〔2001〕2号"),
        fee("夜市", of="占道费", std="1元/天", basis="样价〔2001〕2号"),
        service("停车费", std="5元/次", basis="样价〔2001〕3号"),
    ]
