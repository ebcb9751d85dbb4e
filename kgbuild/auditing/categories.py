"""Whether an indicator stands where it belongs: codes, satisfaction, deeds and changes (R05, R06, R08–R10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import Audited, Fact, branch_of, category_at, measures, name_of, three
from kgbuild.auditing.measures import Measure, asked, bare, given
from kgbuild.auditing.targets import counts_bad
from kgbuild.knowledge import knowledge
from kgbuild.model.records import Category, Indicator
from kgbuild.model.table import joined
from kgbuild.model.values import Comparator
from kgbuild.text import comparable
from kgbuild.vocab import PREFIXES

_SATISFIED: Final = re.compile(r"满意")
_VOICE: Final = re.compile(r"满意|投诉|评价|认可度|好评|口碑")
_RESPONDENT: Final = re.compile(
    r"企业|公司|商户|厂商|干部|职工|学员|师生|家长|受训|培训[人对]|参训|参会|参赛|观众|农户|"
    r"群众|公众|公民|百姓|住户|业主|用户|客户|患者|老人|老干部|老同志|儿童|妇女|残疾人|退役|军人|官兵|队员|退休人员|编外人员|从业人员|"
    r"工作人员|业务人员|人才|专家|镇街|街镇|街道|乡镇|社区|村[居委]|部门|处室|民航|铁路|受众|受益|受援|志愿者|消费者|纳税人|申请人|办事人|会员|"
    r"主办方|委托方|采购人|使用人|遗属|家属|移民|听众|(?<!^)单位|代管对象|帮扶对象|救助对象|低保|监测站|基层|"
    r"[\u4e00-\u9fff](?:人员|人群|用户|租户|团队|群体|家庭|院校|高校|机构|主体|组织|协会|商会)|(?<!服务)(?<!^)对象(?!满意度测评)|领导|代表|委员|老年人|军属|烈属|病患|新生|司机|商贩|摊贩|军休"
)
"""Words that name people or bodies wherever they stand in a name."""
_PEOPLE: Final = re.compile(
    r"(?:[人农员者户众师友属童校企]|(?<![自民])主|(?<!卫)(?<!民)生|(?<![施竣完动开])工|(?<!国)家|(?<!市)民|[顾旅游乘]客|市民)$"
)
"""How a word ends that names people or bodies: 茶农, 受援人, 学校."""
_NAMELESS: Final = re.compile(r"^(?:服务对象|服务单位|单位|人员|相关人员?|相关单位|各方|社会)$")
_ASKED_OF: Final = re.compile(r"^(?P<who>.+?)对(?!象|接|外)")
_MEASURED: Final = re.compile(r"(?:有效)?(?:投诉|好评|认可|评价|口碑).*$")
_AROUND: Final = re.compile(r"的?(?:总体|综合|整体|平均|服务|使用|工作|调查|测评|评价|回访|年度|普遍)*$")
_BRACKETS: Final = re.compile(r"[()（）]")
_DEED_UNITS: Final = frozenset(
    {"场", "场次", "次", "批次", "班次", "份", "篇", "期", "次/日", "次/年", "次/月", "课时", "学时"}
)
_DEED: Final = re.compile(
    r"^(?:年度|全年|当年|按时)?(?:新?编制|制定|制订|起草|举办|召开|组织|开展|承办|出具|提交|走访|播放|发放|参训|参赛|发动|巡检|摸查|接洽|看望|慰问|"
    r"采购|购置|购买|印制|印刷|安装|铺设|敷设|拆除|修建|修缮|维修|翻修|整修|清淤|疏浚|种植|栽植|补植|养护|巡查|抽检|抽查|评审|录入|更换|租赁|"
    r"(?:新|改|扩)建(?!成?后))"
    r"|(?:播放频率|参赛队伍数?|参训(?:企业|人员)?(?:数量|数|人次)|(?:活动|会议|培训)(?:场次|次数|数量))$|故障受理率$"
    r"|(?:采购|购置|印制|发放|到货|安装|更换|维修|改造|建成|新建|拆除|养护|种植|巡查|抽检|检测)\S{0,4}(?:件数|台数|套数|册数|份数|处数|座数|次数|数量|长度|里程|面积)$"
)
_CHANGE: Final = re.compile(
    r"(?:产值|增加值|营业收入|营收|税收|利润|就业(?:岗位|人数)?(?:数|数量)?|产业规模|市场占有率|研发投入\S{0,4}增速|销售(?:数量|量|额|收入))$"
    r"|(?:质量|水平|竞争力|影响力|知名度|美誉度|知晓度|意识|素养|获得感|幸福感|安全感)(?:进一步|有所|稳步|持续|不断|明显|显著)?(?:提高|提升|增强)?(?:程度|情况)?$(?<!质量)(?<!水平)"
    r"|(?:知晓率|(?:事故|投诉|发病|死亡|犯罪|发案|伤亡|违法)\S{0,6}(?:下降|降低)率|带动\S{0,8}(?:增收|就业|投资|消费)\S{0,4})$"
)
_VISITS: Final = frozenset({"人次", "家次"})
_ATTENDED: Final = re.compile(r"参训|培训|参会|参赛|参加|参与|观展|发动|对接|接洽|走访|宣讲|宣传")
"""Visits count as a deed only where the name says what was attended: 游客接待量 may be a benefit."""
_PUBLIC: Final = re.compile(r"群众|市民|居民|读者|观众|游客|旅客|公众|受众|访客|线上")
"""That many of the public come is what an event brings about."""
_NOT_A_DEED: Final = re.compile(
    r"触达|覆盖|受益|惠及|投诉|事故|隐患|舆情|案件|违法(?!建)|违规|满意|签[订约]|落户|协议|专利|营收|产值|整改|服务(?:人口|群众|面积)|能力$|产量|节[约省能水电]"
)


def facts(document: Audited) -> Iterator[Fact]:
    """Codes, branches and suggested branches; the tree that the document uses."""
    schemes = set()
    elsewhere = _branches_by_name(document)
    own = {branch_of(stated.record) for _, stated in document.indicators()}
    for _, stated in document.indicators():
        one, node = stated.record, stated.node
        for category in (one.level2, one.level1):
            if category and (known := knowledge().categories.get(comparable(category.name))):
                schemes.add(known.rpartition("/")[0])
        yield from _codes(one, node, own)
        branch = branch_of(one)
        if branch:
            yield from _satisfaction(one, node, branch)
            yield from _suggested(one, node, branch, elsewhere)
    yield from _schemes(document, schemes)


def _schemes(document: Audited, found: set[str]) -> Iterator[Fact]:
    """The trees in use: where cost is a branch of its own all else is of that tree too, unless cost is an output as well."""
    apart, inside = _costs(document)
    schemes = {one for one in found if one != _THREE or inside or not apart} | ({_FOUR} if apart else set())
    other = (
        joined(
            at
            for one in min(apart, inside, key=len)
            if (at := category_at(one.level2 if one in inside else one.level1, one))
        )
        or None
    )
    for scheme in sorted(schemes):
        yield Fact(document.node, "kgb:indicatorScheme", NamedNode(scheme), other)


def _codes(one: Indicator, node: NamedNode, own: set[str]) -> Iterator[Fact]:
    """What is printed of both levels. A table without a 满意度 branch of its own keeps surveys under 效益."""
    if one.level1 and one.level1.code:
        yield Fact(node, "kgb:levelOneCode", one.level1.code, category_at(one.level1, one))
    if one.level2 and one.level2.code:
        at = category_at(one.level2, one)
        yield Fact(node, "kgb:levelTwoCode", one.level2.code, at)
        yield Fact(node, "kgb:codeOfParent", one.level2.code[:1], at)
    elif one.level2 and (branch := branch_of(one)) and (parents := parents_of(one.level2)):
        agree = branch in parents or (branch == "效益" and parents not in own | {"产出", "效益"})
        yield Fact(node, "kgb:levelsAgree", agree, category_at(one.level2, one))


_PARENTS: Final = (
    ("满意度", re.compile("满意")),
    ("产出 成本", re.compile("成本")),
    ("产出", re.compile("数量|质量|时效")),
    ("效益", re.compile("经济|社会|生态|环境|可持续")),
)


def parents_of(level2: Category) -> str:
    """The branches that a second level may belong to; cost stands under 产出 or on its own."""
    return next((parents for parents, words in _PARENTS if words.search(level2.name)), "")


_THREE: Final = PREFIXES["three"].rstrip("/")
_FOUR: Final = PREFIXES["four"].rstrip("/")


def _costs(document: Audited) -> tuple[list[Indicator], list[Indicator]]:
    """Indicators of cost: in a branch of their own, and below 产出指标."""
    records = [one.record for _, one in document.indicators()]
    inside = [one for one in records if branch_of(one) == "产出" and _is_cost(one)]
    return [one for one in records if branch_of(one) == "成本"], inside


def _is_cost(one: Indicator) -> bool:
    return one.level2 is not None and "成本" in one.level2.name


def _satisfaction(one: Indicator, node: NamedNode, branch: str) -> Iterator[Fact]:
    """Whether it measures satisfaction (not said of complaints, which may stand in two branches), and who is asked."""
    name = comparable(one.name.string)
    inside = branch == "满意度"
    words = name + comparable(one.annual.string if one.annual else "")
    if _SATISFIED.search(name) or (inside and not _VOICE.search(words)):
        yield Fact(node, "kgb:measuresSatisfaction", bool(_SATISFIED.search(name)))
        yield Fact(node, "kgb:inSatisfactionBranch", inside)
    shares = [part for part in measures(one.annual_value) if part.unit == "%"]
    if inside and "满意" in name and shares:
        full = all(part.number == _ALL and part.comparator not in _BELOW for part in shares)
        yield Fact(node, "kgb:fullSatisfaction", full)
    if inside and _VOICE.search(name):
        value = comparable(one.annual.string) if one.annual else ""
        yield Fact(node, "kgb:namesRespondent", names_respondent(name) or bool(_RESPONDENT.search(value)))


_ALL: Final = 100
_BELOW: Final = (Comparator.AT_MOST, Comparator.LESS_THAN)


def names_respondent(name: str) -> bool:
    """Whether the (comparable) name of a survey says who is asked: 茶农满意度 does, 服务对象满意度 and 讲座满意度 do not."""
    name = _BRACKETS.sub("", name)
    asked_of = _ASKED_OF.search(name)
    before = name[: name.rfind("满意")] if "满意" in name else _MEASURED.sub("", name)
    who = asked_of["who"] if asked_of else _AROUND.sub("", before)
    if _NAMELESS.search(who):
        return False
    return bool(_RESPONDENT.search(name) or _PEOPLE.search(who) or (asked_of and _VOICE.search(name)))


def _suggested(one: Indicator, node: NamedNode, branch: str, elsewhere: dict[str, Counter[str]]) -> Iterator[Fact]:
    if branch not in ("产出", "效益"):
        return
    suggestion = suggested_branch(one) or _usual(elsewhere[bare(name_of(one))], branch)
    if suggestion:
        codes = {"产出": "1", "效益": "2"}
        yield Fact(node, "kgb:branch", three(codes[branch]))
        yield Fact(node, "kgb:suggestedBranch", three(codes[suggestion]), one.name)


def suggested_branch(one: Indicator) -> str | None:
    """产出 for a deed, 效益 for a change, by name and unit; None where neither is plain."""
    name = bare(name_of(one))
    if _WELL_DONE.search(name):
        return "产出"
    if _NOT_A_DEED.search(name + comparable(one.annual.string if one.annual else "")):
        return "效益" if _CHANGE.search(name) else None
    if _CHANGE.search(name):
        return "效益"
    if _PUBLIC.search(name) or counts_bad(name):
        return None
    units = {part.unit for part in measures(one.annual_value)}
    counted = (
        units and None not in units and units <= (_DEED_UNITS | _VISITS if _ATTENDED.search(name) else _DEED_UNITS)
    )
    if counted and asked(name) is not Measure.RATE:
        return "产出"
    kinds = _RATE_OF_DEEDS if _RATE_OF_DEED.search(name) else _OF_DEEDS
    counts = [part for part in measures(one.annual_value) if given(part) in kinds]
    return "产出" if _DEED.search(name) and counts else None


_WELL_DONE: Final = re.compile(
    r"(?:人员|干部|职工|队员|学员|教师|培训|演练)\S{0,6}考核(?:结果|合格率|通过率|情况)$|^(?!.*(?:投诉|信访|举报|纠纷|诉求|问题|案件|线索)).*办结率$"
    r"|(?:竣工|工程|项目|设备|采购|报告|成果|完工|产品)\S{0,4}验收(?:合格|通过)率$"
)
"""How well a deed was done is the quality of an output."""
_OF_DEEDS: Final = (Measure.COUNT, Measure.EXTENT)
_RATE_OF_DEEDS: Final = (*_OF_DEEDS, Measure.RATE)
_RATE_OF_DEED: Final = re.compile(r"(?:完成|受理|办理|开展|播放|频)率$")


def _branches_by_name(document: Audited) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for _, stated in document.indicators():
        found.setdefault(bare(name_of(stated.record)), Counter())[branch_of(stated.record)] += 1
    return found


def _usual(counted: Counter[str], branch: str) -> str | None:
    """The branch in which the same name stands elsewhere in the document, if it clearly is another one."""
    other = "效益" if branch == "产出" else "产出"
    return other if counted[other] >= 2 * counted[branch] else None
