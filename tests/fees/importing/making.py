"""Makes published lists of many layouts with the rows they must give; fees and numbers are invented."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

WORDINGS = {
    "number": ["序号", "项目序号", "编号", "序  号", "项目\n序号", "序"],
    "name": ["项目名称", "收费项目", "收费项目名称", "定价项目", "收费名称", "执收项目", "项 目 名 称", "收费\n项目",
             "执收项目名称", "行政事业性收费项目名称", "收费事项"],
    "fund_name": ["基金名称", "基金项目名称", "政府性基金项目", "基金项目", "基金\n名称"],
    "first": ["一级项目", "一级项目名称", "一级收费项目"],
    "second": ["二级项目", "二级项目名称", "二级收费项目", "子项目", "收费子项"],
    "basis": ["政策依据", "征收依据", "收费依据", "批准文件", "收费文件（文号）", "设立依据", "文件依据",
        "政 策 依 据", "收费\n依据",
              "法律法规依据", "政策文件依据", "依据文件", "收费依据（文件名称及文号）", "批准文号", "法律依据",
                  "政策文件", "批准文件及文号"],
    "basis_title": ["文件名", "文件名称", "名称"],
    "basis_number": ["文号", "文件文号", "文  号"],
    "standard": ["收费标准", "征收标准", "标准", "定价标准", "收费标准及单位", "收 费 标 准", "征收\n标准",
        "收费金额", "现行收费标准",
                 "执收标准", "价格标准"],
    "unit": ["计费单位", "计量单位", "计价单位", "计费\n单位", "计征单位"],
    "collector": ["执收部门", "执收单位", "收费单位", "征收部门", "征收单位", "收费主体", "执收部门(单位)",
        "执收\n单位", "执收主体", "收费部门"],
    "payer": ["征收对象", "缴费对象", "缴费主体", "收费对象", "缴纳义务人", "征收\n对象", "缴费人", "付费主体",
        "缴纳对象"],
    "fund": ["资金管理方式", "管理方式", "资金管理", "缴库方式", "资金管理\n方式", "收入管理方式", "资金 管理 方式"],
    "business": ["是否涉企", "涉企", "是否\n涉企", "是否涉企收费", "是否为涉企收费", "是否属于涉企收费", "涉企收费"],
    "remarks": ["备注", "备  注", "说明", "备注说明", "备\n注"],
    "department": ["部门", "主管部门", "部门名称", "部  门", "业务主管部门"],
    "pricing": ["定价部门", "定价机关", "定价主体", "定价\n部门"],
    "other": ["征收方式", "立项级次", "征收范围", "是否行政审批前置", "是否涉进出口环节", "项目类别",
        "行业主管部门", "定价方式",
              "监督电话", "收费性质", "征收地区", "项目编码", "减免政策", "执行期限"],
}  # fmt: skip
DEPARTMENTS = [
    "教育部门",
    "公安部门",
    "自然资源部门",
    "住房城乡建设（城市管理）部门",
    "水利局",
    "卫生健康委员会",
    "法院",
    "市场监管部门",
    "人防部门",
]
FUNDS = ["缴入中央国库", "缴入地方国库", "缴入中央和地方国库", "缴入财政专户"]
COLLECTORS = ["样例区不动产登记中心", "样例区综合行政执法局", "税务部门", "样例区第一中学", "检验检测机构"]
PAYERS = ["申请人", "用水户", "生产、使用单位", "在校学生", "建设单位和个人"]
PRICERS = ["省发展改革部门", "市价格主管部门", "授权市、县人民政府", "市发展改革委、市财政局"]
REMARKS = ["按年度缴纳", "增加证书的，每增加一本", "自2021年1月1日起执行", "小微企业免征"]
KINDS = {
    "admin_fee": ["样例区行政事业性收费目录清单", "样例市涉及个人的行政事业性收费目录清单（2025年版）",
        "2024年样例省考试考务费收费标准一览表"],
    "gov_fund": ["样例区政府性基金目录清单", "全国政府性基金目录清单（截至2025年6月）"],
    "regulated_service": ["样例市政府定价经营服务性收费目录清单", "样例省定价目录清单（2025年）",
        "样例市政府定价管理的经营服务收费标准一览表"],
}  # fmt: skip
_SYLLABLES = [
    "道路",
    "水土",
    "公路",
    "医疗",
    "土地",
    "教学",
    "船舶",
    "电梯",
    "锅炉",
    "幼儿",
    "墓位",
    "专利",
    "商标",
    "渔业",
    "矿产",
    "房屋",
    "车辆",
    "食品",
]
_ACTS = [
    "检验",
    "检测",
    "登记",
    "鉴定",
    "占用",
    "补偿",
    "修复",
    "注册",
    "复垦",
    "评审",
    "认证",
    "考试",
    "公证",
    "停放",
    "配套",
]
_SIGNS = [
    "财税",
    "财综",
    "发改价格",
    "计价格",
    "价费字",
    "鲁发改成本",
    "枣价格发",
    "鲁价费发",
    "教财",
    "公通字",
    "财政部公告",
]
_BRACKETS = ["〔{}〕", "[{}]", "［{}］", "【{}】", "﹝{}﹞", "({})", "（{}）", " 〔{}〕 "]


@dataclass
class Spot:
    """One planned cell: what it shows, how a sheet stores it, and how far it is joined."""

    text: str = ""
    number: float | None = None
    number_format: str = "General"
    down: int = 1
    across: int = 1
    indent: int = 0
    covered: bool = False


@dataclass
class Plan:
    """One table as it is to be published: rows of spots, which rows and columns are hidden, lines around it."""

    rows: list[list[Spot]] = field(default_factory=list)
    header_rows: tuple[int, int] = (0, 0)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    name: str = ""
    lines_above: list[str] = field(default_factory=list)
    lines_below: list[str] = field(default_factory=list)


@dataclass
class Fee:
    """One item with the fields it must be read with."""

    level: int
    expected: dict[str, str]
    children: int = 0


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "0" <= sign <= "9" else sign for sign in text)


class Maker:
    """Plans one list; every choice comes from the seed. `can` says what the file's form can show."""

    def __init__(self, seed: int, can: set[str]) -> None:
        self.dice = random.Random(seed)
        self.can = can
        self.names: set[str] = set()

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def one(self, choices: list[str]) -> str:
        return self.dice.choice(choices)

    # --- content -----------------------------------------------------------------------------

    def name(self, last: str = "费") -> str:
        while True:
            name = self.one(_SYLLABLES) + self.one(_SYLLABLES) + self.one(_ACTS) + last
            if self.chance(0.15):
                name += "（" + self.one(["限于补办", "含加急", "第三类", "五年一次"]) + "）"
            if self.chance(0.06):
                name = self.one(["一类", "二级", "三星级", "一级、二级"]) + name
            if name not in self.names:
                self.names.add(name)
                return name

    def documents(self) -> tuple[str, str]:
        """A basis as printed and as it must be read."""
        printed, expected = [], []
        if self.chance(0.3):
            law = f"《中华人民共和国{self.one(_SYLLABLES)}法》"
            printed.append(law)
            expected.append(law)
        if self.chance(0.1):
            printed.append("国务院令第60号")
            expected.append("国务院令第60号")
        for _ in range(self.dice.randint(1, 4)):
            sign, year, number = self.one(_SIGNS), str(self.dice.randint(1992, 2025)), str(self.dice.randint(1, 2900))
            if sign == "财政部公告":
                one, right = f"{sign}{year}年第{number}号", f"{sign}{year}年第{number}号"
            else:
                right = f"{sign}〔{year}〕{number}号"
                one = sign + self.one(_BRACKETS).format(year) + (f" {number} " if self.chance(0.1) else number) + "号"
                one = f"[{year}]{sign}{number}号" if self.chance(0.08) else one
                one = f"{sign}〔{year}〕第{number}号" if self.chance(0.08) else one
                one = f"{sign}{year}{number}号" if self.chance(0.04) and len(number) < 4 else one
                one = full_width(one) if self.chance(0.08) else one
            if right in expected:
                continue
            printed.append(one)
            expected.append(right)
        separator = self.one(["；", ";", "，", "、", "\n", ", "])
        return separator.join(printed), ";".join(expected)

    def standard(self, unit: str, style: str) -> tuple[Spot, str, str]:
        """A standard as a cell, as it must be read, and what the unit column says."""
        amount = self.one(["10", "80", "215", "1500", "0.5", "3.6", "900", "2.75"])
        per = self.one(["件", "人", "平方米", "吨", "次", "证", "辆/月"])
        if style == "words" or (style != "format" and self.chance(0.3)):
            text = self.one(
                [
                    f"{amount}元/{per}",
                    f"每{per}{amount}元",
                    f"第一类{amount}元；\n第二类20元",
                    "按文件规定执行",
                    f"不超过{amount}元/{per}",
                ]
            )
            return Spot(text), text, self.one(["－", "", "—"])
        if style == "format" and "format" in self.can:
            if self.chance(0.3):
                return Spot("20%", 0.2, "0%"), "20%", ""
            return (
                Spot("", float(amount), f'General"元/{per}"' if "." in amount else f'0"元/{per}"'),
                f"{amount}元/{per}",
                "",
            )
        number = float(amount)
        if style == "column":
            return Spot(amount, number), f"{amount}元/{per}", per
        return Spot(amount, number), f"{amount}{unit}", ""

    def heading(self, role: str, suffix: str = "") -> str:
        return self.one(WORDINGS[role]) + suffix


@dataclass
class Column:
    role: str
    heading: str
    group: str = ""


def chinese(number: int) -> str:
    digits = "〇一二三四五六七八九"
    if number < 10:
        return digits[number]
    return ("十" if number < 20 else digits[number // 10] + "十") + (digits[number % 10] if number % 10 else "")


class ListMaker(Maker):
    """Plans one table of one list with all its quirks."""

    def __init__(self, seed: int, can: set[str]) -> None:
        super().__init__(seed, can)
        self.kind = self.one(list(KINDS))
        self.plan = Plan()
        self.expected: list[dict[str, str]] = []
        self.marks = self.one(["number", "chinese", "name", "spaces", "indent", "columns", "number_column", "decimal"])
        if self.marks == "indent" and "indent" not in can:
            self.marks = "spaces" if "spaces" in can else "number"
        if self.marks == "spaces" and "spaces" not in can:
            self.marks = "number"
        self.departments = self.one(["column", "headings", "none", "headings_across", "run_on"])
        if self.kind != "admin_fee" and self.departments != "none":
            self.departments = self.one(["none", "column"])
        if self.kind == "regulated_service":
            self.departments = self.one(["pricing", "none"])
        if self.marks in ("name", "chinese") and self.departments.startswith("headings"):
            self.departments = "none"
        self.standards = self.one(["words", "line", "heading", "column", "format", "words"])
        if self.standards == "format" and "format" not in can:
            self.standards = "words"
        self.business = self.one(["column", "ticks", "mark", "title", "none"])
        self.has_number = self.marks not in ("name",)
        self.unit = "元" if self.chance(0.8) else "万元"

    # --- columns -----------------------------------------------------------------------------

    def columns(self) -> list[Column]:  # noqa: C901 - one branch for each column a list may have
        middle: list[Column] = []
        if self.chance(0.7) and self.kind != "regulated_service":
            middle.append(Column("fund", self.heading("fund")))
        basis = self.dice.random()
        if basis < 0.2:
            group = self.one(["政策依据", "收费依据", "征收依据"])
            middle += [
                Column("basis_title", self.heading("basis_title"), group),
                Column("basis", self.heading("basis_number"), group),
            ]
        elif basis < 0.9:
            middle.append(Column("basis", self.heading("basis")))
        suffix = f"（{self.unit}）" if self.standards == "heading" else ""
        if self.standards == "column" and self.chance(0.4):
            group = self.heading("standard")
            middle += [
                Column("standard", self.one(["金额", "标准"]), group),
                Column("unit", self.one(["单位", "计费单位"]), group),
            ]
        else:
            middle.append(Column("standard", self.one(["收费标准", "征收标准", "标准", "收 费\n标 准"]) + suffix))
            if self.standards == "column":
                middle.append(Column("unit", self.heading("unit")))
        if self.chance(0.6):
            middle.append(Column("collector", self.heading("collector")))
        if self.chance(0.6):
            middle.append(Column("payer", self.heading("payer")))
        if self.business in ("column", "ticks"):
            middle.append(Column("business", self.heading("business")))
        for _ in range(self.dice.randint(0, 2)):
            heading = self.heading("other")
            if all(column.heading != heading for column in middle):
                middle.append(Column("other", heading))
        self.dice.shuffle(middle)
        self._keep_groups_together(middle)
        return [*self._leading(), *middle, *([Column("remarks", self.heading("remarks"))] if self.chance(0.6) else [])]

    def _keep_groups_together(self, columns: list[Column]) -> None:
        for column in [column for column in columns if column.role in ("basis_title", "unit") and column.group]:
            columns.remove(column)
            partner = next(place for place, other in enumerate(columns) if other.group == column.group)
            columns.insert(partner + (column.role == "unit"), column)

    def _leading(self) -> list[Column]:
        number = [Column("number", self.heading("number"))] if self.has_number else []
        group = "项目" if self.marks == "columns" and self.chance(0.3) else ""
        if self.marks == "columns":
            names = [Column("first", self.heading("first"), group), Column("second", self.heading("second"), group)]
        else:
            names = [Column("name", self.heading("fund_name" if self.kind == "gov_fund" else "name"))]
        if self.departments in ("column", "run_on"):
            department = [Column("department", self.heading("department"))]
            return [*department, *number, *names] if self.chance(0.5) else [*number, *department, *names]
        if self.departments == "headings" and self.chance(0.6):
            return [Column("department", self.heading("department")), *number, *names]
        if self.departments == "pricing":
            return [*number, *names, Column("pricing", self.heading("pricing"))]
        return [*number, *names]

    # --- items -------------------------------------------------------------------------------

    def tree(self, count: int) -> list[tuple[int, int]]:
        """(level, place among its siblings) of every item, in order."""
        deep = {"spaces": 2, "indent": 2, "columns": 2}.get(self.marks, 3)
        found: list[tuple[int, int]] = []
        for top in range(1, count + 1):
            found.append((1, top))
            for child in range(1, self.dice.choice([0, 0, 2, 3, 4]) + 1):
                found.append((2, child))
                if deep == 3 and self.chance(0.3):
                    found += [(3, place) for place in range(1, self.dice.randint(2, 3) + 1)]
        return found

    def label(self, level: int, place: int, path: list[int]) -> tuple[str, str]:
        """What stands in the number column and what in front of the name."""
        circled = chr(0x2460 + place - 1)
        bracketed = self.one([f"({place})", f"（{place}）", chr(0x2474 + place - 1), f"（{full_width(str(place))}）"])
        plain = self.one([str(place), str(place), full_width(str(place))])
        if self.marks == "chinese":
            return (
                (chinese(place), "") if level == 1 else ("", f"({chinese(place)})") if level == 2 else ("", f"{place}.")
            )
        if self.marks == "name":
            return "", (f"{place}{self.one(['.', '、', '．'])}" if level == 1 else bracketed if level == 2 else circled)
        if self.marks == "number_column":
            return (plain if level == 1 else bracketed if level == 2 else circled), ""
        if self.marks == "decimal":
            return ".".join(str(part) for part in path[:level]), ""
        if self.marks in ("spaces", "indent", "columns"):
            return (plain if level == 1 else ""), ""
        return (plain if level == 1 else ""), ("" if level == 1 else bracketed if level == 2 else circled)

    def make(self, count: int = 6) -> tuple[Plan, list[dict[str, str]]]:
        self.all_columns = self.columns()
        self._titles()
        self._header()
        self._body(count)
        self._tail()
        if "join" in self.can:
            self._hide()
        return self.plan, self.expected

    def _blank(self) -> list[Spot]:
        return [Spot() for _ in self.all_columns]

    def _across(self, text: str, joined: bool | None = None) -> list[Spot]:
        row = self._blank()
        row[0].text = text
        if "join" in self.can and (self.chance(0.6) if joined is None else joined):
            row[0].across = len(row)
            for spot in row[1:]:
                spot.covered = True
        return row

    def _titles(self) -> None:
        title = self.one(KINDS[self.kind])
        if self.business == "title":
            title = {
                "admin_fee": "样例区涉企行政事业性收费目录清单",
                "gov_fund": "样例区涉企政府性基金目录清单",
                "regulated_service": "样例市涉企经营服务性收费目录清单",
            }[self.kind]
        lines = [
            *([self.one(["附件", "附件1", "附件2："])] if self.chance(0.5) else []),
            title,
            *(["（2025年6月）"] if self.chance(0.3) else []),
            *(["填报单位：样例区财政局"] if self.chance(0.3) else []),
        ]
        unit = f"单位：{self.unit}" if self.standards == "line" else ""
        if "lines" in self.can:
            self.plan.lines_above = [*lines, *([unit] if unit else [])]
        else:
            self.plan.rows += [self._across(line) for line in lines]
            if unit:
                row = self._blank()
                row[-1].text = unit
                self.plan.rows.append(row)
            if self.chance(0.3):
                self.plan.rows.append(self._blank())

    def _header(self) -> None:
        first = len(self.plan.rows)
        grouped = any(column.group for column in self.all_columns)
        rows = [self._blank(), self._blank()] if grouped else [self._blank()]
        for place, column in enumerate(self.all_columns):
            if not column.group:
                rows[0][place].text = column.heading
                if grouped and "join" in self.can:
                    rows[0][place].down = 2
                    rows[1][place].covered = True
                continue
            rows[1][place].text = column.heading
            before = self.all_columns[place - 1] if place else None
            if before is not None and before.group == column.group:
                rows[0][place].covered = "join" in self.can
                continue
            rows[0][place].text = column.group
            if "join" in self.can:
                rows[0][place].across = sum(1 for other in self.all_columns if other.group == column.group)
        self.plan.rows += rows
        self.plan.header_rows = (first, len(self.plan.rows))

    def _body(self, count: int) -> None:
        items = self.tree(count)
        tops = [place for place, (level, _) in enumerate(items) if level == 1]
        breaks = set(self.dice.sample(tops[1:], min(2, len(tops) - 1))) | {0}
        departments = iter(self.dice.sample(DEPARTMENTS, len(DEPARTMENTS)))
        department, headings, path, parents = "", 0, [0, 0, 0], ["", "", ""]
        self.before: dict[str, tuple[str, str]] = {}
        for place, (level, ordinal) in enumerate(items):
            fresh = place in breaks
            if fresh and self.departments not in ("none", "pricing"):
                department = next(departments)
                if self.departments.startswith("headings"):
                    headings += 1
                    self._department_heading(department, headings)
            path[level - 1] = ordinal
            self._item(
                level,
                ordinal,
                path,
                parents,
                department,
                fresh,
                has_children=place + 1 < len(items) and items[place + 1][0] > level,
            )
            if self.chance(0.05):
                self.plan.rows.append(self._blank())
        self._join_down()

    def _department_heading(self, department: str, number: int) -> None:
        places = [place for place, column in enumerate(self.all_columns) if column.role == "department"]
        text = f"{chinese(number)}、{department}" + (f"（{self.dice.randint(1, 9)}项）" if self.chance(0.3) else "")
        if self.departments == "headings_across" or not places:
            self.plan.rows.append(self._across(text, joined="join" in self.can))
            return
        row = self._blank()
        row[places[0]].text = text
        self.plan.rows.append(row)

    def _item(
        self,
        level: int,
        ordinal: int,
        path: list[int],
        parents: list[str],
        department: str,
        fresh: bool,
        has_children: bool,
    ) -> None:
        name = self.name("基金" if self.kind == "gov_fund" and level == 1 else self.one(["费", "费", "收费", "服务费"]))
        parents[level - 1] = name
        row = self._blank()
        number, mark = self.label(level, ordinal, path)
        expected = dict.fromkeys(
            [
                "name",
                "parent_name",
                "department",
                "collecting_body",
                "payer",
                "standard_text",
                "fund_management",
                "legal_basis",
                "remarks",
            ],
            "",
        )
        expected |= {
            "list": self.kind,
            "name": name,
            "parent_name": parents[level - 2] if level > 1 else "",
            "business_related": "unknown",
        }
        if self.departments in ("column", "run_on", "headings", "headings_across"):
            expected["department"] = department
        only_groups = has_children and self.chance(0.4)
        for place, column in sorted(enumerate(self.all_columns), key=lambda pair: pair[1].role == "unit"):
            self._value(
                row[place], column, expected, level, number, mark, name, department, fresh, only_groups, parents
            )
        if self.business == "title":
            expected["business_related"] = "yes"
        elif self.business == "mark":
            marked = self.chance(0.4)
            expected["business_related"] = "yes" if marked else "no"
            if marked:
                spot = next(
                    row[place]
                    for place, column in enumerate(self.all_columns)
                    if column.role
                    == (
                        "second"
                        if level == 2 and self.marks == "columns"
                        else "first"
                        if self.marks == "columns"
                        else "name"
                    )
                )
                at = spot.text.index(name[:3])
                spot.text = spot.text + "▲" if self.chance(0.5) else spot.text[:at] + "▲" + spot.text[at:]
        self.expected.append(expected)
        self.plan.rows.append(row)

    def _value(  # noqa: C901 - one branch for each column a list may have
        self, spot: Spot, column: Column, expected: dict[str, str], level: int, number: str, mark: str, name: str,
        department: str, fresh: bool, only_groups: bool, parents: list[str],
    ) -> None:  # fmt: skip
        role = column.role
        if role == "number":
            spot.text = number
            spot.number = float(number) if number.isascii() and number.isdigit() and self.chance(0.6) else None
        elif role in ("name", "first", "second"):
            self._name(spot, role, level, mark, name, parents)
        elif role == "department":
            if self.departments == "column" or (self.departments == "run_on" and fresh):
                spot.text = department
        elif role == "business":
            self._business_value(spot, expected, only_groups)
        elif only_groups:
            self.before.pop(role, None)
        elif role == "basis":
            spot.text, expected["legal_basis"] = self._again(role, self.documents())
        elif role == "basis_title":
            spot.text = self.one(["《关于调整收费标准的通知》", "", "《土地管理法》等"])
        elif role == "standard":
            made, expected["standard_text"], self.counted = self.standard(
                self.unit, {"line": "line", "heading": "line"}.get(self.standards, self.standards)
            )
            spot.text, spot.number, spot.number_format = (
                made.text or expected["standard_text"],
                made.number,
                made.number_format,
            )
            if "format" not in self.can or made.number is None:
                spot.number = None
        elif role == "unit":
            spot.text = getattr(self, "counted", "")
        elif role == "other":
            spot.text = self.one(["按年", "否", "", "定额"])
        else:
            values = {
                "fund": FUNDS,
                "collector": COLLECTORS,
                "payer": PAYERS,
                "pricing": PRICERS,
                "remarks": [*REMARKS, "", "", ""],
            }[role]
            value = self.one([*values, ""]) if role != "remarks" else self.one(values)
            field_name = {
                "fund": "fund_management",
                "collector": "collecting_body",
                "payer": "payer",
                "pricing": "department",
                "remarks": "remarks",
            }[role]
            spot.text, expected[field_name] = self._again(role, (value or self.one(["", "－", "—"]), value))
            if role == "remarks" and self.chance(0.1):
                spot.text, expected[field_name] = "2022-06-10", "2022-06-10"
                self.before[role] = ("2022-06-10", "2022-06-10")
                if "format" in self.can:
                    spot.number, spot.number_format = 44722.0, 'yyyy"年"m"月"d"日"'

    def _again(self, role: str, value: tuple[str, str]) -> tuple[str, str]:
        """Now and then the value of the row before: written out, or as ditto."""
        if role in self.before and self.chance(0.45):
            printed, expected = self.before[role]
            self.repeated = True
            return (self.one(["同上", "〃", "同  上"]) if self.chance(0.3) else printed), expected
        self.before[role] = value
        return value

    def _name(self, spot: Spot, role: str, level: int, mark: str, name: str, parents: list[str]) -> None:
        if (role == "first" and level == 1) or role == "name" or (role == "second" and level == 2):
            shown = name
            if self.chance(0.1) and len(name) > 6 and "breaks" in self.can:
                shown = name[:5] + "\n" + name[5:]
            lead = ""
            if level > 1 and (self.marks == "spaces" or (mark and self.chance(0.3) and "spaces" in self.can)):
                lead = self.one(["　　", "    ", "　"])
            if self.marks == "indent" and level > 1:
                spot.indent = 2
            spot.text = lead + mark + shown
        elif role == "first" and level == 2:
            spot.text = parents[0]

    def _business_value(self, spot: Spot, expected: dict[str, str], only_groups: bool) -> None:
        if self.business == "ticks":
            spot.text = "√" if self.chance(0.5) else ""
            expected["business_related"] = "yes" if spot.text else "no"
            return
        spot.text = "" if only_groups else self.one(["是", "否", "否", "是"])
        expected["business_related"] = {"是": "yes", "否": "no", "": "unknown"}[spot.text]

    def _join_down(self) -> None:
        """Join equal neighbours in some columns; without joins they stay written out."""
        if "join" not in self.can:
            return
        first = self.plan.header_rows[1]
        for place, column in enumerate(self.all_columns):
            if column.role not in ("fund", "basis", "collector", "payer", "pricing", "first", "department"):
                continue
            if column.role == "department" and self.departments != "column":
                continue
            at = first
            while at < len(self.plan.rows):
                spot = self.plan.rows[at][place]
                end = at + 1
                while (
                    end < len(self.plan.rows)
                    and spot.text
                    and not spot.covered
                    and self.plan.rows[end][place].text == spot.text
                    and spot.text not in ("同上", "〃", "同  上")
                    and not self.plan.rows[end][place].covered
                    and (column.role == "first" or self.chance(0.8))
                ):
                    end += 1
                if end - at > 1:
                    spot.down = end - at
                    for row in self.plan.rows[at + 1 : end]:
                        row[place].covered = True
                at = end

    def _tail(self) -> None:
        if self.business == "mark":
            note = "注：1.加▲的项目为涉企收费，其余为非涉企收费。"
        else:
            note = "注：1.收费标准如有调整，以最新文件为准。" if self.chance(0.6) else ""
        if self.chance(0.25):
            row = self._blank()
            row[0].text = self.one(["合计", "合  计", "总计：8项"])
            self.plan.rows.append(row)
        notes = [note, *(["    2.本表为样例，不作为收费依据。"] if note and self.chance(0.5) else [])] if note else []
        if "lines" in self.can and self.chance(0.5):
            self.plan.lines_below = notes
        else:
            self.plan.rows += [self._across(text) for text in notes]

    def _hide(self) -> None:
        """Add a hidden column and a hidden row, which must not be read."""
        if "hide" not in self.can:
            return
        if self.chance(0.4):
            heading = self.one(["备注", "内部核对", "征收对象", "收费标准"])
            first, last = self.plan.header_rows
            for number, row in enumerate(self.plan.rows):
                spot = Spot(heading if number == first else "核对过" if number >= last and row[0].across == 1 else "")
                if number > first and number < last:
                    spot = Spot()
                row.append(spot)
            self.plan.hidden_columns.add(len(self.all_columns))
        if self.chance(0.4):
            row = [Spot("已删除的内容") for _ in self.plan.rows[-1]]
            self.plan.rows.append(row)
            self.plan.hidden_rows.add(len(self.plan.rows) - 1)
