"""Values of many kinds, each with what it means: the table of wordings turned round."""

from __future__ import annotations

from collections.abc import Callable

from bench.corpus.draw import Draw
from bench.corpus.truth import Value
from bench.corpus.words import DESCRIPTIONS

_AT_LEAST = ("≥{}", "不少于{}", "不低于{}", "{}以上", "{}及以上", "{}（含）以上", "力争达{}", "{}或以上")
_MORE = (">{}", "超{}", "超过{}", "大于{}")
_AT_MOST = ("≤{}", "不超过{}", "{}以内")
_LESS = ("<{}", "少于{}", "低于{}")
_ABOUT = ("{}左右", "约{}", "预计{}")
_EXACTLY = ("{}", "{}", "达{}")
_WORDINGS = (
    *((">=", _AT_LEAST),) * 4,
    *(("=", _EXACTLY),) * 3,
    (">", _MORE),
    ("<=", _AT_MOST),
    ("<", _LESS),
    ("~", _ABOUT),
)
_CHINESE = "一二三四五六七八九"


def measured(draw: Draw, unit: str) -> Value:
    """A number of `unit` with any comparator; 元 comes in 万 and 亿, large counts with a scale or separators."""
    comparator, wordings = draw.choice(_WORDINGS)
    printed, number = _amount(draw, unit)
    return Value(draw.choice(wordings).format(printed), "quantitative", comparator, number, unit=unit)


def _amount(draw: Draw, unit: str) -> tuple[str, str]:
    if unit == "元":
        scale, factor = draw.choice((("万", 10_000), ("亿", 100_000_000)))
        count = draw.randint(2, 900)
        return f"{count}{scale}元", str(count * factor)
    if unit == "户":
        count = draw.randint(2, 600)
        return f"{count}万户", str(count * 10_000)
    count = draw.choice((draw.randint(1, 12), draw.randint(13, 300), draw.randint(1001, 9000)))
    return (f"{count:,}" if count > 1000 and draw.random() < 0.3 else str(count)) + unit, str(count)


def rate(draw: Draw) -> Value:
    """A percentage; the sign may be full width."""
    comparator, wordings = draw.choice(_WORDINGS)
    number = draw.choice(("80", "85", "90", "92.5", "95", "98", "99.9", "100"))
    sign = "％" if draw.random() < 0.1 else "%"
    return Value(draw.choice(wordings).format(number + sign), "quantitative", comparator, number, unit="%")


def described(draw: Draw) -> Value:
    """Words alone."""
    return Value(draw.choice(DESCRIPTIONS))


def deadline(draw: Draw, year: int) -> Value:
    """A date by which it is done; 年底 is as precise as its year's last month."""
    return draw.choice(
        (
            Value(f"{year}年12月31日前", "quantitative", "<=", date=f"{year}-12-31"),
            Value(f"{year}年6月30日前", "quantitative", "<=", date=f"{year}-06-30"),
            Value(f"{year}年底前", "quantitative", "<=", date=f"{year}-12-31"),
        )
    )


def counted(draw: Draw, unit: str) -> Value:
    """A count in one of the rarer wordings; `unit` counts single things."""
    makers: tuple[Callable[[Draw, str], Value], ...] = (
        _bare, _chinese, _each, _yearly, _range, _within_phrase, _compound, measured, measured, measured, measured,
    )  # fmt: skip
    return draw.choice(makers)(draw, unit)


def _bare(draw: Draw, _unit: str) -> Value:
    count = draw.choice((1, 3, 22, 55, 60, 100, 2000))
    return Value(str(count), "quantitative", "=", str(count))


def _chinese(draw: Draw, unit: str) -> Value:
    digit = draw.randint(2, 9)
    return Value(f"{_CHINESE[digit - 1]}{unit}", "quantitative", "=", str(digit), unit=unit)


def _each(draw: Draw, unit: str) -> Value:
    count = draw.randint(1, 9)
    return Value(f"各{count}{unit}", "quantitative", "=", str(count), unit=unit)


def _yearly(draw: Draw, unit: str) -> Value:
    count = draw.randint(1, 12)
    return Value(f"{count}{unit}/年", "quantitative", "=", str(count), unit=f"{unit}/年")


def _range(draw: Draw, unit: str) -> Value:
    low = draw.randint(2, 40)
    high = low + draw.randint(1, 20)
    return Value(f"{low}-{high}{unit}", "quantitative", "between", str(low), str(high), unit)


def _within_phrase(draw: Draw, unit: str) -> Value:
    count = draw.randint(5, 500)
    return Value(f"完成政策兑现，服务不少于{count}{unit}", "quantitative", ">=", str(count), unit=unit)


def _compound(draw: Draw, unit: str) -> Value:
    return Value(f"全年≥{draw.randint(1, 9)}场次 全年≥{draw.randint(10, 90)}{unit}", "compound")
