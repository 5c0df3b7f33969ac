"""Further lists of every form laid out by hand, each against one habit of bureaus."""
# One line here is one row of a table.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import datetime
from typing import Any

from reportlab.lib import colors
from reportlab.platypus import PageBreak, Table, TableStyle

from tests.fees.importing.others import pdfs
from tests.fees.importing.others.fees import Row, fee, fund, layout, service
from tests.fees.importing.others.sheets import fill, saved, sheet_of
from tests.fees.importing.others.words import added, cell, document, line, para, removed, run, table


@layout("enterprise_bands.xlsx")
def sheets_in_bands_with_their_own_headers() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例市涉企收费目录清单（2025年）"],
        ["（一）涉企行政事业性收费"],
        ["部门", "项目编号", "收费项目", "收费标准", "批准机关及文号"],
        ["公安", "01", "犬类管理费", "500元/只", "鲁政发〔1999〕2号"],
        [],
        ["（二）涉企政府性基金"],
        ["部门", "项目编号", "基金项目", "征收标准", "文件依据"],
        ["税务", "02", "地方教育附加", "2％", "鲁政字〔2010〕307号"],
        [],
        ["（三）涉企经营服务收费"],
        ["行业主管部门", "项目编号", "收费项目名称", "定价主管部门", "收费标准", "文件依据"],
        ["住建局", "03", "  管道燃气", "发改局", "3.2元/m³", "样发改字〔2024〕9号\r\n样发改字〔2023〕8号"],
    ]
    return saved(sheet_of(rows, "A1:F1", "A2:E2", "A6:E6", "A10:F10")), [
        fee("犬类管理费", dept="公安", std="500元/只", basis="鲁政发〔1999〕2号", biz="yes"),
        fund("地方教育附加", dept="税务", std="2%", basis="鲁政字〔2010〕307号", biz="yes"),
        service("管道燃气", dept="发改局", std="3.2元/m3", basis="样发改字〔2024〕9号;样发改字〔2023〕8号", biz="yes"),
    ]


@layout("unmerged_header.xlsx")
def two_header_rows_that_nothing_joins() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        [None, "样例市住房和城乡建设系统行政事业性收费公示表"],
        [],
        [None, "项目", None, "收费依据", None, "收费标准", None, "涉企项目", None],
        [None, "序号", "名称", "文件名", "文号", "单位", "金额（元）", "是", "否"],
        [None, 1, "城市道路占用费", "关于占道费的通知", "鲁价费发〔1993〕第229号", "平方米·天", 0.4, "√", None],
        [None, 2, "污水处理费", "《城镇排水与污水处理条例》", None, "立方米", "0.95-1.4", None, "√"],
        [None, 3, "生活垃圾处理费", None, "鲁发改价格〔2021〕1号", "户·月", "由县级政府定", None, None],
    ]
    return saved(sheet_of(rows)), [
        fee("城市道路占用费", basis="鲁价费发〔1993〕229号", std="0.4元/平方米·天", biz="yes"),
        fee("污水处理费", basis="《城镇排水与污水处理条例》", std="0.95-1.4元/立方米", biz="no"),
        fee("生活垃圾处理费", basis="鲁发改价格〔2021〕1号", std="由县级政府定"),
    ]


@layout("department_last.xlsx")
def department_and_name_far_apart() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例省省级涉企行政事业性收费项目目录清单", None, None, None, None],
        ["是否\n涉企", "政策依据", "备 注", "收费项目名称", "主管部门"],
        ["☑是 □否", "发改价格〔2015〕1261 号", 45809, "1、教师资格证工本费", "教育厅"],
        ["□是 ☑否", "发改价格〔2015〕1261号，\n同 上", datetime.date(2020, 1, 5), "2、 普通话水平测试费", None],
        [None, "同上", "注：长期", "（1）学生", None],
        [None, "《国家通用语言文字法》等", None, "（2）社会人员", None],
        [None, None, None, None, "人社厅"],
        ["×", "人社厅发〔2020〕12号", None, "3、职业技能评价费", None],
    ]
    return saved(sheet_of(rows, "A1:E1")), [
        fee("教师资格证工本费", dept="教育厅", basis="发改价格〔2015〕1261号", biz="yes", note="45809"),
        fee("普通话水平测试费", dept="教育厅", basis="发改价格〔2015〕1261号", biz="no", note="2020-01-05"),
        fee("学生", of="普通话水平测试费", dept="教育厅", basis="发改价格〔2015〕1261号", note="注：长期"),
        fee("社会人员", of="普通话水平测试费", dept="教育厅", basis="《国家通用语言文字法》等"),
        fee("职业技能评价费", dept="人社厅", basis="人社厅发〔2020〕12号", biz="no"),
    ]


@layout("tiers.xlsx")
def joined_names_over_tiers() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例县政府定价的经营服务性收费目录清单", None, None, None, None, None, None],
        ["序号", "收费项目", None, "收费标准", "收费单位", "收费依据", "定价部门"],
        [1, "机动车停放", "小型车", "2元/小时", "停车场", "样发改〔2023〕1号", "县发改局"],
        [None, None, "大型车", "4元/小时", None, None, None],
        [2, "殡葬基本服务", None, "见附件", "殡仪馆", "样发改〔2023〕2号", "县发改局"],
        [3, "供热", "居民", "22元/㎡", "热力公司", "样发改〔2023〕3号", "县发改局"],
    ]
    merges = ["A1:G1", "B2:C2", "A3:A4", "B3:B4", "E3:E4", "F3:F4", "G3:G4", "B5:C5"]
    d = {"dept": "县发改局"}
    return saved(sheet_of(rows, *merges)), [
        service("小型车", of="机动车停放", std="2元/小时", body="停车场", basis="样发改〔2023〕1号", **d),
        service("大型车", of="机动车停放", std="4元/小时", body="停车场", basis="样发改〔2023〕1号", **d),
        service("殡葬基本服务", std="见附件", body="殡仪馆", basis="样发改〔2023〕2号", **d),
        service("居民", of="供热", std="22元/㎡", body="热力公司", basis="样发改〔2023〕3号", **d),
    ]


@layout("notes_between.xlsx")
def notes_units_and_bands_between() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["全国政府性基金目录清单"],
        ["填报单位：样例省财政厅（公章）"],
        ["计费单位：元/吨"],
        ["序号", "项目名称", "资金管理方式", "征收标准", "政策依据"],
        ["中央批准（2项）"],
        [1, "港口建设费※", "缴入国库", 5.6, "财综[2011]29 号 财综[2011]100号"],
        [2, "乏燃料处理处置基金", "缴入国库", "0.026元/千瓦时", "财综〔2010〕58号"],
        ["小计", "2项"],
        ["省级批准（1项）"],
        [3, "散装水泥专项资金", "—", 1, "财综〔2002〕23号"],
        ["合计", "3项"],
        ["注：1.※为涉及企业的基金。"],
        ["2.本表中“缴入国库”含中央和地方国库。"],
        ["3.第2项自2010年10月1日起执行"],
        ["联系人：李四", None, "电话：0632-1234567"],
    ]
    return saved(sheet_of(rows, "A1:E1", "A2:E2", "A3:E3", "A5:E5", "A9:E9", "A12:E12", "A13:E13", "A14:E14")), [
        fund("港口建设费", fund="缴入国库", std="5.6元/吨", basis="财综〔2011〕29号 财综〔2011〕100号", biz="yes"),
        fund("乏燃料处理处置基金", fund="缴入国库", std="0.026元/千瓦时", basis="财综〔2010〕58号", biz="no"),
        fund("散装水泥专项资金", std="1元/吨", basis="财综〔2002〕23号", biz="no"),
    ]


@layout("paragraph_marks.docx")
def several_paragraphs_and_revisions() -> tuple[bytes, list[Row]]:
    made = document(
        para("样例县行政事业性收费目录清单"),
        para("单位：元"),
        table(
            6,
            line(cell("序号"), cell("部门"), cell(para("项目") + para("名称")), cell(para("征收") + para("标准")), "征收对象", cell(para("政策", added("依据")) )),
            line(cell(para("一、教育部门")), cell(""), cell(""), cell(""), cell(""), cell("")),
            line(cell("1", 1, "restart"), cell("", 1), cell(para("公办幼儿园", removed("学费"), added("保教费"))), cell(para(removed("3"), added("4"), "50")), "幼儿",
                 cell(para("鲁发改成本〔2019〕518号") + para("鲁财", "综〔2019", removed("〕5"), added("〕6"), "号"), 1, "restart")),
            line(cell("", 1, "continue"), cell(""), cell(para("　　住宿费")), "１００", "幼儿", cell("", 1, "continue")),
            line(cell(para("2")), cell(""), cell(para("考试费", run("删去", hidden=True)) + para("（笔试）")), cell(para("60元/科")), cell(para("考生")), cell(para("同上"))),
            line(cell("二、公安部门", 6)),
            line("3", "", "居民身份证工本费", cell(para("首次") + para("20元")), "居民", "发改价格〔2003〕2322号"),
        ),
        para("注：本清单未列入的项目一律不得收取。"),
    )
    d, basis = {"dept": "教育部门"}, "鲁发改成本〔2019〕518号;鲁财综〔2019〕6号"
    return made, [
        fee("公办幼儿园保教费", std="450元", payer="幼儿", basis=basis, **d),
        fee("住宿费", of="公办幼儿园保教费", std="100元", payer="幼儿", basis=basis, **d),
        fee("考试费(笔试)", std="60元/科", payer="考生", basis=basis, **d),
        fee("居民身份证工本费", std="首次\n20元", payer="居民", basis="发改价格〔2003〕2322号", dept="公安部门"),
    ]


@layout("continued.docx")
def one_list_in_two_tables() -> tuple[bytes, list[Row]]:
    made = document(
        para("样例市政府性基金目录清单"),
        table(3, line("基金名称", "征收标准", "征收依据"), line("教育费附加", "3%", "国发〔1986〕50号")),
        para(""),
        table(3, line("地方教育附加", "2%", "鲁政字〔2010〕307号"), line("文化事业建设费", "3%", "财税〔2016〕25号")),
        para("样例市政府定价的经营服务性收费目录清单"),
        table(4, line("收费项目", "收费标准", "收费依据", "收费单位"), line("游览门票", "30元/人次", "《旅游法》、《山东省旅游条例》", "景区")),
    )
    return made, [
        fund("教育费附加", std="3%", basis="国发〔1986〕50号"),
        fund("地方教育附加", std="2%", basis="鲁政字〔2010〕307号"),
        fund("文化事业建设费", std="3%", basis="财税〔2016〕25号"),
        service("游览门票", std="30元/人次", basis="《旅游法》;《山东省旅游条例》", body="景区"),
    ]


@layout("div_page.html")
def page_with_column_groups_and_entities() -> tuple[bytes, list[Row]]:
    text = """<!doctype html><html lang=zh><meta charset=gb2312><title>行政事业性收费-样例区政府</title>
<div class=header><table><tr><td>网站首页</td><td>政务公开</td></tr></table></div>
<div class=TRS_Editor><p style="text-align:center"><strong>样例区行政事业性收费目录</strong></p>
<table style="border-collapse:collapse"><colgroup><col><col style="display:none"><col span=4></colgroup>
<tbody><tr class=firstRow><td rowspan=2>序<br>号</td><td rowspan=2>编码</td><td rowspan=2>项&emsp;目&emsp;名&emsp;称</td><td colspan=2>政策依据</td><td rowspan=2>管理方式</td></tr>
<tr><td>法律法规</td><td>文件（文号）</td></tr>
<tr><td colspan=6><strong>一、卫生健康委员会</strong></td></tr>
<tr><td>1</td><td>A</td><td><p>医疗事故鉴定费</p></td><td>《医疗事故处理条例》</td><td>发改价格&#12308;2008&#12309;1号<br/>财税&lt;略&gt;</td><td rowspan=3>缴入国库</td></tr>
<tr><td>&nbsp;</td><td>B</td><td>&nbsp;&nbsp;&nbsp;&nbsp;首次鉴定</td><td></td><td>—</td></tr>
<tr><td>2</td><td>C</td><td>预防接种<br>异常反应<br>鉴定费</td><td>同上</td><td>财税［2016］14号</td></tr>
<tr><td colspan=6>二、 气象局（1项）</td></tr>
<tr><td>3</td><td>D</td><td>防雷检测费</td><td>《气象法》<br>《防雷办法》</td><td>鲁价费发【2003】9号</td><td>缴入专户</td></tr>
<tr><td colspan=6>备注：执收单位应当公示。</td></tr></tbody></table></div>
<div class=footer><table><tr><td>主办单位</td><td>样例区政府</td></tr></table></div></html>"""
    return text.encode("gb18030"), [
        fee("医疗事故鉴定费", dept="卫生健康委员会", basis="《医疗事故处理条例》;发改价格〔2008〕1号;财税<略>", fund="缴入国库"),
        fee("首次鉴定", of="医疗事故鉴定费", dept="卫生健康委员会", fund="缴入国库"),
        fee("预防接种异常反应鉴定费", dept="卫生健康委员会", basis="财税〔2016〕14号", fund="缴入国库"),
        fee("防雷检测费", dept="气象局", basis="《气象法》;《防雷办法》;鲁价费发〔2003〕9号", fund="缴入专户"),
    ]


@layout("levels.pdf")
def levels_units_and_open_cells() -> tuple[bytes, list[Row]]:
    first = [
        ["序号", "收费项目", "收费标准\n（元）", "计费\n单位", "征收对象", "收费依据"],
        ["一", "公证收费", None, None, "申请人", "发改价格〔2015〕1号"],
        ["(一)", "证明法律行为", "200", "件", None, None],
        ["(二)", "证明有法律意义的事实", "80", "件", None, None],
    ]
    second = [
        ["序号", "收费项目", "收费标准（元）", "计费单位", "征收 对象", "收费依据"],
        ["(三)", "保管遗嘱", "按月收取，\n每月不高于20元", "件", None, None],
        ["二", "检验费", None, None, "企业", "财税〔2014〕101号；《计量法》"],
        ["1", "电能表", "30", "只", None, None],
        ["合 计", None, "6项", None, None, None],
    ]
    widths = [14.0, 40.0, 32.0, 18.0, 28.0, 45.0]

    def part(rows: list[list[str | None]], groups: list[tuple[int, int, bool]]) -> Table:
        made = Table([[pdfs.text(value) if value else "" for value in row] for row in rows], colWidths=[w * 2.8 for w in widths])
        grid = [("GRID", (0, 0), (3, -1), 0.5, colors.black), ("GRID", (0, 0), (-1, 0), 0.5, colors.black),
                ("LINEAFTER", (4, 0), (5, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        for top, bottom, closed in groups:
            grid.append(("LINEABOVE", (4, top), (5, top), 0.5, colors.black))
            if closed:
                grid.append(("LINEBELOW", (4, bottom), (5, bottom), 0.5, colors.black))
        made.setStyle(TableStyle(grid))
        return made

    made = pdfs.pdf(pdfs.text("行政事业性收费标准目录", pdfs.TITLE), part(first, [(1, 3, False)]), PageBreak(),
                    part(second, [(1, 1, True), (2, 3, True), (4, 4, True)]))
    a, b = {"payer": "申请人", "basis": "发改价格〔2015〕1号"}, {"payer": "企业", "basis": "财税〔2014〕101号;《计量法》"}
    return made, [
        fee("公证收费", **a),
        fee("证明法律行为", of="公证收费", std="200元/件", **a),
        fee("证明有法律意义的事实", of="公证收费", std="80元/件", **a),
        fee("保管遗嘱", of="公证收费", std="按月收取，每月不高于20元", **a),
        fee("检验费", **b),
        fee("电能表", of="检验费", std="30元/只", **b),
    ]


@layout("wrapped.pdf")
def wrapped_names_cut_by_the_page() -> tuple[bytes, list[Row]]:
    long = "涉及饮用水卫生安全的产品检验检测及其复检、仲裁检验、委托检验等各类检验服务的费用（含样品制备费、加急费和报告副本费等全部附加费用）"
    rows: list[list[str | None]] = [["部门", "收费项目", "资金管理方式", "政策依据"]]
    expected = []
    for at in range(1, 18):
        name = f"{long}之{at}号"
        rows.append(["卫生", f"{at}.{name}", "缴入地方国库", f"鲁价费发〔2007〕{at}号、鲁财综〔2008〕{at}号、《传染病防治法》"])
        expected.append(fee(name, dept="卫生", fund="缴入地方国库", basis=f"鲁价费发〔2007〕{at}号;鲁财综〔2008〕{at}号;《传染病防治法》"))
    made = pdfs.pdf(
        pdfs.text("行政事业性收费目录清单", pdfs.TITLE),
        pdfs.table(rows, [20, 32, 30, 50], ("VALIGN", (0, 0), (-1, -1), "TOP"), splitInRow=1),
    )
    return made, expected


@layout("quoted.csv")
def tabs_and_ditto_in_a_table_of_text() -> tuple[bytes, list[Row]]:
    text = (
        '"样例县经营服务性收费目录清单（单位：元/次）",,,,,\n"编制单位：县发改局",,,,,\n'
        '"序号","收费\n项目","政府定价部门","收费\n标准","依据文号","涉企"\n'
        '"一","停车服务",,,,\n"1","""惠民""停车场","县发改局","5","样发改〔2019〕2号, 样发改〔2020〕3号","是"\n'
        '"2","路边泊位","同上","3元/小时","同上","否"\n"二","检测",,"10","[2018]样价字第12号",\n"注：5月起执行",,,,,\n'
    )
    return text.encode("gbk"), [
        service("停车服务"),
        service('"惠民"停车场', of="停车服务", dept="县发改局", std="5元/次", basis="样发改〔2019〕2号;样发改〔2020〕3号", biz="yes"),
        service("路边泊位", of="停车服务", dept="县发改局", std="3元/小时", basis="样发改〔2019〕2号;样发改〔2020〕3号", biz="no"),
        service("检测", std="10元/次", basis="样价字〔2018〕12号"),
    ]


@layout("chains.xlsx")
def levels_only_by_indent_and_runs_of_departments() -> tuple[bytes, list[Row]]:
    book = sheet_of([["部门", "项目序号", "项目名称", "资金管理方式", "政策依据"]], title="行政事业性收费")
    sheet = book.active
    fill(sheet, [
        ["一、交通运输", None, None, None, None],
        [None, "１", "1.车辆通行费（限于政府还贷）", "缴入地方国库", "《公路法》，《收费公路管理条例》,交公路发[1994]686号"],
        ["二、 工业和信息化", None, None, None, None],
        [None, "2", "2.无线电频率占用费", "缴入中央和地方国库", "计价费[1998]218号，发改价格[2013]2396号"],
        [None, None, "(1)公众网络", None, "同上"],
        [None, None, "    蜂窝", None, "发改价格[2017]1186号，工信厅财〔2018〕1号；"],
        [None, None, "    宽带", "—", "《无线电管理条例》(国务院、中央军委令第672号)"],
        [None, None, "(2)专用网络", None, None],
    ], top=2)
    return saved(book), [
        fee("车辆通行费(限于政府还贷)", dept="交通运输", fund="缴入地方国库", basis="《公路法》;《收费公路管理条例》;交公路发〔1994〕686号"),
        fee("无线电频率占用费", dept="工业和信息化", fund="缴入中央和地方国库", basis="计价费〔1998〕218号;发改价格〔2013〕2396号"),
        fee("公众网络", of="无线电频率占用费", dept="工业和信息化", basis="计价费〔1998〕218号;发改价格〔2013〕2396号"),
        fee("蜂窝", of="公众网络", dept="工业和信息化", basis="发改价格〔2017〕1186号;工信厅财〔2018〕1号"),
        fee("宽带", of="公众网络", dept="工业和信息化", basis="《无线电管理条例》(国务院、中央军委令第672号)"),
        fee("专用网络", of="无线电频率占用费", dept="工业和信息化"),
    ]
