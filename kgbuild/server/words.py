"""Names, in both languages, of the terms of other vocabularies that our graphs use; ours carry their own."""

from __future__ import annotations

from typing import Final

from kgbuild.vocab import iri

NAMES: Final = {
    iri(term).value: (zh, en)
    for term, zh, en in (
        ("rdf:type", "类型", "type"),
        ("rdfs:label", "名称", "label"),
        ("rdfs:comment", "说明", "comment"),
        ("rdfs:subClassOf", "上位类", "subclass of"),
        ("rdfs:subPropertyOf", "上位属性", "subproperty of"),
        ("rdfs:domain", "定义域", "domain"),
        ("rdfs:range", "值域", "range"),
        ("rdfs:isDefinedBy", "定义于", "defined by"),
        ("skos:prefLabel", "名称", "preferred label"),
        ("skos:altLabel", "别名", "alternative label"),
        ("skos:hiddenLabel", "检索词", "hidden label"),
        ("skos:definition", "定义", "definition"),
        ("skos:scopeNote", "适用范围", "scope note"),
        ("skos:notation", "代码", "notation"),
        ("skos:broader", "上位概念", "broader"),
        ("skos:inScheme", "所属体系", "in scheme"),
        ("skos:topConceptOf", "体系顶层", "top concept of"),
        ("skos:hasTopConcept", "顶层概念", "has top concept"),
        ("skos:exactMatch", "完全对应", "exact match"),
        ("skos:closeMatch", "近似对应", "close match"),
        ("skos:broadMatch", "对应上位", "broad match"),
        ("skos:narrowMatch", "对应下位", "narrow match"),
        ("skos:relatedMatch", "相关对应", "related match"),
        ("dcterms:title", "标题", "title"),
        ("dcterms:publisher", "发布部门", "publisher"),
        ("dcterms:source", "依据", "source"),
        ("org:subOrganizationOf", "上级单位", "part of"),
        ("prov:wasDerivedFrom", "来源单元格", "derived from"),
        ("oa:exact", "原文", "exact words"),
        ("oa:start", "起始字符", "start"),
        ("oa:end", "结束字符", "end"),
        ("sh:focusNode", "所指对象", "focus node"),
        ("sh:resultMessage", "结果说明", "message"),
        ("sh:resultPath", "所指属性", "path"),
        ("sh:resultSeverity", "严重程度", "severity"),
        ("sh:sourceShape", "规则", "source shape"),
        ("sh:value", "所指值", "value"),
        ("sh:result", "校验结果", "result"),
    )
}

TOPICS: Final = {
    "overview": ("概况", "Overview"),
    "industry": ("产业", "Industries"),
    "money": ("资金", "Money"),
    "balance": ("指标构成", "Balance of indicators"),
    "targets": ("指标值", "Targets"),
    "results": ("完成情况", "Results"),
    "scores": ("评分", "Scores"),
    "satisfaction": ("满意度", "Satisfaction"),
    "links": ("关联与各年对比", "Links and years"),
    "levels": ("市区", "City and districts"),
    "quality": ("编制质量", "Quality"),
    "provenance": ("依据", "Evidence"),
}
"""The first tag of a named query, as a heading, in the order of the page."""
