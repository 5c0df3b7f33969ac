"""Web pages laid out by hand, with the rows a reader would write down."""
# One line here is one row of a table.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from tests.fees.importing.others.fees import Row, fee, fund, layout, service


@layout("word_saved.htm")
def page_saved_by_word() -> tuple[bytes, list[Row]]:
    text = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15">
<title>样例县政府性基金目录清单</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:"";} --></style></head>
<body lang=ZH-CN><div class=WordSection1>
<p class=MsoNormal align=center><b><span style='font-size:22.0pt'>样例县政府性基金目录清单<o:p></o:p></span></b></p>
<table class=MsoTableGrid border=1>
 <thead><tr><td rowspan=2><p class=MsoNormal>序<span lang=EN-US><br></span>号</p></td>
 <td rowspan=2><p>基金名称</p></td><td colspan=2><p>征收依据</p></td><td rowspan=2><p>征收<br>对象</p></td></tr>
 <tr><td><p>文件名</p></td><td><p>文号</p></td></tr></thead>
 <tr><td><p class=MsoNormal><span lang=EN-US>1<o:p></o:p></span></p></td>
 <td><p class=MsoNormal>㙦<span
 lang=EN-US>&nbsp;</span>河工程维护
 管理费</p></td><td><p>关于……的通知</p></td>
 <td><p class=MsoNormal><span lang=EN-US>(2019)</span>鲁财综第<span lang=EN-US>46</span>号</p><p>鲁政字〔<span>2019</span>〕<span>7</span>号</p></td>
 <td rowspan=2><p>𬭬业企业•个体户</p></td></tr>
 <tr style='mso-yfti-irow:2'><td><p>2</p></td><td><p>育林基金<![if !supportMisalignedRows]><![endif]></p></td>
 <td><p>《森林法》</p></td><td><p><o:p>&nbsp;</o:p></p></td></tr>
 <![if !supportMisalignedColumns]><tr height=0><td width=40 style='border:none'></td><td width=90></td><td></td><td></td><td></td></tr><![endif]>
</table></div></body></html>"""
    return text.encode("gb18030"), [
        fund("㙦河工程维护管理费", basis="鲁财综〔2019〕46号;鲁政字〔2019〕7号", payer="𬭬业企业•个体户"),
        fund("育林基金", basis="《森林法》", payer="𬭬业企业•个体户"),
    ]


@layout("headings.html")
def several_lists_under_headings() -> tuple[bytes, list[Row]]:
    text = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>收费公示 - 样例区人民政府</title>
<style>.d-none{display:none!important} .secret { display : none }</style></head><body>
<nav><ul><li><a href="/">首页</a><li><a>政府性基金</a></ul></nav>
<table width="100%"><tr><td>您的位置：首页 &gt; 收费目录清单</td><td>2025-03-01</td></tr></table>
<div id="zoom"><h3>一、行政事业性收费目录清单</h3>
<table><thead><tr><th>序号</th><th>部门</th><th>收费项目</th><th class="secret">内部</th><th>资金管理方式</th></tr></thead>
<tbody><tr><td>1</td><td rowspan="4">教育</td><td>保教费</td><td class="secret">x</td><td rowspan="5">财政专户</td></tr>
<tr style="display: none;"><td>2</td><td>隐藏费</td><td class="secret">x</td></tr>
<tr hidden><td>2</td><td>隐藏费</td><td class="secret">x</td></tr>
<tr><td>2</td><td>住宿费<br>（含空调）<span style="display:none">不显示</span></td><td class="secret">x</td></tr>
<tr><td>3</td><td>交通</td><td>考试费</td><td class="secret">x</td></tr></tbody></table>
<h3>二、政府性基金目录清单</h3>
<table><tr><th>序号</th><th>部门</th><th>基金名称</th><th>资金管理方式</th></tr>
<tr><td>1</td><td>税务</td><td>教育费附加</td><td>缴入国库</td></tr></table>
<h3>三、涉企经营服务性收费目录清单</h3>
<table><tr><th>收费项目</th><th>收费标准</th><th>定价部门</th></tr>
<tr><td>&#9312;&nbsp;供水</td><td>3&#46;1元&frasl;吨</td><td>区发改局</td></tr>
<tr class="d-none"><td>②供热</td><td>2元</td><td>区发改局</td></tr></table>
<h3>相关链接</h3><table><tr><td>序号</td><td>名称</td></tr><tr><td>1</td><td>省财政厅</td></tr></table>
</div></body></html>"""
    return text.encode(), [
        fee("保教费", dept="教育", fund="财政专户"),
        fee("住宿费(含空调)", dept="教育", fund="财政专户"),
        fee("考试费", dept="交通", fund="财政专户"),
        fund("教育费附加", dept="税务", fund="缴入国库"),
        service("供水", std="3.1元⁄吨", dept="区发改局", biz="yes"),
    ]


@layout("layout_tables.html")
def list_inside_layout_tables() -> tuple[bytes, list[Row]]:
    text = """<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=GBK"><TITLE>公开</TITLE>
<SCRIPT>document.write("<table><tr><td>收费项目</td></tr></table>")</SCRIPT></HEAD><BODY>
<TABLE><TR><TD width=200><TABLE><TR><TD>栏目导航<TR><TD>机构职能<TR><TD>收费目录</TABLE></TD>
<TD><CENTER>样例市行政事业性收费标准</CENTER>
<TABLE border=1><TR><TD>主管部门<TD>项目序号<TD>收费项目<TD>征收标准<TD>收费依据<TD>备注
<TR><TD colspan=6>一、卫生健康部门
<TR><TD>&nbsp;<TD>1<TD>预防接种<BR>服务费<TD>每剂次28元<BR>（二类疫苗）<TD>鲁发改成本〔2019〕1131号<TD>-
<TR><TD>&nbsp;<TD>2<TD>社会抚养费<TD>&nbsp;<TD>同上<TD>已取消
<TR><TD colspan=6>二、人防部门
<TR><TD><TD>3<TD>易地建设费<TD><TABLE><TR><TD>甲类<TD>1500元/㎡<TR><TD>乙类<TD>1200元/㎡</TABLE><TD>计价格[2000]474号<TD>
<TR><TD colspan=6>注：本表自公布之日起执行。
</TABLE></TD></TR></TABLE><TABLE><TR><TD>主办：样例市政府<TD>备案号<TD>1234</TABLE></BODY></HTML>"""
    return text.encode("gbk"), [
        fee("预防接种服务费", dept="卫生健康部门", std="每剂次28元(二类疫苗)", basis="鲁发改成本〔2019〕1131号"),
        fee("社会抚养费", dept="卫生健康部门", basis="鲁发改成本〔2019〕1131号", note="已取消"),
        fee("易地建设费", dept="人防部门", std="甲类 1500元/㎡ 乙类 1200元/㎡", basis="计价格〔2000〕474号"),
    ]


@layout("spans.html")
def spans_over_levels() -> tuple[bytes, list[Row]]:
    text = """<html><head><title>政府定价经营服务性收费目录清单</title></head><body>
<p>样例市政府定价的经营服务性收费目录清单（2025年）</p><p>单位：元/吨</p>
<table><caption>附件</caption><tr><td colspan="2">收费项目</td><td rowspan="2">收费标准</td><td rowspan="2">收费依据</td>
<td rowspan="2">是否<br/>涉企</td></tr><tr><td>一级项目</td><td>二级项目</td></tr>
<tr><td rowspan="3">一、自来水</td><td>1.居民生活用水</td><td>2.8</td><td rowspan="2">样发改〔2020〕1号<br>样发改〔2020〕2号</td><td>否</td></tr>
<tr><td>2.非居民用水</td><td>3.6</td><td>是</td></tr>
<tr><td>3.特种用水</td><td><p>洗浴：</p><p>8元/吨</p></td><td>样发改〔2020〕3号</td><td></td></tr>
<tr><td colspan="2">二、污水处理</td><td>1.2</td><td>样发改〔2020〕4号</td><td>是</td></tr>
</table></body></html>"""
    return text.encode("gb18030"), [
        service("居民生活用水", of="自来水", std="2.8元/吨", basis="样发改〔2020〕1号;样发改〔2020〕2号", biz="no"),
        service("非居民用水", of="自来水", std="3.6元/吨", basis="样发改〔2020〕1号;样发改〔2020〕2号", biz="yes"),
        service("特种用水", of="自来水", std="洗浴：8元/吨", basis="样发改〔2020〕3号"),
        service("污水处理", std="1.2元/吨", basis="样发改〔2020〕4号", biz="yes"),
    ]


@layout("utf16.html")
def page_in_utf_16() -> tuple[bytes, list[Row]]:
    text = """<html><head><meta charset="utf-8"></head><body><div class="title">行政事业性收费项目</div>
<table><tr><td></td><td>收费项目</td><td>收费单位</td><td>缴库方式</td></tr>
<tr><td>一</td><td>诉讼费</td><td>法院</td><td><del>专户</del><ins>国库</ins></td></tr>
<tr><td>（一）</td><td><del>案件</del>受理费</td><td>法院</td><td style="visibility:hidden">国库</td></tr></table></body></html>"""
    return text.encode("utf-16"), [
        fee("诉讼费", body="法院", fund="国库"),
        fee("受理费", of="诉讼费", body="法院"),
    ]
