"""Workbooks whose numbers, marks and documents are written by hand in many styles, with the rows a reader would write down."""
# One line here is one row of a sheet.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import datetime
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.fees.importing.others.fees import Row, fee, fund, layout, service
from tests.fees.importing.others.sheets import saved, sheet_of


@layout("formats.xlsx")
def numbers_in_formats() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["经营服务性收费目录清单"],
        ["收费项目名称", "收费标准", "定价机关", "备注（执行时间）"],
        ["公租房租金", 3.5, "区发改局", 42917],
        ["土地复垦保证金利率", 0.035, "区发改局", "45292"],
        ["交易服务费", 3, "区发改局", "2024年起"],
        ["污水处理", 1234.5, "区发改局", datetime.date(2022, 6, 10)],
        ["供暖", 26, "区发改局", None],
        ["供气", 3.0, "区发改局", None],
        ["停车", 0.1 + 0.2, "区发改局", None],
        ["公证", "０．５％", "区发改局", None],
        ["殡仪", 1200, "区发改局", None],
        ["检测", 15, "区发改局", None],
    ]
    book = sheet_of(rows, "A1:D1")
    sheet = book.active
    formats = ['0.00"元/㎡"', "0.0%", '0"‰"', '#,##0.00"元"', '0.0_);[Red](0.0)"元"', '0.00\\元\\/\\m\\³', "General",
               "@", '"¥"#,##0', '_ "￥"* #,##0.00_ ;_ "￥"* -#,##0.00_ ;_ "￥"* "-"??_ ;_ @_ ']  # fmt: skip
    for at, form in enumerate(formats, 3):
        sheet.cell(at, 2).number_format = form
    dept = {"dept": "区发改局"}
    return saved(book), [
        service("公租房租金", std="3.50元/㎡", note="2017-07-01", **dept),
        service("土地复垦保证金利率", std="3.5%", note="2024-01-01", **dept),
        service("交易服务费", std="3‰", note="2024年起", **dept),
        service("污水处理", std="1,234.50元", note="2022-06-10", **dept),
        service("供暖", std="26.0", **dept),
        service("供气", std="3.00元/m³", **dept),
        service("停车", std="0.3", **dept),
        service("公证", std="0.5%", **dept),
        service("殡仪", std="¥1,200", **dept),
        service("检测", std="￥15.00", **dept),
    ]


@layout("ditto.xlsx")
def ditto_chains_and_dashes() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["部门", "收费项目名称", "征收标准", "征收对象", "收费依据", "管理方式", "征收部门", "备注"],
        ["司法部门", "公证费", "200元/件", "申请人", "发改价格〔2009〕1号;鲁价综发〔2019〕2号", "缴入国库", "公证处", "—"],
        ["〃", "仲裁费", "同上", "同 上", "同上", "〃", "同上", "－"],
        [None, "鉴定费", "同上", "（同上）", "同上", "同上", "司法局", "甲"],
        ["科技部门", "评审费", "—", "－", "--", "同上", "同上", "同上"],
    ]
    return saved(sheet_of(rows, title="行政事业性收费目录")), [
        fee("公证费", dept="司法部门", std="200元/件", payer="申请人", basis="发改价格〔2009〕1号;鲁价综发〔2019〕2号",
            fund="缴入国库", body="公证处"),
        fee("仲裁费", dept="司法部门", std="200元/件", payer="申请人", basis="发改价格〔2009〕1号;鲁价综发〔2019〕2号",
            fund="缴入国库", body="公证处"),
        fee("鉴定费", dept="司法部门", std="200元/件", payer="申请人", basis="发改价格〔2009〕1号;鲁价综发〔2019〕2号",
            fund="缴入国库", body="司法局", note="甲"),
        fee("评审费", dept="科技部门", fund="缴入国库", body="司法局", note="甲"),
    ]  # fmt: skip


@layout("star.xlsx")
def star_explained_below() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例市行政事业性收费目录清单"],
        ["部门", "序号", "项目名称", "资金管理方式", "政策依据"],
        ["一、水务部门"],
        [None, 1, "★水资源费", "缴入国库", "财税[2016]2号"],
        [None, 2, "水土保持补偿费 ★", "缴入国库", "财综[2014]8号"],
        ["二、城管部门"],
        [None, 3, "城市道路占用、挖掘修复费", "缴入国库", "建城[1993]410号"],
        ["注：1.标注“★”的为涉企行政事业性收费项目；"],
        ["2.本清单自2025年1月1日起执行。"],
    ]
    return saved(sheet_of(rows, "A1:E1", "A3:E3", "A6:E6", "A8:E8", "A9:E9")), [
        fee("水资源费", dept="水务部门", fund="缴入国库", basis="财税〔2016〕2号", biz="yes"),
        fee("水土保持补偿费", dept="水务部门", fund="缴入国库", basis="财综〔2014〕8号", biz="yes"),
        fee("城市道路占用、挖掘修复费", dept="城管部门", fund="缴入国库", basis="建城〔1993〕410号", biz="no"),
    ]


@layout("marks_of_other_things.xlsx")
def triangle_that_means_something_else() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例市行政事业性收费项目目录"],
        ["序 号", "项目名称", "立项级次", "批准文件", "涉企"],
        ["一", "教育收费", None, None, None],
        ["（一）", "▲公办幼儿园保教费", "省级", "鲁发改价格〔2023〕663号", "否"],
        ["（二）", "普通高中学费*", "中央", "教财〔1996〕101号", ""],
        ["二", "一级、二级建造师考试费", "中央", "人社厅发〔2015〕29号", "是"],
        ["备注：▲为2024年新增项目，*为标准调整项目。"],
    ]
    return saved(sheet_of(rows, "A1:E1", "A7:E7")), [
        fee("教育收费"),
        fee("公办幼儿园保教费", of="教育收费", basis="鲁发改价格〔2023〕663号", biz="no"),
        fee("普通高中学费", of="教育收费", basis="教财〔1996〕101号"),
        fee("一级、二级建造师考试费", basis="人社厅发〔2015〕29号", biz="yes"),
    ]


@layout("checks.xlsx")
def ticks_and_boxes() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["政府性基金目录清单"],
        ["是否\n涉企", "基金项目名称", "征收依据", "征收部门", "缴费主体", "征收标准"],
        ["√", "文化事业建设费", "国发〔1996〕37号，财税〔2016〕25号", "税务", "广告企业", "营业额的3%"],
        [None, "彩票公益金", "国务院令第554号；《彩票管理条例实施细则》（财政部令第67号）", "财政", None, None],
        ["√", "旅游发展基金", "旅办发[1991]124号", "民航", "旅客", "20元"],
    ]
    return saved(sheet_of(rows, "A1:F1")), [
        fund("文化事业建设费", basis="国发〔1996〕37号;财税〔2016〕25号", body="税务", payer="广告企业", std="营业额的3%",
             biz="yes"),
        fund("彩票公益金", basis="国务院令第554号;《彩票管理条例实施细则》(财政部令第67号)", body="财政", biz="no"),
        fund("旅游发展基金", basis="旅办发〔1991〕124号", body="民航", payer="旅客", std="20元", biz="yes"),
    ]  # fmt: skip


_DOCUMENTS = [
    ("财综〔2010〕98号 ； 财综[2011]9号", "财综〔2010〕98号;财综〔2011〕9号"),
    ("《中华人民共和国水法》《取水许可和水资源费征收管理条例》", "《中华人民共和国水法》;《取水许可和水资源费征收管理条例》"),
    ("鲁发改价格规﹝2020﹞第1361号", "鲁发改价格规〔2020〕1361号"),
    ("[1992]价费字240号、（1996）公通字89号", "价费字〔1992〕240号;公通字〔1996〕89号"),
    ("临发改价格2023325号", "临发改价格〔2023〕325号"),
    ("国发明电〔1994〕2号、23号，财税〔 ２０１６ 〕 １２ 号", "国发明电〔1994〕2号、23号;财税〔2016〕12号"),
    ("《关于停征、免征和调整部分收费的通知》（鲁财税【2017】9号），《山东省物业管理条例》", "鲁财税〔2017〕9号;《山东省物业管理条例》"),
    ("财政部 税务总局公告2019年第76号\n国务院令第60号", "财政部 税务总局公告2019年第76号;国务院令第60号"),
    ("发改价格〔2015〕\n2673号\n计价格[1999]466号", "发改价格〔2015〕2673号;计价格〔1999〕466号"),
    ("1.财税〔2019〕1号\n2．鲁财综〔2019〕12号；\n③《价格法》", "财税〔2019〕1号;鲁财综〔2019〕12号;《价格法》"),
    ("（鲁价费发﹝2009﹞36号）", "鲁价费发〔2009〕36号"),
    ("财综（2004）4号，财综〔2004〕4号;教财[2003]4号", "财综〔2004〕4号;教财〔2003〕4号"),
    ("《行政许可法（2019年修正）》、《收费公路管理条例》(国务院令第417号)", "《行政许可法(2019年修正)》;《收费公路管理条例》(国务院令第417号)"),
]  # fmt: skip


@layout("basis.xlsx")
def documents_in_every_style() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [["序号", "收费项目", "收费依据"]]
    rows += [[at, f"样例费之{at}号窗口", text] for at, (text, _) in enumerate(_DOCUMENTS, 1)]
    return saved(sheet_of(rows, title="行政事业性收费")), [
        fee(f"样例费之{at}号窗口", basis=basis) for at, (_, basis) in enumerate(_DOCUMENTS, 1)
    ]


@layout("law_and_policy.xlsx")
def laws_and_policies_in_two_columns() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例市经营服务收费目录清单"],
        ["服务收费项目", "收费依据", None, "收费主体", "计价单位", "收费标准", "定价部门", "行业主管部门"],
        [None, "法律法规", "政策文件", None, None, None, None, None],
        ["车辆救援服务费", "《山东省价格条例》", "鲁发改成本〔2020〕1号", "救援公司", "车次", 300, "省发改委", "交通厅"],
        ["住房专项维修资金管理费", "《住宅专项维修资金管理办法》；《民法典》", None, "物业", "元/平方米", "0.5", "市发改委", "住建局"],
        ["天然气", None, "样发改〔2023〕7号", "燃气公司", "立方米", "第一档3.1元", "市发改委", "住建局"],
    ]
    return saved(sheet_of(rows, "A1:H1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "H2:H3")), [
        service("车辆救援服务费", basis="《山东省价格条例》;鲁发改成本〔2020〕1号", body="救援公司", std="300元/车次",
                dept="省发改委"),
        service("住房专项维修资金管理费", basis="《住宅专项维修资金管理办法》;《民法典》", body="物业", std="0.5元/平方米",
                dept="市发改委"),
        service("天然气", basis="样发改〔2023〕7号", body="燃气公司", std="第一档3.1元", dept="市发改委"),
    ]  # fmt: skip


@layout("levels.xlsx")
def five_levels_of_marks() -> tuple[bytes, list[Row]]:
    names = [
        ("一", "教育部门收费", ""),
        ("(一)", "学前教育", "教育部门收费"),
        ("1", "公办园", "学前教育"),
        (None, "（1）保教费", "公办园"),
        (None, "①省示范园", "保教费"),
        (None, "②一类园", "保教费"),
        (None, "⑵住宿费", "公办园"),
        ("2", "民办园", "学前教育"),
        ("（二）", "高等教育", "教育部门收费"),
        ("3.", "三、四级英语考试费", "高等教育"),
        ("二", "110联动服务费", ""),
    ]
    rows: list[list[Any]] = [["行政事业性收费目录清单"], ["序号", "项目名称", "征收标准"]]
    rows += [[number, name, f"{at}元"] for at, (number, name, _) in enumerate(names, 1)]
    return saved(sheet_of(rows, "A1:C1")), [
        fee(name.lstrip("（1）①②⑵") if number is None else name, of=parent, std=f"{at}元")
        for at, (number, name, parent) in enumerate(names, 1)
    ]


@layout("two_tables.xlsx")
def two_tables_under_each_other() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["一、样例县行政事业性收费项目"],
        ["序号", "部门", "收费项目", "资金管理方式"],
        [1, "法院", "诉讼费", "缴入国库"],
        [2, None, "申请费", "缴入国库"],
        ["合  计", None, "2项", None],
        [],
        ["二、样例县政府性基金项目"],
        ["资金管理方式", "基金名称", "序号", "征收标准（元/吨）", "执收单位"],
        ["缴入国库", "船舶油污损害赔偿基金", 1, 0.3, "海事局"],
        ["缴入国库", "废弃电器电子产品处理基金", 2, "按台（套）定额", "税务局"],
        [],
        ["附表：2024年各项收费收入情况"],
        ["序号", "收费项目", "收入（万元）"],
        [1, "诉讼费", 33],
    ]
    return saved(sheet_of(rows, "A1:D1", "A7:E7")), [
        fee("诉讼费", dept="法院", fund="缴入国库"),
        fee("申请费", dept="法院", fund="缴入国库"),
        fund("船舶油污损害赔偿基金", fund="缴入国库", std="0.3元/吨", body="海事局"),
        fund("废弃电器电子产品处理基金", fund="缴入国库", std="按台(套)定额", body="税务局"),
    ]


@layout("rich.xlsx")
def rich_text_and_odd_names() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["公共服务收费目录（政府定价）"],
        ["序号", "名称", "收费标准(元)", "收费单位", "政策依据", "有无减免政策", "监督电话", "执行日期"],
        [1, None, 12, "景区管委会", "样价费〔2018〕5号", "有", "12345", 43101],
        [2, "Ａ级\n景区\u3000讲解费", "30～50", "景区管委会", "样价费〔2018〕6号", "无", "12345", 43101],
        [3, "1号线\u00a0地铁票价", "2", "地铁公司", "样价费〔2018〕7号", "无", "12345", 43101],
    ]
    book = sheet_of(rows, "A1:H1")
    book.active["B3"] = CellRichText("景区", TextBlock(InlineFont(b=True), "门票"), "（旺季）")
    return saved(book), [
        service("景区门票(旺季)", std="12元", body="景区管委会", basis="样价费〔2018〕5号"),
        service("A级景区讲解费", std="30~50元", body="景区管委会", basis="样价费〔2018〕6号"),
        service("1号线地铁票价", std="2元", body="地铁公司", basis="样价费〔2018〕7号"),
    ]


@layout("printed_pages.xlsx")
def printed_pages_with_repeated_headers() -> tuple[bytes, list[Row]]:
    head = ["项目序号", "主管部门", "收 费 项 目", "收费标准", "计量单位", "收费依据"]
    rows: list[list[Any]] = [
        ["样例县行政事业性收费一览表"],
        head,
        [1, "卫健部门", "预防接种服务费", "28", "元/剂次", "鲁发改成本〔2019〕1131号"],
        [2, "卫健部门", "鉴定费", None, None, None],
        [None, None, "(1)医疗事故鉴定", "2000", "元/例", "鲁价费发〔2002〕301号"],
        ["第1页，共2页"],
        [],
        ["样例县行政事业性收费一览表（续）"],
        ["项目\n序号", "主管 部门", "收费项目", "收费\n标准", "计量单位", "收费依据"],
        [3, "人防部门", "防空地下室易地建设费", "1500", "元/平方米", "计价格〔2000〕474号"],
        [None, "小计", None, None, None, None],
    ]
    return saved(sheet_of(rows, "A1:F1", "A8:F8")), [
        fee("预防接种服务费", dept="卫健部门", std="28元/剂次", basis="鲁发改成本〔2019〕1131号"),
        fee("鉴定费", dept="卫健部门"),
        fee("医疗事故鉴定", of="鉴定费", dept="卫健部门", std="2000元/例", basis="鲁价费发〔2002〕301号"),
        fee("防空地下室易地建设费", dept="人防部门", std="1500元/平方米", basis="计价格〔2000〕474号"),
    ]


@layout("renamed.xls")
def new_workbook_with_an_old_name() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["行政事业性收费目录清单"],
        ["收费单位", "收费名称", "征收标准"],
        ["车管所", "驾驶证工本费", "10元"],
    ]
    return saved(sheet_of(rows)), [fee("驾驶证工本费", std="10元", body="车管所")]
