"""Workbooks whose headers, bands and sheets are laid out by hand, with the rows a reader would write down."""
# One line here is one row of a sheet.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import datetime
from typing import Any

from openpyxl import Workbook

from tests.fees.importing.others.fees import Row, fee, fund, layout, service
from tests.fees.importing.others.sheets import edited, fill, saved, sheet_of


@layout("offset.xlsx")
def header_at_c7() -> tuple[bytes, list[Row]]:
    book = Workbook()
    sheet = book.active
    sheet["C1"] = "附件3"
    sheet["C3"] = "样例市行政事业性收费目录清单（2025年版）"
    sheet.merge_cells("C3:I3")
    sheet["C5"] = "填报单位：样例市财政局"
    sheet["I5"] = "单位：元"
    fill(
        sheet,
        [
            ["执 收\n单 位", "收 费\n标 准", " 项目\n 名称 ", "序\n号", "主 管\n部 门", "收费\n依据", "缴费\n义务人"],
            ["车管所", 10, "机动车号牌工本费", 1, "公安", "发改价格[2004]2831号", "车主"],
            [None, "100元/副", "汽车反光号牌", "（1）", "公安", "同上", "车主"],
            ["不动产登记中心", 550, "不动产登记费", 2, "自然资源", "财税〔2016〕79号、发改价格规〔2016〕2559号", "申请人"],
            [None, "－", "合计", None, None, None, None],
        ],
        top=7, left=3,
    )  # fmt: skip
    return saved(book), [
        fee("机动车号牌工本费", dept="公安", body="车管所", std="10元", basis="发改价格〔2004〕2831号", payer="车主"),
        fee("汽车反光号牌", of="机动车号牌工本费", dept="公安", std="100元/副", basis="发改价格〔2004〕2831号",
            payer="车主"),
        fee("不动产登记费", dept="自然资源", body="不动产登记中心", std="550元",
            basis="财税〔2016〕79号;发改价格规〔2016〕2559号", payer="申请人"),
    ]  # fmt: skip


@layout("three_rows.xlsx")
def header_of_three_rows() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例县2025年行政事业性收费目录"],
        ["序号", "收费项目", None, None, "收费政策", None, None, "执收情况", None, "备注"],
        [None, "项目名称", None, "计费\n单位", "收费标准（元）", "设立依据", None, "执收单位", "资金管理方式", None],
        [None, "一级项目", "二级项目", None, None, "文件名称", "文号", None, None, None],
        [1, "教师资格考试费", "笔试", "科", 70, "关于教师资格考试收费的函", "鲁价费函﹝2013﹞42号", "教育招考院", "缴入国库", None],
        [None, None, "面试", "人·次", 280, None, None, None, None, datetime.date(2024, 3, 1)],
        [2, "幼儿园保教费", None, None, "按等级收取", "《幼儿园收费管理暂行办法》", None, "幼儿园", "财政专户", None],
        [3, "学位考试费", "学士学位外语考试", "人", "60", "关于学位外语考试的批复", "鲁发改成本【2021】第88号", "同上", "—", None],
    ]  # fmt: skip
    merges = ["A1:J1", "A2:A4", "B2:D2", "E2:G2", "H2:I2", "J2:J4", "B3:C3", "D3:D4", "E3:E4", "F3:G3", "H3:H4",
              "I3:I4", "A5:A6", "B5:B6", "F5:F6", "G5:G6", "H5:H6", "I5:I6"]  # fmt: skip
    return saved(sheet_of(rows, *merges)), [
        fee("笔试", of="教师资格考试费", std="70元/科", basis="鲁价费函〔2013〕42号", body="教育招考院", fund="缴入国库"),
        fee("面试", of="教师资格考试费", std="280元/人·次", basis="鲁价费函〔2013〕42号", body="教育招考院",
            fund="缴入国库", note="2024-03-01"),
        fee("幼儿园保教费", std="按等级收取", basis="《幼儿园收费管理暂行办法》", body="幼儿园", fund="财政专户"),
        fee("学士学位外语考试", of="学位考试费", std="60元/人", basis="鲁发改成本〔2021〕88号", body="幼儿园"),
    ]  # fmt: skip


@layout("departments_in_a.xlsx")
def departments_in_column_a() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例省涉企行政事业性收费目录清单"],
        ["序号", "收费项目名称", "收费文件（文号）", "收缴方式", "资金管理方式"],
        ["一、公安部门"],
        ["1", "证照费"],
        [None, "（1）外国人签证费", "公通字〔2000〕99号", "就地缴库", "缴入中央和地方国库"],
        [None, "（2）外国人居留证", "公通字(1996)89号", "就地缴库", "同上"],
        ["2", "  保安员考试费", "财综〔2011〕60号", None, "缴入地方国库"],
        ["二、民政局"],
        ["3", "殡葬费", "价费字〔1992〕249号", None, "缴入地方国库"],
        ["三、", "水利部门"],
        ["４", "水土保持补偿费", "财综［2014］8号\n发改价格［2017］1186号", None, "缴入中央和地方国库"],
        ["四、 市场监管局（知识产权局）"],
        ["5", "特种设备检验费", "发改价格〔2015〕1299号,鲁价费发〔2013〕62号", None, None],
    ]  # fmt: skip
    return saved(sheet_of(rows, "A1:E1", "A3:E3", "A8:E8")), [
        fee("证照费", dept="公安部门", biz="yes"),
        fee("外国人签证费", of="证照费", dept="公安部门", basis="公通字〔2000〕99号", fund="缴入中央和地方国库", biz="yes"),
        fee("外国人居留证", of="证照费", dept="公安部门", basis="公通字〔1996〕89号", fund="缴入中央和地方国库", biz="yes"),
        fee("保安员考试费", dept="公安部门", basis="财综〔2011〕60号", fund="缴入地方国库", biz="yes"),
        fee("殡葬费", dept="民政局", basis="价费字〔1992〕249号", fund="缴入地方国库", biz="yes"),
        fee("水利部门", dept="民政局", biz="yes"),
        fee("水土保持补偿费", of="水利部门", dept="民政局", basis="财综〔2014〕8号;发改价格〔2017〕1186号",
            fund="缴入中央和地方国库", biz="yes"),
        fee("特种设备检验费", dept="市场监管局(知识产权局)", basis="发改价格〔2015〕1299号;鲁价费发〔2013〕62号", biz="yes"),
    ]  # fmt: skip


@layout("bands.xlsx")
def three_lists_in_bands_under_one_header() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例区政府定价收费及基金一览表"],
        ["截止日期：2025年6月30日", None, None, None, None, None, "计量单位：元"],
        ["序号", "部门", "项 目 名 称", "政策依据", "征收标准", "是否涉企", "备注"],
        ["一、行政事业性收费（3项）"],
        [1, "人社", "职业技能鉴定费", "鲁价费发﹝2007﹞232号", "180", "×", None],
        [2, "住建", "城镇垃圾处理费", "鲁政办发【2009】81 号", "每户每月5元", "√", "含运输"],
        [None, None, "其中：暂住人口", None, "2", "×", None],
        ["二、政府性基金（2项）"],
        [1, "残联", "残疾人就业保障金", "财税〔2015〕72号；鲁财综〔2015〕70号", "按规定", "√", None],
        [2, None, "教育费附加", "国发〔1986〕50号", 0.03, "√", None],
        ["三、政府定价的经营服务性收费"],
        [1, "发改", "机动车停放服务费", "样发改〔2022〕15号", "小型车首小时3元", "√", None],
        ["说明：1.带√的为涉企项目。"],
        ["      2.本表由区财政局、发展改革局负责解释。"],
    ]  # fmt: skip
    book = sheet_of(rows, "A1:G1", "A4:G4", "A8:G8", "A11:G11", "A13:G13", title="一览表")
    book.active["E10"].number_format = "0%"
    return saved(book), [
        fee("职业技能鉴定费", dept="人社", basis="鲁价费发〔2007〕232号", std="180元", biz="no"),
        fee("城镇垃圾处理费", dept="住建", basis="鲁政办发〔2009〕81号", std="每户每月5元", biz="yes", note="含运输"),
        fee("其中:暂住人口", dept="住建", std="2元", biz="no"),
        fund("残疾人就业保障金", dept="残联", basis="财税〔2015〕72号;鲁财综〔2015〕70号", std="按规定", biz="yes"),
        fund("教育费附加", dept="残联", basis="国发〔1986〕50号", std="3%", biz="yes"),
        service("机动车停放服务费", dept="发改", basis="样发改〔2022〕15号", std="小型车首小时3元", biz="yes"),
    ]


@layout("sheets.xlsx")
def a_list_on_each_sheet_among_decoys() -> tuple[bytes, list[Row]]:
    book = sheet_of(
        [["目  录"], ["序号", "名称", "页码"], [1, "行政事业性收费目录清单", 1], [2, "政府性基金目录清单", 3]], title="目录"
    )
    head = ["编号", "项目", "征收依据", "征收主体", "征收范围及标准"]
    admin = book.create_sheet("行政事业性收费")
    fill(admin, [["样例市收费目录清单"], [], ["编号", "项目", "收费依据", "收费主体", "收费标准"],
                 [1, "考试费", None, None, None],
                 [None, "   会计专业技术资格考试", "鲁价费函〔2015〕104号", "会计学会", "每人每科60元"],
                 [None, "   注册会计师考试", "〔2012〕财税54号", "注协", "每人每科92元"]])  # fmt: skip
    old = book.create_sheet("2019（作废）")
    fill(old, [head, [1, "已取消的收费", "财税〔2019〕1号", "某局", "5元"]])
    old.sheet_state = "hidden"
    gone = book.create_sheet("底稿")
    fill(gone, [head, [1, "底稿收费", "财税〔2019〕1号", "某局", "5元"]])
    gone.sheet_state = "veryHidden"
    fill(book.create_sheet("政府性基金"), [["样例市收费目录清单"], [], ["编号", "基金", "征收依据", "征收主体", "征收标准"],
         [1, "农网还贷资金", "财企[2001]820号；财企（2002）266号", "电网企业", "0.02元/千瓦时"]])  # fmt: skip
    fill(book.create_sheet("联系方式"), [["各部门联系方式"], ["序号", "单位", "联系人", "电话"], [1, "财政局", "张三", "0632-1"]])
    fill(book.create_sheet("统计"), [["收入统计表"], ["序号", "收费项目", "2023年收入（万元）", "2024年收入（万元）"],
         [1, "考试费", 120, 130], ["合计", None, 120, 130]])  # fmt: skip
    fill(book.create_sheet("经营服务性收费"), [["样例市收费目录清单"], [], ["编号", "定价项目", "定价依据", "定价部门", "收费标准"],
         [1, "有线电视基本收视费", "样价〔2011〕3号", "市发展改革委", 23]])  # fmt: skip
    book["经营服务性收费"]["E4"].number_format = '0.00"元/月·户"'
    return saved(book), [
        fee("考试费"),
        fee("会计专业技术资格考试", of="考试费", basis="鲁价费函〔2015〕104号", body="会计学会", std="每人每科60元"),
        fee("注册会计师考试", of="考试费", basis="财税〔2012〕54号", body="注协", std="每人每科92元"),
        fund("农网还贷资金", basis="财企〔2001〕820号;财企〔2002〕266号", body="电网企业", std="0.02元/千瓦时"),
        service("有线电视基本收视费", basis="样价〔2011〕3号", dept="市发展改革委", std="23.00元/月·户"),
    ]


@layout("hidden.xlsx")
def hidden_rows_and_columns() -> tuple[bytes, list[Row]]:
    rows: list[list[Any]] = [
        ["样例县行政事业性收费标准"],
        ["序号", "内部编码", "部门", "收费项目", "旧收费标准", "收费标准", "政策依据", "资金管理方式", "备注"],
        [1, "A1", "交通部门", "船员考试费", "旧50元", "60元/人", "财税〔2016〕10号", "缴入国库", "甲"],
        [2, "A2", "交通部门", "已停征的收费", "1元", "2元", "财税〔2016〕11号", "缴入国库", "乙"],
        [3, "A3", "交通部门", "车辆通行费", "3元", "4元/次", "财税〔2016〕12号", "缴入国库", "丙"],
        [4, "A4", "隐藏部门", "零高收费", "3元", "4元/次", "财税〔2016〕12号", "缴入国库", "丁"],
        [5, "A5", None, "折叠收费", "3元", "4元/次", "财税〔2016〕12号", "缴入国库", "戊"],
        [6, "A6", "农业部门", "检疫费", "3元", "0.5元/头", "农财发〔2000〕1号", "缴入国库", "己"],
    ]
    book = sheet_of(rows, "A1:I1", "C3:C5", "H3:H8")
    sheet = book.active
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[6].height = 0
    sheet.row_dimensions[7].outlineLevel = 1
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["E"].width = 0
    sheet.column_dimensions.group("I", "I", hidden=True)
    common = {"fund": "缴入国库"}
    return edited(saved(book), 'r="6" customHeight="1"', 'r="6" ht="0" customHeight="1"'), [
        fee("船员考试费", dept="交通部门", std="60元/人", basis="财税〔2016〕10号", **common),
        fee("车辆通行费", dept="交通部门", std="4元/次", basis="财税〔2016〕12号", **common),
        fee("检疫费", dept="农业部门", std="0.5元/头", basis="农财发〔2000〕1号", **common),
    ]
