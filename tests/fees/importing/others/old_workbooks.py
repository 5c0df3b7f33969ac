"""Old workbooks (BIFF) laid out by hand, with the rows a reader would write down."""
# One line here is one row of a table.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import datetime
import io
from typing import Any

import xlwt

from tests.fees.importing.others.fees import Row, fee, fund, layout, service


def put(sheet: Any, rows: list[list[Any]], top: int = 0, left: int = 0) -> None:
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            if value is not None:
                sheet.write(top + down, left + right, value)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def form(text: str) -> Any:
    return xlwt.easyxf(num_format_str=text)


@layout("merged.xls")
def merged_departments_and_basis() -> tuple[bytes, list[Row]]:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1", cell_overwrite_ok=True)
    sheet.write_merge(0, 0, 0, 7, "样例县行政事业性收费目录清单")
    sheet.write_merge(1, 1, 0, 7, "单位：元   截止2025年12月")
    for at, head in enumerate(["序号", "部门", "收费项目"]):
        sheet.write_merge(2, 3, at, at, head)
    sheet.write_merge(2, 2, 3, 4, "收 费 依 据")
    sheet.write(3, 3, "文件\n名称")
    sheet.write(3, 4, "文  号")
    for at, head in enumerate(["收费标准", "是否涉企", "备 注"], 5):
        sheet.write_merge(2, 3, at, at, head)
    sheet.write_merge(4, 6, 1, 1, "一、自然资源部门")
    put(sheet, [[1, None, "不动产登记费", "通知", "财税[2016]79号", None, "是"],
                ["(1)", None, "住宅类", None, None, 80, "否"],
                ["(2)", None, "非住宅类", None, None, 550.5, "是", datetime.date(2016, 12, 6)]], top=4)  # fmt: skip
    sheet.write(6, 7, datetime.date(2016, 12, 6), form("yyyy-mm-dd"))
    sheet.write_merge(7, 7, 0, 7, "二、法院")
    put(sheet, [[2.0, None, "诉讼费", "《诉讼费用交纳办法》", None, 0.025, "否"], [3, None, "执行费", None, None, 50, ""]], top=8)
    sheet.write(8, 5, 0.025, form("0.0%"))
    sheet.write_merge(10, 10, 0, 2, "合计：3项")
    return saved(book), [
        fee("不动产登记费", dept="自然资源部门", basis="财税〔2016〕79号", biz="yes"),
        fee("住宅类", of="不动产登记费", dept="自然资源部门", std="80元", biz="no"),
        fee("非住宅类", of="不动产登记费", dept="自然资源部门", std="550.5元", biz="yes", note="2016-12-06"),
        fee("诉讼费", dept="法院", basis="《诉讼费用交纳办法》", std="2.5%", biz="no"),
        fee("执行费", dept="法院", std="50元"),
    ]


@layout("hidden.xls")
def hidden_parts_of_an_old_workbook() -> tuple[bytes, list[Row]]:
    book = xlwt.Workbook(encoding="utf-8")
    old = book.add_sheet("旧清单")
    put(old, [["基金名称", "征收标准"], ["旧基金", "1元"]])
    old.visibility = 1
    sheet = book.add_sheet("政府性基金")
    put(sheet, [
        ["样例省目录清单"],
        ["基金名称", "缴费对象", "旧标准", "征收标准", "计征单位", "政策依据", "管理方式"],
        ["水库移民扶持基金", "用电户", "9元", 0.0062, "千瓦时", "国发〔2006〕17号\n财综〔2006〕29号", "缴入国库"],
        ["取消的基金", "用电户", "9元", 0.0062, "千瓦时", "国发〔2006〕18号", "缴入国库"],
        ["森林植被恢复费", "占林单位", "9元", 10, "平方米", "财综〔2002〕73号", "同上"],
    ])  # fmt: skip
    sheet.row(3).hidden = True
    sheet.col(2).hidden = True
    service_sheet = book.add_sheet("服务收费")
    put(service_sheet, [["政府定价经营服务性收费"], ["项目", "价格", "价格主管部门"], ["殡仪馆冷藏费", None, "县发改局"]])
    service_sheet.write(2, 1, 5, form('0"元/小时"'))
    return saved(book), [
        fund("水库移民扶持基金", payer="用电户", std="0.0062元/千瓦时", basis="国发〔2006〕17号;财综〔2006〕29号",
             fund="缴入国库"),
        fund("森林植被恢复费", payer="占林单位", std="10元/平方米", basis="财综〔2002〕73号", fund="缴入国库"),
        service("殡仪馆冷藏费", std="5元/小时", dept="县发改局"),
    ]  # fmt: skip


@layout("levels.xls")
def indented_names() -> tuple[bytes, list[Row]]:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("目录")
    put(sheet, [
        ["全国行政事业性收费目录清单（中央及地方设立）"],
        [],
        ["执收部门", "序号", "收费项目名称", "资金缴库方式", "文件依据"],
        ["中央立项(3项)"],
        ["市场监管", 1, "产品质量监督检验费", None, None],
        [None, None, "　　食品检验", "缴入国库", "财税〔2017〕20号、发改价格〔2013〕1494号"],
        [None, None, "　　药品检验", "缴入国库", "同上"],
        [None, "2.", "计量收费▲", "缴入国库", "价费字〔1992〕496号"],
        ["省级立项(1项)"],
        ["体育", "3", "体育专业报名考务费", "缴入专户", "鲁价费函〔2016〕1号"],
        ["注", "▲为涉企收费。"],
    ])  # fmt: skip
    return saved(book), [
        fee("产品质量监督检验费", body="市场监管", biz="no"),
        fee("食品检验", of="产品质量监督检验费", fund="缴入国库", basis="财税〔2017〕20号;发改价格〔2013〕1494号", biz="no"),
        fee("药品检验", of="产品质量监督检验费", fund="缴入国库", basis="财税〔2017〕20号;发改价格〔2013〕1494号", biz="no"),
        fee("计量收费", fund="缴入国库", basis="价费字〔1992〕496号", biz="yes"),
        fee("体育专业报名考务费", body="体育", fund="缴入专户", basis="鲁价费函〔2016〕1号", biz="no"),
    ]


@layout("page.xls")
def web_page_with_a_workbook_name() -> tuple[bytes, list[Row]]:
    text = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<style>.xl65{mso-number-format:"\\@";} .xl66{mso-number-format:0%;}
.hid{display:none}</style></head><body><table border=1>
<col width=72><tr><td colspan=4 class=xl65>涉企行政事业性收费清单</td></tr>
<tr><td>序号</td><td>收费项目</td><td>收费标准</td><td>收费依据</td></tr>
<tr><td x:num>1</td><td class=xl65>水资源费</td><td class=xl66 x:num="0.2">20%</td><td>财税[2008]79号</td></tr>
<tr class=hid><td x:num>2</td><td>看不见</td><td>1元</td><td>财税[2008]80号</td></tr>
<tr><td x:num>3</td><td>排污费•城镇</td><td>1元</td><td>国务院令第369号</td></tr>
</table></body></html>"""
    return text.encode("gb18030"), [
        fee("水资源费", std="20%", basis="财税〔2008〕79号", biz="yes"),
        fee("排污费•城镇", std="1元", basis="国务院令第369号", biz="yes"),
    ]
