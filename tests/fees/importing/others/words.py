"""Word documents laid out by hand, many with raw XML, with the rows a reader would write down."""
# One line here is one row of a table.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.fees.importing.others.fees import Row, fee, fund, layout, service


def run(text: str, *, hidden: bool = False) -> str:
    vanish = "<w:rPr><w:vanish/></w:rPr>" if hidden else ""
    body = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{vanish}{body}</w:r>"


def added(text: str) -> str:
    return f'<w:ins w:id="1" w:author="a" w:date="2025-01-01T00:00:00Z">{run(text)}</w:ins>'


def removed(text: str) -> str:
    return (
        f'<w:del w:id="2" w:author="a" w:date="2025-01-01T00:00:00Z"><w:r><w:delText>{escape(text)}</w:delText>'
        "</w:r></w:del>"
    )


def para(*runs: str, number: str = "") -> str:
    mark = ""
    if number:
        level, list_number = number.split("/")
        mark = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr></w:pPr>'
    return f"<w:p>{mark}{''.join(part if part.startswith('<w:') else run(part) for part in runs)}</w:p>"


def cell(content: str = "", span: int = 1, merge: str = "") -> str:
    """A cell; `merge` is restart or continue."""
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (
        f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>" if merge else ""
    )
    body = content if content.startswith(("<w:p", "<w:tbl")) else para(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"


def line(*cells: str, change: str = "") -> str:
    mark = f'<w:trPr><w:{change} w:id="9" w:author="a"/></w:trPr>' if change else ""
    return f"<w:tr>{mark}{''.join(part if part.startswith('<w:tc') else cell(part) for part in cells)}</w:tr>"


def table(columns: int, *lines: str) -> str:
    grid = "".join('<w:gridCol w:w="1000"/>' for _ in range(columns))
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(lines)}</w:tbl>'


_NUMBERS = """<w:abstractNum {ns} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>"""


def document(*blocks: str, numbered: bool = False) -> bytes:
    doc: Any = Document()
    body = doc.element.body
    for old in [child for child in body if not child.tag.endswith("sectPr")]:
        body.remove(old)
    if numbered:
        numbering = doc.part.numbering_part.element
        numbering.insert(0, parse_xml(_NUMBERS.format(ns=nsdecls("w"))))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/></w:num>'))
    for block in blocks:
        wrapped = parse_xml(f"<w:body {nsdecls('w')}>{block}</w:body>")
        for element in list(wrapped):
            body.insert(len(body) - 1, element)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


@layout("revised.docx")
def revisions_in_names_and_numbers() -> tuple[bytes, list[Row]]:
    made = document(
        para("样例市", removed("政府性基金"), added("行政事业性收费"), "目录清单"),
        table(
            4,
            line("序号", cell(para("收费", removed("名称"), added("项目"))), "收费标准", "政策依据"),
            line("1", cell(para("公路", removed("养路"), added("车辆通行"), "费")),
                 cell(para("每次", removed("15"), added("20"), "元")), cell(para("交财〔20", removed("09"), added("19"), "〕7号"))),
            line("2", "整行删去的费", "5元", "交财〔2009〕8号", change="del"),
            line("2", "整行加入的费", "6元", "交财〔2009〕9号", change="ins"),
            line("3", cell(para(removed("原名费"))), cell(para(removed("3元"))), cell(para(removed("交财〔2009〕6号")))),
            line("3", cell(para("考试费", run("内部备忘", hidden=True))), "按科目\n每科50元", "鲁价费函〔2014〕5号"),
        ),
    )  # fmt: skip
    return made, [
        fee("公路车辆通行费", std="每次20元", basis="交财〔2019〕7号"),
        fee("整行加入的费", std="6元", basis="交财〔2009〕9号"),
        fee("考试费", std="按科目\n每科50元", basis="鲁价费函〔2014〕5号"),
    ]


@layout("spans.docx")
def spans_and_merges() -> tuple[bytes, list[Row]]:
    made = document(
        para("附件2"),
        para("样例县政府定价经营服务性收费目录清单"),
        table(
            6,
            line(cell("收费项目", 2, "restart"), cell("收费标准", 1, "restart"), cell("收费依据", 2), cell("定价部门", 1, "restart")),
            line(cell("", 2, "continue"), cell("", 1, "continue"), "法律法规", "政策文件", cell("", 1, "continue")),
            line(cell("一、停车服务", 6)),
            line("1", cell(para("路内停车", "泊位") + para("（白天）")), "2元/小时", cell("《山东省定价目录》", 1, "restart"),
                 "样发改〔2020〕3号", cell("县发改局", 1, "restart")),
            line("2", "景区停车场", "10元/次", cell("", 1, "continue"), "同上", cell("", 1, "continue")),
            line(cell("二、供水", 6)),
            line("1", "居民用水", cell(para("第一级：2.1元/立方米") + para("第二级：3.15元/立方米")), "", "样发改〔2021〕4号", "县发改局"),
            line(cell("备注：以上标准为最高标准。", 6)),
        ),
    )  # fmt: skip
    dept = {"dept": "县发改局"}
    return made, [
        service("停车服务"),
        service("路内停车泊位(白天)", of="停车服务", std="2元/小时", basis="《山东省定价目录》;样发改〔2020〕3号", **dept),
        service("景区停车场", of="停车服务", std="10元/次", basis="《山东省定价目录》;样发改〔2020〕3号", **dept),
        service("供水"),
        service("居民用水", of="供水", std="第一级:2.1元/立方米 第二级:3.15元/立方米", basis="样发改〔2021〕4号", **dept),
    ]


@layout("numbered.docx")
def automatic_numbers() -> tuple[bytes, list[Row]]:
    def auto(text: str, level: int) -> str:
        return cell(para(text, number=f"{level}/78"))

    made = document(
        para("行政事业性收费目录清单"),
        table(
            3,
            line("项目名称", "资金管理方式", "政策依据"),
            line(auto("证照费", 0), "", ""),
            line(auto("机动车", 1), "", ""),
            line(auto("号牌", 2), "缴入国库", "发改价格〔2004〕2831号"),
            line(auto("行驶证", 2), "缴入国库", "发改价格〔2004〕2831号，计价格〔2001〕1979号"),
            line(auto("出入境", 1), "", ""),
            line(auto("护照", 2), "缴入国库", "价费字〔1993〕164号"),
            line(auto("补偿费", 0), "缴入国库", "国发〔1993〕1号"),
        ),
        numbered=True,
    )
    return made, [
        fee("证照费"),
        fee("机动车", of="证照费"),
        fee("号牌", of="机动车", fund="缴入国库", basis="发改价格〔2004〕2831号"),
        fee("行驶证", of="机动车", fund="缴入国库", basis="发改价格〔2004〕2831号;计价格〔2001〕1979号"),
        fee("出入境", of="证照费"),
        fee("护照", of="出入境", fund="缴入国库", basis="价费字〔1993〕164号"),
        fee("补偿费", fund="缴入国库", basis="国发〔1993〕1号"),
    ]


@layout("nested.docx")
def nested_tables() -> tuple[bytes, list[Row]]:
    inner = table(2, line("车型", "标准"), line("小型车", "5元"), line("大型车", "8元"))
    made = document(
        para("目　录"),
        table(2, line("内容", "页码"), line("政府性基金目录清单", "1"), line("收费目录清单", "2")),
        para("样例市政府性基金目录清单"),
        table(
            1,
            line(
                cell(
                    para("")
                    + table(
                        4,
                        line("序号", "基金名称", "征收标准", "资金管理方式"),
                        line("1", "民航发展基金", "50元/人次", "缴入中央国库"),
                    )
                    + para("")
                )
            ),
        ),
        para("样例市行政事业性收费目录清单（单位：元）"),
        table(
            4,
            line("部门", "收费项目", "征收标准", "征收对象"),
            line(cell("交通", 1, "restart"), "过渡费", cell(para("按车型：") + inner + para("")), "车主"),
            line(cell("", 1, "continue"), "船检费", "100", "船东"),
        ),
        para("说明：本清单由财政局解释。"),
    )
    return made, [
        fund("民航发展基金", std="50元/人次", fund="缴入中央国库"),
        fee("过渡费", dept="交通", std="按车型：\n车型 标准\n小型车 5元\n大型车 8元", payer="车主"),
        fee("船检费", dept="交通", std="100元", payer="船东"),
    ]


@layout("controls.docx")
def content_controls_links_and_notes() -> tuple[bytes, list[Row]]:
    sdt = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    link = f'<w:hyperlink w:anchor="a">{run("鲁财税〔2018〕11号")}</w:hyperlink>'
    made = document(
        sdt.format(para("全省涉企收费目录清单") + para("2025年版")),
        para("一、行政事业性收费"),
        table(
            4,
            line("序号", "收费项目", "收费依据", "执收单位"),
            line(cell("一、交通运输厅", 4)),
            line("1", cell(para("船舶", "<w:r><w:noBreakHyphen/></w:r>", "登记费")), cell(para(link)), "海事局"),
            sdt.format(line("2", cell(para("航道费", "<w:r><w:tab/></w:r>")), "《航道法》", "航道局")),
        ),
        para("二、政府性基金"),
        table(
            4,
            line("序号", "基金项目", "征收依据", "征收部门"),
            line("1", "港口建设费", "财综〔2011〕29号", "海事局"),
        ),
        para("三、相关文件链接"),
        table(2, line("序号", "文件"), line("1", "关于某事的通知")),
    )
    return made, [
        fee("船舶-登记费", dept="交通运输厅", basis="鲁财税〔2018〕11号", body="海事局", biz="yes"),
        fee("航道费", dept="交通运输厅", basis="《航道法》", body="航道局", biz="yes"),
        fund("港口建设费", basis="财综〔2011〕29号", body="海事局", biz="yes"),
    ]
