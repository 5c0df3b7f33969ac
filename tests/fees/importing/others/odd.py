"""Lists with the odder habits of bureaus, laid out by hand, with the rows a reader would write down."""
# One line here is one row of a table.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from typing import Any

import xlwt
from openpyxl.styles import Alignment
from reportlab.lib import colors
from reportlab.platypus import Spacer

from tests.fees.importing.others import old_workbooks, pdfs
from tests.fees.importing.others.fees import Row, fee, fund, layout, service
from tests.fees.importing.others.sheets import saved, sheet_of
from tests.fees.importing.others.words import added, cell, document, line, para, removed, table


@layout("indents.xlsx")
def indents_by_formatting() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例市政府性基金和行政事业性收费目录"],
        ["第一部分 行政事业性收费"],
        ["执收部门", "收费项目名称", "管理方式", "文件文号", "涉企标识"],
        ["外事办", "签证费", None, None, None],
        ["外事办", "代办签证", "国库", "计价格〔1999〕466号", "▲"],
        ["外事办", "代填申请表", "国库", "价费字〔1992〕198号", None],
        ["教育局", "考试费", "专户", "教财〔2006〕2号", "▲"],
        [None, None, None, None, None],
        ["第二部分 政府性基金"],
        ["征收部门", "基金名称", "管理方式", "文件文号", "涉企标识"],
        ["税务局", "教育费附加", "国库", "国发〔1986〕50号", "▲"],
    ]
    book = sheet_of(rows, "A1:E1", "A2:E2", "A9:E9")
    for at in (5, 6):
        book.active.cell(at, 2).alignment = Alignment(indent=2)
    return saved(book), [
        fee("签证费", body="外事办", biz="no"),
        fee("代办签证", of="签证费", body="外事办", fund="国库", basis="计价格〔1999〕466号", biz="yes"),
        fee("代填申请表", of="签证费", body="外事办", fund="国库", basis="价费字〔1992〕198号", biz="no"),
        fee("考试费", body="教育局", fund="专户", basis="教财〔2006〕2号", biz="yes"),
        fund("教育费附加", body="税务局", fund="国库", basis="国发〔1986〕50号", biz="yes"),
    ]


@layout("column_numbers.xls")
def numbered_columns_and_list_column() -> tuple[bytes, list[Row]]:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    old_workbooks.put(sheet, [
        ["样例区收费清单"],
        ["序号", "收费性质", "收费项目", "收费标准", "计费单位", "收费依据及文号", "收费主体", "缴费对象", "执行时间", "备注"],
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
        [1, "行政事业性收费", "占道费", 0.5, "元/天·㎡", "鲁建发[1993]5号；", "城管局", "商户", 42917, "含摊位"],
        [2, "政府性基金", "城市基础设施配套费", 220, "元/平方米", "样政发（2016）7号", "住建局", "建设单位", 43101, None],
        [3, "经营服务性收费", "供暖费", 23, "元/平方米·采暖季", "样发改发[2022] 3号", "热力公司", "用户", 43101, "—"],
    ])
    return old_workbooks.saved(book), [
        fee("占道费", std="0.5元/天·㎡", basis="鲁建发〔1993〕5号", body="城管局", payer="商户", note="含摊位"),
        fund("城市基础设施配套费", std="220元/平方米", basis="样政发〔2016〕7号", body="住建局", payer="建设单位"),
        service("供暖费", std="23元/平方米·采暖季", basis="样发改发〔2022〕3号", body="热力公司", payer="用户"),
    ]


@layout("wide_merges.xls")
def numbers_in_merged_departments() -> tuple[bytes, list[Row]]:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("行政事业性收费", cell_overwrite_ok=True)
    sheet.write_merge(0, 1, 0, 6, "样例县行政事业性收费目录清单")
    old_workbooks.put(sheet, [["部门\n序号", "部门", "项目\n序号", "项目名称", "是否涉企", "征收标准", "政策依据"]], top=2)
    sheet.write_merge(3, 5, 0, 0, "一")
    sheet.write_merge(3, 5, 1, 1, "公安")
    sheet.write_merge(6, 6, 0, 0, "二")
    sheet.write(6, 1, "民政")
    old_workbooks.put(sheet, [["1", "证件费", "否"], [None, "  (1)护照", "否", 120, "发改价格〔2019〕914号"], [None, "  (2)通行证", "否", "60元/证"], ["1", "殡葬费", "是"]], top=3, left=2)
    sheet.write(4, 5, 120, old_workbooks.form('#,##0"元/本"'))
    sheet.write_merge(4, 5, 6, 6, "发改价格〔2019〕914号\n发改价格规〔2019〕1931号")
    return old_workbooks.saved(book), [
        fee("证件费", dept="公安", biz="no"),
        fee("护照", of="证件费", dept="公安", biz="no", std="120元/本", basis="发改价格〔2019〕914号;发改价格规〔2019〕1931号"),
        fee("通行证", of="证件费", dept="公安", biz="no", std="60元/证", basis="发改价格〔2019〕914号;发改价格规〔2019〕1931号"),
        fee("殡葬费", dept="民政", biz="yes"),
    ]


@layout("triangle.docx")
def triangle_explained_in_the_line_above() -> tuple[bytes, list[Row]]:
    made = document(
        para("附件1"),
        para("全国行政事业性收费目录清单"),
        para("（标▲的为涉企行政事业性收费，下同）"),
        table(5,
            line("序号", "部门", "项目名称", "资金管理方式", "政策依据"),
            line("一", cell("外交部门"), "", "", ""),
            line("", "", "1.认证费（含加急）▲", "缴入中央和地方国库", "计价格〔1999〕466号，价费字〔1992〕198号"),
            line("", "", "2.签证费", "", ""),
            line("", "", "（1）代办外国签证▲", cell("同上"), cell(para("财综〔2003〕45号、", "计价格〔1999〕466号", removed("、价费字〔1992〕198号"), added("、公境外〔1992〕898号")))),
            line("二", cell("教育部门"), "", "", ""),
            line("", "", "3.公办幼儿园保教费、住宿费", "缴入国库", "《幼儿园管理条例》，发改价格〔2011〕3207号")),
    )
    return made, [
        fee("认证费(含加急)", dept="外交部门", fund="缴入中央和地方国库", basis="计价格〔1999〕466号;价费字〔1992〕198号", biz="yes"),
        fee("签证费", dept="外交部门", biz="no"),
        fee("代办外国签证", of="签证费", dept="外交部门", basis="财综〔2003〕45号;计价格〔1999〕466号;公境外〔1992〕898号", biz="yes"),
        fee("公办幼儿园保教费、住宿费", dept="教育部门", fund="缴入国库", basis="《幼儿园管理条例》;发改价格〔2011〕3207号", biz="no"),
    ]


@layout("service.docx")
def service_list_with_everything_merged() -> tuple[bytes, list[Row]]:
    made = document(
        para("样例市市级政府定价经营服务性收费目录清单"),
        table(7,
            line("序号", "收费项目名称", "收费标准", "定价部门", "收费单位", cell("涉及环节", 2)),
            line(cell(""), cell(""), cell(""), cell(""), cell(""), "是否涉企", "是否行政审批前置"),
            line(cell("1", 1, "restart"), cell(para("环境监测") + para("服务费"), 1, "restart"), "废水：100元/样", cell("市发改委", 1, "restart"), cell("监测站", 1, "restart"), cell("是", 1, "restart"), "否"),
            line(cell("", 1, "continue"), cell("", 1, "continue"), "废气：200元/样", cell("", 1, "continue"), cell("", 1, "continue"), cell("", 1, "continue"), "是"),
            line("2", "公墓维护费", "50元/年", "市发改委", "公墓", "否", "否")),
    )
    d = {"dept": "市发改委"}
    return made, [
        service("环境监测服务费", std="废水：100元/样", body="监测站", biz="yes", **d),
        service("环境监测服务费", std="废气：200元/样", body="监测站", biz="yes", **d),
        service("公墓维护费", std="50元/年", body="公墓", biz="no", **d),
    ]


@layout("national.html")
def national_list_as_a_page() -> tuple[bytes, list[Row]]:
    text = """<html><head><meta http-equiv="content-type" content="text/html;charset=utf-8"/></head><body>
<h1>全国政府性基金目录清单</h1><p>发布时间：2025-01-02 来源：税政司</p>
<table><tr><td>序<br>号</td><td>项&nbsp;目<br>名&nbsp;称</td><td>资金管理方式</td><td>政 策 依 据</td><td>征收对象</td></tr>
<tr><td>1</td><td>铁路建设基金</td><td rowspan="2">缴入中央国库</td><td><p>国发〔1992〕37号，</p><p>财工字［1996］371号，</p><p>财综﹝2007﹞3号</p></td><td>托运人</td></tr>
<tr><td>2</td><td>港口建设费<sup>①</sup></td><td>国发〔1985〕124号，财综〔2011〕29号<span style="mso-hide:all">隐</span></td><td>船公司</td></tr>
<tr><td>3</td><td>水利建设基金<sup>[2]</sup></td><td>缴入中央和<br>地方国库</td><td>财综〔2011〕2号，<a href="x">财综函〔2011〕33号</a></td><td rowspan="3">企业<!-- 个人 --></td></tr>
<tr><td>4</td><td>城市公用事业附加</td><td>缴入地方国库</td><td>（64）财预王字第380号</td></tr>
<tr><td>5</td><td>彩票业务费</td><td>同上</td><td>财综〔2006〕7号及财综〔2011〕48号等</td></tr>
<tr><td colspan="5">注：①含下放港口以港养港部分。</td></tr></table>
<table><tr><td>上一篇：</td><td>全国收费目录清单</td></tr><tr><td>下一篇：</td><td>没有了</td></tr></table></body></html>"""
    return text.encode(), [
        fund("铁路建设基金", fund="缴入中央国库", basis="国发〔1992〕37号;财工字〔1996〕371号;财综〔2007〕3号", payer="托运人"),
        fund("港口建设费", fund="缴入中央国库", basis="国发〔1985〕124号;财综〔2011〕29号", payer="船公司"),
        fund("水利建设基金", fund="缴入中央和地方国库", basis="财综〔2011〕2号;财综函〔2011〕33号", payer="企业"),
        fund("城市公用事业附加", fund="缴入地方国库", basis="(64)财预王字第380号", payer="企业"),
        fund("彩票业务费", fund="缴入地方国库", basis="财综〔2006〕7号及财综〔2011〕48号等", payer="企业"),
    ]


@layout("county.pdf")
def county_list_with_two_header_rows() -> tuple[bytes, list[Row]]:
    rows: list[list[str | None]] = [
        ["序号", "部门", "项目名称", "政策依据", None, "执收单位", "征收标准", "是否\n涉企"],
        [None, None, None, "文件名", "文号", None, None, None],
        ["1", "公安局", "居民身份证工本费", "《居民身份证法》", "发改价格〔2003〕2322号", "派出所", "丢失补领40元", None],
        ["2", None, "护照费\n▲", "通知", "发改价格〔2019〕914号", "出入境", "120元/本", "√"],
        [None, None, "⑴加注", None, None, None, "20元/项次", None],
        ["3", "法院", "诉讼费", "《诉讼费用交纳办法》", None, "同上", "按比例", "√"],
    ]
    spans = [("SPAN", (3, 0), (4, 0)), *[("SPAN", (at, 0), (at, 1)) for at in (0, 1, 2, 5, 6, 7)], ("SPAN", (1, 2), (1, 4)), ("SPAN", (3, 3), (3, 4)), ("SPAN", (4, 3), (4, 4)), ("SPAN", (5, 3), (5, 4))]
    made = pdfs.pdf(pdfs.text("样例县2025年行政事业性收费目录清单", pdfs.TITLE), Spacer(1, 5), pdfs.table(rows, [10, 18, 30, 32, 34, 18, 24, 12], *spans, repeat=2), pdfs.text("备注：本清单动态调整。"))
    d = {"dept": "公安局"}
    return made, [
        fee("居民身份证工本费", basis="发改价格〔2003〕2322号", body="派出所", std="丢失补领40元", biz="no", **d),
        fee("护照费", basis="发改价格〔2019〕914号", body="出入境", std="120元/本", biz="yes", **d),
        fee("加注", of="护照费", basis="发改价格〔2019〕914号", body="出入境", std="20元/项次", biz="no", **d),
        fee("诉讼费", dept="法院", basis="《诉讼费用交纳办法》", body="出入境", std="按比例", biz="yes"),
    ]


@layout("thin_rules.pdf")
def service_list_without_outer_sides() -> tuple[bytes, list[Row]]:
    rows: list[list[str | None]] = [
        ["收费项目名称", "收费依据", "定价部门", "收费标准", "备注"],
        ["一、停车服务", None, None, None, None],
        ["（一）道路泊位", "样发改〔2024〕1号", "区发改局", "首小时2元，之后每小时1元，全天最高10元", None],
        ["（二）公建停车场", "同上", "区发改局", "—", "公示"],
        ["二、垃圾清运", "《固体废物法》\n样发改〔2024〕2号", "区发改局", "35元/吨", None],
    ]
    made = pdfs.pdf(
        pdfs.text("样例区经营服务性收费目录清单", pdfs.TITLE),
        pdfs.table(rows, [40, 45, 25, 50, 15], ("GRID", (0, 0), (-1, -1), 0.25, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey), ("BOX", (0, 0), (-1, -1), 2, colors.black)),
        foot=False,
    )
    d = {"dept": "区发改局"}
    return made, [
        service("停车服务"),
        service("道路泊位", of="停车服务", basis="样发改〔2024〕1号", std="首小时2元，之后每小时1元，全天最高10元", **d),
        service("公建停车场", of="停车服务", basis="样发改〔2024〕1号", note="公示", **d),
        service("垃圾清运", basis="《固体废物法》;样发改〔2024〕2号", std="35元/吨", **d),
    ]


@layout("plain.tsv")
def spaces_and_levels_in_text() -> tuple[bytes, list[Row]]:
    text = "行政事业性收费目录清单\n部门\t项目序号\t项目名称\t是否涉企\t收费依据\n一、体育局\t\t\t\t\n\t１\t考试费\t×\t\n\t\t（1）裁判员\t×\t[2016]鲁价费函字9号；鲁财综2017第3号\n二、水利局\t\t\t\t\n\t2\t水土保持补偿费\t√\t财综﹝２０１４﹞８号\n"
    return text.encode("utf-8"), [
        fee("考试费", dept="体育局", biz="no"),
        fee("裁判员", of="考试费", dept="体育局", biz="no", basis="鲁价费函字〔2016〕9号;鲁财综〔2017〕3号"),
        fee("水土保持补偿费", dept="水利局", biz="yes", basis="财综〔2014〕8号"),
    ]


@layout("enterprise_names.csv")
def names_headed_by_the_word_for_enterprises() -> tuple[bytes, list[Row]]:
    text = "样例县目录清单（2025）,,\n主管部门,涉企行政事业性收费项目,文件依据\n水务局,水土保持补偿费,财综〔2014〕8号\n"
    return text.encode(), [fee("水土保持补偿费", dept="水务局", basis="财综〔2014〕8号")]
