"""PDF files laid out by hand, with the rows a reader would write down."""
# One line here is one row of a table.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import io
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.fees.importing.others.fees import Row, fee, fund, layout, service

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
STYLE = ParagraphStyle("cell", fontName=FONT, fontSize=9, leading=11, wordWrap="CJK")
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=15, leading=22, alignment=1)
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
TOP = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")


def text(words: str, style: ParagraphStyle = STYLE) -> Paragraph:
    return Paragraph(words.replace("\n", "<br/>"), style)


def table(rows: list[list[str | None]], widths: list[float], *styles: Any, repeat: int = 1, **more: Any) -> LongTable:
    cells = [[text(value) if value else "" for value in row] for row in rows]
    kind = LongTable if len(rows) > 20 else Table
    made = kind(cells, colWidths=[width * mm for width in widths], repeatRows=repeat, **more)
    made.setStyle(TableStyle([GRID, TOP, *styles]))
    return made


def pdf(*parts: Any, wide: bool = False, foot: bool = True) -> bytes:
    out = io.BytesIO()

    def footer(canvas: Canvas, document: Any) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(100 * mm, 8 * mm, f"— {document.page} —")

    size = landscape(A4) if wide else A4
    document = SimpleDocTemplate(out, pagesize=size, topMargin=15 * mm, bottomMargin=15 * mm)
    document.build(list(parts), **({"onFirstPage": footer, "onLaterPages": footer} if foot else {}))
    return out.getvalue()


@layout("simple.pdf")
def one_page_with_departments() -> tuple[bytes, list[Row]]:
    rows: list[list[str | None]] = [
        ["序号", "收费项目", "收费标准", "收费依据", "执收单位"],
        ["一、交通运输局", None, None, None, None],
        ["1", "船舶过闸费", "0.7元/吨", "鲁交财〔2012〕1号；鲁价费发〔2013〕2号", "港航中心"],
        ["2", "车辆通行费", "7座以下小客车每公里0.4元，8至19座客车每公里0.5元，20座以上每公里0.75元", "交财〔1994〕686号", "同上"],
        ["二、水务局", None, None, None, None],
        ["3", "水资源费", None, None, None],
        ["", "（1）地表水", "0.4元/立方米", "鲁政办字〔2017〕204号", "税务局"],
        ["", "（2）地下水", "1.5元/立方米", "同上", "税务局"],
        ["注：本清单由县财政局负责解释。", None, None, None, None],
    ]
    spans = [("SPAN", (0, at), (-1, at)) for at in (1, 4, 8)]
    made = pdf(text("样例县行政事业性收费目录清单", TITLE), text("单位：元"), table(rows, [12, 40, 50, 45, 25], *spans))
    return made, [
        fee("船舶过闸费", dept="交通运输局", std="0.7元/吨", basis="鲁交财〔2012〕1号;鲁价费发〔2013〕2号", body="港航中心"),
        fee("车辆通行费", dept="交通运输局", std=rows[3][2] or "", basis="交财〔1994〕686号", body="港航中心"),
        fee("水资源费", dept="水务局"),
        fee("地表水", of="水资源费", dept="水务局", std="0.4元/立方米", basis="鲁政办字〔2017〕204号", body="税务局"),
        fee("地下水", of="水资源费", dept="水务局", std="1.5元/立方米", basis="鲁政办字〔2017〕204号", body="税务局"),
    ]


@layout("many_pages.pdf")
def many_pages_with_merged_departments() -> tuple[bytes, list[Row]]:
    rows: list[list[str | None]] = [
        ["部门", "序号", "项目名称", "资金管理方式", "政策依据"],
        [None, None, None, None, None],
    ]
    expected = []
    merges = [("SPAN", (at, 0), (at, 1)) for at in range(5)]
    for group, dept in enumerate(["公安部门", "教育部门", "民政部门"]):
        for at in range(14):
            number = group * 14 + at + 1
            name, year = f"样例事项{number}办理费（含第{number}号窗口及其下设各分窗口代办手续费）", 2000 + at
            rows.append([dept if at == 0 else None, str(number), name, "缴入地方国库", f"财税〔{year}〕{number}号，发改价格〔{year}〕{number}号"])
            expected.append(fee(name, dept=dept, fund="缴入地方国库", basis=f"财税〔{year}〕{number}号;发改价格〔{year}〕{number}号"))
    cells = [[text(value) if value else "" for value in row] for row in rows]
    parts: list[Any] = [text("行政事业性收费目录清单", TITLE)]
    # Cut by hand, as Excel prints it: a merged cell goes on, open at the foot and blank at the head.
    for start, end, closed in ((2, 20, False), (20, 37, False), (37, 44, True)):
        body = [*cells[:2], *cells[start:end]]
        made = Table(body, colWidths=[width * mm for width in (22, 12, 60, 30, 45)])
        lines = _open_groups(len(body), [at - start + 2 for at in (2, 16, 30) if start <= at < end], closed)
        made.setStyle(TableStyle([("GRID", (1, 0), (-1, -1), 0.5, colors.black), TOP, *merges, *lines]))
        parts += [made, PageBreak()]
    return pdf(*parts), expected


def _open_groups(height: int, tops: list[int], closed: bool) -> list[Any]:
    lines: list[Any] = [("LINEBEFORE", (0, 0), (0, -1), 0.5, colors.black), ("LINEABOVE", (0, 0), (0, 0), 0.5, colors.black),
                        ("LINEBELOW", (0, 1), (0, 1), 0.5, colors.black)]  # fmt: skip
    lines += [("LINEABOVE", (0, top), (0, top), 0.5, colors.black) for top in tops]
    if closed:
        lines.append(("LINEBELOW", (0, height - 1), (0, height - 1), 0.5, colors.black))
    return lines


@layout("split_rows.pdf")
def rows_cut_by_the_page() -> tuple[bytes, list[Row]]:
    words = [f"第{at}档每户每月用量不超过{at * 10}立方米的按每立方米{at}元收取，超过部分另行加收；" for at in range(1, 31)]
    rows: list[list[str | None]] = [
        ["收费项目", "收费标准", "定价部门", "备注"],
        ["1.居民用水", "".join(words), "市发改委", "阶梯计价"],
        ["2.非居民用水", "".join(words[::-1]), "市发改委", None],
        ["3.特种用水", "每立方米9元", "市发改委", "含洗车"],
    ]
    made = pdf(
        text("样例市政府定价的经营服务性收费目录清单", TITLE),
        table(rows, [30, 50, 30, 30], ("VALIGN", (0, 0), (-1, -1), "TOP"), splitInRow=1),
        foot=False,
    )
    dept = {"dept": "市发改委"}
    return made, [
        service("居民用水", std="".join(words), note="阶梯计价", **dept),
        service("非居民用水", std="".join(words[::-1]), **dept),
        service("特种用水", std="每立方米9元", note="含洗车", **dept),
    ]


@layout("two_lists.pdf")
def two_lists_in_landscape() -> tuple[bytes, list[Row]]:
    first: list[list[str | None]] = [
        ["项目基本情况", None, "征收情况", None, None, "是否涉企"],
        ["项目\n序号", "收费项目", "征收对象", "征收标准（元）", "计费单位", None],
        ["1", "考试费▲", None, None, None, "是"],
        ["(1)", "注册安全工程师资格考试", "报考人员", "65", "科", "否"],
        ["(2)", "社会工作者职业水平考试", "报考人员", "70", "科", "否"],
        ["2", "检验检测费", "生产企业", "按鲁价费发〔2006〕7号执行", None, "是"],
    ]
    second: list[list[str | None]] = [
        ["征收依据", "基金名称", "管理方式"],
        ["国发〔1993〕51号\n财综〔2010〕80号", "国家电影事业发展专项资金", "缴入中央和\n地方国库"],
        ["《中华人民共和国可再生能源法》、财综〔2011〕115号", "可再生能源发展基金", "缴入中央国库"],
    ]
    spans = [("SPAN", (0, 0), (1, 0)), ("SPAN", (2, 0), (4, 0)), ("SPAN", (5, 0), (5, 1))]
    made = pdf(
        text("样例市收费和基金目录清单", TITLE),
        text("表一：行政事业性收费", TITLE),
        table(first, [15, 60, 40, 50, 20, 20], *spans, repeat=2),
        text("注：▲为本年新增。"),
        Spacer(1, 20),
        text("表二：政府性基金", TITLE),
        table(second, [80, 70, 40]),
        wide=True,
    )
    return made, [
        fee("考试费", biz="yes"),
        fee("注册安全工程师资格考试", of="考试费", payer="报考人员", std="65元/科", biz="no"),
        fee("社会工作者职业水平考试", of="考试费", payer="报考人员", std="70元/科", biz="no"),
        fee("检验检测费", payer="生产企业", std="按鲁价费发〔2006〕7号执行", biz="yes"),
        fund("国家电影事业发展专项资金", basis="国发〔1993〕51号;财综〔2010〕80号", fund="缴入中央和地方国库"),
        fund("可再生能源发展基金", basis="《中华人民共和国可再生能源法》;财综〔2011〕115号", fund="缴入中央国库"),
    ]


@layout("repeated_header.pdf")
def headers_that_differ_from_page_to_page() -> tuple[bytes, list[Row]]:
    widths = [14.0, 24.0, 50.0, 45.0, 40.0]
    first: list[list[str | None]] = [
        ["序 号", "主管部门", "收费项目", "收费标准（元／人）", "收费依据"],
        ["1", "人社部门", "职称评审费", "200", "鲁价费函〔2007〕96号"],
        ["2", None, "专业技术人员计算机考试", "150", "鲁价费发\n〔2008〕5号、鲁财综〔2008〕6号"],
        ["3", "体育部门", "游泳救生员考试", "１２０", "发改价格（2015）2673号"],
    ]
    second: list[list[str | None]] = [
        ["序\n号", "主管\n部门", "收 费 项 目", "收费标准\n（元/人）", "收费 依据"],
        ["4", "体育部门", "外国团体来华登山注册费", "每人1000美元", "财税﹝2015﹞\n68号"],
        ["合计", None, None, "4项", None],
    ]
    spans = [("SPAN", (1, 1), (1, 2))]
    made = pdf(
        text("关于公布样例市收费目录清单的通知", TITLE),
        text("各县（市、区）财政局：现将行政事业性收费目录清单公布如下。"),
        table(first, widths, *spans),
        PageBreak(),
        table(second, widths),
        text("（此件主动公开）"),
    )
    return made, [
        fee("职称评审费", dept="人社部门", std="200元/人", basis="鲁价费函〔2007〕96号"),
        fee("专业技术人员计算机考试", dept="人社部门", std="150元/人", basis="鲁价费发〔2008〕5号;鲁财综〔2008〕6号"),
        fee("游泳救生员考试", dept="体育部门", std="120元/人", basis="发改价格〔2015〕2673号"),
        fee("外国团体来华登山注册费", dept="体育部门", std="每人1000美元", basis="财税〔2015〕68号"),
    ]
