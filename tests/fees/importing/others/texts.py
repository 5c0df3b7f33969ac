"""Text tables laid out by hand in several encodings, with the rows a reader would write down."""
# One line here is one row of a table.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from tests.fees.importing.others.fees import Row, fee, fund, layout, service


@layout("semicolons.csv")
def semicolons_in_gb18030() -> tuple[bytes, list[Row]]:
    text = (
        "样例县行政事业性收费目录清单;;;;\r\n填报单位：县财政局;;;;单位：元\r\n"
        "序号;收费项目;收费标准;政策依据;是否涉企\r\n"
        '1;"机动车安全技术检验费\r\n（小型）";80;"财综[2011]1号；\r\n发改价格【2012】2号";是\r\n'
        "2;㙘湖堤防费;0.5;鲁价费发﹝2011﹞5号，鲁财综〔2011〕6号;否\r\n"
        ";;;;\r\n合计;2项;;;\r\n"
    )
    return text.encode("gb18030"), [
        fee("机动车安全技术检验费(小型)", std="80元", basis="财综〔2011〕1号;发改价格〔2012〕2号", biz="yes"),
        fee("㙘湖堤防费", std="0.5元", basis="鲁价费发〔2011〕5号;鲁财综〔2011〕6号", biz="no"),
    ]


@layout("tabs.csv")
def tabs_in_utf_16() -> tuple[bytes, list[Row]]:
    text = (
        "样例市政府性基金目录清单\r\n\r\n基金名称\t征收依据\t缴费主体\t征收标准\t备注\r\n"
        "地方教育附加\t财综〔2010〕98号\t纳税人\t2%\t截至 2025年\r\n"
        '铁路建设基金\t"国发〔1992〕37号\n财工〔1997〕543号"\t托运人\t0.033元/吨公里\t—\r\n'
        "注：本清单按季更新。\r\n"
    )
    return text.encode("utf-16"), [
        fund("地方教育附加", basis="财综〔2010〕98号", payer="纳税人", std="2%", note="截至2025年"),
        fund("铁路建设基金", basis="国发〔1992〕37号;财工〔1997〕543号", payer="托运人", std="0.033元/吨公里"),
    ]


@layout("bom.txt")
def commas_with_a_mark() -> tuple[bytes, list[Row]]:
    text = (
        '\ufeff"政府定价的经营服务性收费目录清单,2025"\n项目名称,定价部门,定价方式,"收费标准\n（元/次）",收费单位\n'
        "一、殡葬服务,,,,\n1.遗体接运,区发改局,政府定价,200,殡仪馆\n2.遗体存放,区发改局,政府指导价,每天60元,殡仪馆\n"
        "二、检测服务,区发改局,政府定价,,\n"
    )
    return text.encode("utf-8"), [
        service("殡葬服务"),
        service("遗体接运", of="殡葬服务", dept="区发改局", std="200元/次", body="殡仪馆"),
        service("遗体存放", of="殡葬服务", dept="区发改局", std="每天60元", body="殡仪馆"),
        service("检测服务", dept="区发改局"),
    ]


@layout("big_endian.csv")
def commas_in_utf_16_without_a_mark() -> tuple[bytes, list[Row]]:
    text = "行政事业性收费目录\n部门,项目名称,收费文件,资金管理方式\n文旅,导游考试费,鲁价费函[2013]1号,国库\n,报名费,,\n"
    return text.encode("utf-16-be"), [
        fee("导游考试费", dept="文旅", basis="鲁价费函〔2013〕1号", fund="国库"),
        fee("报名费", dept="文旅"),
    ]
