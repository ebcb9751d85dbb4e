"""The words by which names are no names: what every project and every indicator is called, and short forms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_COMMON: Final = """
开展 举办 组织 推动 推进 支持 促进 完成 实施 提供 进行 做好 落实 达到 实现 加强 参加 协助 引导 全年 年度 当年 本年
年内 期末 每年 累计 预计 计划 结转 的 和 及 与 等 工作 情况 我市 全市 本市 我区 全区 本区 我县 全县 我省 全省
"""
"""Words that tell no name from another."""
_COMMON_IN_PROJECTS: Final = """
发展 任务 活动 项目 专项 经费 资金 支出 费用 补助 奖励 扶持 补贴 贴息 工程
"""
_COMMON_IN_MEASURES: Final = """
数量 个数 家数 户数 次数 场次 场数 人数 人次 家次 份数 件数 项数 篇数 台数 条数 批次 总额 金额 程度 服务对象
受益对象 满意度 增长率 下降率 降低率 增长 新增 净增
"""
"""And 数, 额 at the end."""
_OF_PROCESS: Final = """
完成率 合格率 及时率 达标率 通过率 覆盖率 执行率 参与率 使用率 办结率 准确率 到位率 发放率 达成率 支出率 支付率
完好率
"""
"""Rates that say how a thing was done, not what came of it: every project has them."""
_WEAK: Final = """
企业 数据 采集 服务 建设 相关 重点 主要 有关 各类 产业链 专题 调研 报告 分析 研究 培训 设备 采购 管理 交流 对接 合作
宣传 编制 出具 形成 业务 系统 平台 运维 产业 行业 中小 技术 综合 质量 水平 能力 效果 影响 经济 社会 效益 单位 人员
群众 公众 参与 保障 政策 评审 验收 审核 拨付 支付 发放 使用 受训者 学员 发展 任务 活动 项目 资金 经费
"""
"""Words that one of two names may have more than the other."""
SYNONYMS: Final = {
    "营业收入": "营收", "运行维护": "运维", "规模以上": "规上", "限额以上": "限上", "固定资产投资": "固投",
    "技术改造": "技改", "满意率": "满意度", "及时程度": "及时率", "比例": "占比", "比重": "占比",
    "增加率": "增长率", "增速": "增长率", "增幅": "增长率",
}  # fmt: skip
RATES_OF_PROCESS: Final = frozenset(_OF_PROCESS.split())


@lru_cache(maxsize=1)
def words_of_projects() -> re.Pattern[str]:
    """The common and the weak words in the names of projects, as groups of these names."""
    return re.compile(
        f"(?P<common>{_alternatives(_COMMON + _COMMON_IN_PROJECTS)}|费$)|(?P<weak>{_alternatives(_WEAK)})"
    )


@lru_cache(maxsize=1)
def words_of_measures() -> re.Pattern[str]:
    """The same for the names of indicators."""
    common = _alternatives(_COMMON + _COMMON_IN_MEASURES + _OF_PROCESS)
    return re.compile(f"(?P<common>{common}|[数额]$)|(?P<weak>{_alternatives(_WEAK)})")


def _alternatives(words: str) -> str:
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))
