"""Every kind of standard wording, with other content than the lists: what is read, and what must not be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.rates import Band, Currency, Fixed, Limits, Range, RateReading, Share, Tiered, due, read_rate

D = Decimal


def only(text: str, value: str | None = None, unit: str = ""):
    reading = read_rate(text, D(value) if value else None, unit)
    assert reading.complete, reading
    assert len(reading.options) == 1
    return reading.options[0].rate


def cases(reading: RateReading):
    assert reading.complete, reading
    return [(option.label, option.rate.price, option.rate.unit) for option in reading.options]


@pytest.mark.parametrize(
    ("text", "price", "unit"),
    [
        ("900元/人", "900", "人"),
        ("每件320元", "320", "件"),
        ("每平方米3.5元", "3.5", "平方米"),
        ("2.8分钱（每千瓦时）", "0.028", "千瓦时"),
        ("6.2厘/千瓦时", "0.0062", "千瓦时"),
        ("31.5元/兆瓦时", "31.5", "兆瓦时"),
        ("12.60万元", "126000", ""),
        ("4.5元/人/月", "4.5", "人·月"),
        ("每床位每月6元", "6", "床位·月"),
        ("每吨放射性废物0.7元", "0.7", "吨"),
        ("30元/车·次", "30", "辆·次"),
        ("8元/人天", "8", "人·天"),
        ("收费标准：120元/次", "120", "次"),
        ("工本费15元", "15", ""),
        ("每本1,200元", "1200", "本"),
        ("一百二十元/件", "120", "件"),
        ("叁佰元/件", "300", "件"),
        ("由25元/本降为10元/本", "10", "本"),
        ("按用水量征收，0.35元/立方米", "0.35", "立方米"),
        ("每立方米2.8元，其中水资源费0.4元", "2.8", "立方米"),
        ("合计41.5元/兆瓦时（含甲基金、乙附加等分项，分项原文未读到）", "41.5", "兆瓦时"),
        ("征收标准降为零", "0", ""),
        ("免费", "0", ""),
    ],
)
def test_one_price(text, price, unit):
    rate = only(text)
    assert isinstance(rate, Fixed)
    assert (rate.price, rate.unit) == (D(price), unit)
    assert rate.limits == Limits()


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("12-18元/月", "12", "18", "月"),
        ("每件交纳60元至700元", "60", "700", "件"),
        ("0.021-0.045元/吨·公里", "0.021", "0.045", "吨·公里"),
        ("20000～26000元", "20000", "26000", ""),
        ("1.5万元-2万元/项", "15000", "20000", "项"),
    ],
)
def test_a_range(text, low, high, unit):
    assert only(text) == Range(D(low), D(high), unit)


@pytest.mark.parametrize(
    ("text", "share", "sign", "base"),
    [
        ("按照土地评估价款的15%征缴荒芜费", "0.15", "%", "土地评估价款"),
        ("4‰", "0.004", "‰", ""),
        ("12%（转让价款）", "0.12", "%", "转让价款"),
        ("按债券交易额的0.03‰收取", "0.00003", "‰", "债券交易额"),
        ("按合同金额的千分之二收取", "0.002", "‰", "合同金额"),
        ("按单位实际缴纳消费税额计征，4%", "0.04", "%", "单位实际缴纳消费税额"),
        ("百分之二点五", "0.025", "%", ""),
        ("万分之五", "0.0005", "‰", ""),
    ],
)
def test_a_share(text, share, sign, base):
    rate = only(text)
    assert isinstance(rate, Share)
    assert (rate.low, rate.high, rate.sign, rate.base) == (D(share), D(share), sign, base)


def test_ceilings_floats_least_and_most():
    assert only("每平方米不超过2.4元").limits.ceiling
    assert only("每生每学期最高不超过850元").limits.ceiling
    assert only("不高于6厘/千瓦时").limits.ceiling
    guided = only("实行政府指导价，基准价每吨0.8元，可上下浮动10%").limits
    assert (guided.ceiling, guided.float_up) == (True, D("0.1"))
    open_down = only("1.3元/平方米·月。可上浮15%，下浮不限").limits
    assert (open_down.ceiling, open_down.float_up) == (True, D("0.15"))
    bounded = only("按工程造价的1.5‰收取，最低500元，最高不超过5万元").limits
    assert (bounded.minimum, bounded.cap) == (D(500), D(50000))
    assert only("按货值的0.3%收取，不足40元的按40元收取").limits.minimum == D(40)


def test_dates_in_a_wording_are_kept():
    (option,) = read_rate(
        "自2023年10月1日起，我区车用天然气最高销售价格调整为每立方米4.12元，各单位不得上浮，下浮不限"
    ).options
    assert option.since == date(2023, 10, 1)
    assert option.rate.limits.ceiling
    stopped = read_rate("补领每证30元（首次申请自2019年3月1日起停征）")
    assert stopped.complete
    assert [(o.label, o.rate.price, o.since) for o in stopped.options] == [
        ("补领", D(30), None),
        ("首次申请", D(0), date(2019, 3, 1)),
    ]


def test_several_cases_each_with_its_price():
    plates = read_rate("1.轿车号牌每副90元、挂车号牌每面45元。2.临时号牌每张6元。")
    assert cases(plates) == [("轿车号牌", D(90), "副"), ("挂车号牌", D(45), "面"), ("临时号牌", D(6), "张")]
    assert cases(read_rate("①甲级500元/项；②乙级300元/项")) == [("甲级", D(500), "项"), ("乙级", D(300), "项")]
    assert cases(read_rate("60元/人（延期90元/人）")) == [("", D(60), "人"), ("延期", D(90), "人")]
    assert cases(read_rate("初领免费；遗失补领每证15元")) == [("初领", D(0), ""), ("遗失补领", D(15), "证")]
    shared = read_rate("每辆每月室外100元、室内150元")
    assert cases(shared) == [("室外", D(100), "辆·月"), ("室内", D(150), "辆·月")]
    heading = read_rate("元/辆·月：地上45，地下65；立体车位最高90")
    assert cases(heading) == [("地上", D(45), "辆·月"), ("地下", D(65), "辆·月"), ("立体车位", D(90), "辆·月")]
    assert heading.options[2].rate.limits.ceiling
    like_another = read_rate("首台20元/机·月,第二台4元/机·月,第三台执行首台收费标准。")
    assert cases(like_another)[2] == ("第三台", D(20), "机·月")
    more_and_less = read_rate("平段0.6元/千瓦时；峰段(8:00-22:00)加0.05元、谷段减0.2元")
    assert [o.rate.price for o in more_and_less.options] == [D("0.6"), D("0.65"), D("0.4")]


def test_years_of_a_lump_sum_are_cases_with_their_ordinals():
    reading = read_rate("第1-2年500元；第3-5年800元；第6年1000元")
    assert reading.complete
    assert [o.ordinals for o in reading.options] == [(1, 2), (3, 5), (6, 6)]
    assert [o.rate.price for o in reading.options if o.covers(4)] == [D(800)]
    assert reading.options[0].ordinal_of == "年"


def test_parts_that_add_up_to_the_total():
    assert only("户年用水量≤120立方米：基本水价2.1，水资源费0.30，污水处理费0.90，合计3.30元/立方米").price == D("3.30")
    wrong = read_rate("基本水价2.1，水资源费0.30，合计3.30元/立方米")
    assert not wrong.complete


def test_the_tables_of_courts():
    rate = only(
        "案件按照下列比例分段累计交纳：1.不超过2万元的，每件交纳80元；2.超过2万元至15万元的部分，按照3％交纳；"
        "3.超过15万元的部分，按照1.2％交纳。"
    )
    assert rate == Tiered(
        (
            Band(D(0), D(20000), lump=D(80)),
            Band(D(20000), D(150000), price=D("0.03"), sign="%"),
            Band(D(150000), None, price=D("0.012"), sign="%"),
        ),
        "元",
        cumulative=True,
        per="件",
    )


def test_a_case_without_a_table_beside_one_with():
    reading = read_rate(
        "没有标的的，每件交纳60元至300元。标的额不超过5万元的，每件交纳70元；超过5万元的部分，按照1％交纳。"
    )
    assert reading.complete
    kinds = {type(option.rate): option.label for option in reading.options}
    assert kinds == {Tiered: "标的额", Range: "没有标的的"}


def test_tables_of_things_and_rising_steps():
    pages = only("(一)20页以下(含20页)的，不收费。(二)21—80页(含80页)的部分:5元/页。(三)81页以上的部分:9元/页。")
    assert [(b.above, b.up_to, b.price) for b in pages.bands] == [(0, 20, 0), (20, 80, 5), (80, None, 9)]
    steps = only(
        "(一)5件以下(含5件)的，不收费。(二)6—20件(含20件)的部分:40元/件。"
        "(三)21件以上的部分:以5件为一档，每增加一档，收费标准提高30元/件。"
    )
    assert steps.bands[-1] == Band(D(20), None, price=D(70), step_size=D(5), step_rise=D(30))


def test_a_base_price_and_so_much_beyond():
    rate = only("基价(拖行15公里以内)260元/车·次;拖行15公里以上,在基价基础上增加8元/公里拖行费,不足1公里按1公里计")
    assert rate.bands == (Band(D(0), D(15), lump=D(260)), Band(D(15), None, price=D(8)))
    assert (rate.unit, rate.per, rate.limits.step) == ("公里", "辆·次", D(1))
    hearse = only("30公里以内的，180元/具；超过30公里的，每增加1公里加收4元，按往返里程计算")
    assert (hearse.bands[0].lump, hearse.bands[1].price, hearse.per) == (D(180), D(4), "具")


def test_parking_with_a_free_time_and_a_daily_cap():
    rate = only("1小时内免费；超过1小时的部分按每小时3元，24小时内(含)累计不超过15元")
    assert rate.bands == (Band(D(0), D(1)), Band(D(1), None, price=D(3)))
    assert (rate.limits.cap, rate.limits.cap_within) == (D(15), D(24))


def test_lump_sums_by_size_need_no_word_on_adding_up():
    rate = only("不足2吨的每车15元；2吨至8吨的每车25元；8吨以上的每车40元")
    assert (rate.cumulative, rate.unit, rate.per) == (False, "吨", "辆")


@pytest.mark.parametrize(
    "text",
    [
        "10万元以下的按1%收取；10万元以上的按0.5%收取",
        "1小时内免费，1小时至3小时每小时3元，超过3小时每小时5元",
        "一年以内每月2元，一年以上每月1元",
        "180立方米以下每立方米2.8元；180立方米以上每立方米4元",
    ],
)
def test_bands_without_a_word_on_adding_up_are_not_computed(text):
    reading = read_rate(text)
    assert not reading.complete
    assert "分段累计" in str(reading.reason)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有列出"),
        ("具体收费标准见附件", "其他文件"),
        ("每吨60元，由县级以上人民政府确定", "其他文件"),
        ("双方协商确定", "其他文件"),
        ("市场调节价", "其他文件"),
        ("80元/件（节选）", "摘录"),
        ("7元/本（河南某县执行标准）", "其他地方"),
        ("标准由各省制定（例：甘肃按总投资的2%）", "其他地方"),
        ("旺季上浮", "浮动"),
        ("每件收取200元，每增加一项加收50元", "加收"),
        ("400元(限10个商品，每超过1个商品加收40元)", "加收"),
        ("100元/件，加急加倍", "加收"),
        ("超标排放加一倍征收；每污染当量1.2元", "加收"),
        ("120元/人·天（节假日上浮50%）", "加收"),
        ("基价(10公里以内)450元/车·次", "加收"),
        ("每千瓦时加价0.02元", "加收"),
        ("证书申请费50元，证件费200元", "同时收取"),
        ("学费5000元/生·学年，住宿费800元/生·学年", "同时收取"),
        ("10元、20元、30元", "同时收取"),
        ("每件不低于50元", "未能完全读懂"),
        ("50元起", "未能完全读懂"),
        ("每宗100元以上", "未能完全读懂"),
        ("约30元/次", "未能完全读懂"),
        ("每10平方米5元", "未能完全读懂"),
        ("2023年10元/人，2024年12元/人", "未能完全读懂"),
        ("管道燃气配气价格", "未能完全读懂"),
        ("按实际发生额收取", "没有写明金额"),
        ("按规定标准的50%收取", "加收"),
        ("每人每次30元，每日最高90元", "同时收取"),
        ("首件20元，以后每件5元", "同时收取"),
        ("每份30元；超过部分每页1元", "同时收取"),
        ("每件80元。每平方米1元。", "同时收取"),
        ("长" * 7000, "未能完全读懂"),
        ("1" * 40 + "元/件", "未能完全读懂"),
        ("每件" + "长" * 500 + "9元", "未能完全读懂"),
    ],
)
def test_doubt_keeps_a_wording_a_wording(text, why):
    reading = read_rate(text)
    assert not reading.complete
    assert why in str(reading.reason)


@pytest.mark.parametrize("text", ["免费", "9元/件", "每件9元", "3%"])
def test_words_that_only_lower_are_kept_as_caveats(text):
    reading = read_rate(f"{text}，低保家庭减半")
    assert reading.complete
    assert reading.caveats == ("低保家庭减半",)


def test_foreign_money_is_kept_as_it_is():
    assert only("15美元/人").currency is Currency.DOLLAR


def test_the_plain_rate_of_the_source_lends_its_unit_and_must_agree():
    assert only("700元", "700", "元/件") == Fixed(D(700), "件")
    assert only("合计30元/兆瓦时", "0.03", "元/千瓦时") == Fixed(D(30), "兆瓦时")
    assert only("", "45", "元/人") == Fixed(D(45), "人")
    assert only("60元/车·具·次", "60", "元/次").other_unit == "次"
    several = read_rate("500元；网上申请450元", D(500), "元/件（纸质申请）")
    assert several.complete
    assert several.main == several.options[0]
    assert {option.rate.unit for option in several.options} == {"件"}
    unlike = read_rate("500元/件", D(400), "元/件")
    assert not unlike.complete
    assert "不一致" in str(unlike.reason)


@given(st.text(alphabet="每件元0123456789.万%‰以下上至超过的部分，；：（）/月一二加收免费不按", max_size=40))
def test_any_wording_is_read_without_failing(text):
    reading = read_rate(text)
    assert reading.complete == (reading.reason is None)
    assert reading.options or not reading.complete


FRAGMENTS = [
    *(
        "每件",
        "每平方米",
        "5元",
        "0.3%",
        "2‰",
        "1万元",
        "10元/件",
        "元/辆·月：",
        "免费",
        "降低",
        "按",
        "标准",
        "减半",
        "上浮",
        "加",
        "减",
    ),
    *(
        "（",
        "）",
        "；",
        "，",
        "。",
        "、",
        "1.",
        "①",
        "不超过",
        "超过",
        "以下",
        "以上",
        "至",
        "的部分",
        "分段累计",
        "不足1公里按1公里计",
    ),
    *(
        "自2020年1月1日起",
        "停征",
        "基价",
        "10公里以内",
        "第1-3年",
        "合计",
        "其中",
        "最高",
        "封顶",
        "执行",
        "原",
        "由",
        "降为",
        "另",
        "约",
    ),
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_any_mixture_of_phrases_is_read_without_failing(text):
    reading = read_rate(text)
    assert reading.complete == (reading.reason is None)
    for option in reading.options:
        due(option.rate, D(3), "元" if isinstance(option.rate, Share) else option.rate.unit)


@given(
    st.decimals(min_value=D("0.01"), max_value=D(99999), places=2),
    st.sampled_from(["件", "人", "本", "证", "平方米", "立方米", "千瓦时", "户·月", "吨·公里"]),
)
def test_a_plain_price_reads_the_same_in_front_and_behind(price, unit):
    assert only(f"{price}元/{unit}") == Fixed(price, unit)
    assert only(f"每{unit.replace('·', '每')}{price}元") == Fixed(price, unit)
