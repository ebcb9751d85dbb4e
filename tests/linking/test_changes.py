"""What became of a target, and how a later one stands to an earlier result."""

import pytest

from kgbuild.linking.changes import Dated, change, interchangeable, standing
from kgbuild.model.values import Direction
from kgbuild.understanding import value_reader

UP, DOWN = Direction.HIGHER, Direction.LOWER


def read(text, year=None):
    return value_reader().read(text, year)


@pytest.mark.parametrize(
    ("older", "newer", "direction", "expected"),
    [
        ("≥20家", "≥25家", UP, "TargetRaised"),
        ("25家", "≥20家", UP, "TargetLowered"),
        ("≥20家", "20家", UP, "TargetKept"),
        ("1,000家次", "0.1万家次", UP, "TargetKept"),
        ("≤5次", "≤3次", DOWN, "TargetRaised"),
        ("≤5次", "≤8次", DOWN, "TargetLowered"),
        ("2-3家", "3-4家", UP, "TargetRaised"),
        ("2-3家", "2-3家", UP, "TargetKept"),
        ("50家", "50家次", UP, "UnitChanged"),
        ("20人", "20名", UP, "TargetKept"),
        ("100", "100家", UP, "TargetKept"),
        ("30分钟", "20分钟", None, "TargetRestated"),
        ("30分钟", "30分钟", None, "TargetKept"),
        ("进一步提高", "进一步提高", None, "TargetKept"),
        ("进一步提高", "提高5%", None, "TargetRestated"),
        ("≥1场次 ≥30家", "≥1场次 ≥40家", None, "TargetRestated"),
    ],
)
def test_change(older, newer, direction, expected):
    assert change(Dated(read(older), 2022), Dated(read(newer), 2023), direction).value == f"kgb:{expected}"


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ("2022年12月底前", "2023年12月底前", "TargetKept"),
        ("2022年12月31日前", "2023年11月30日前", "TargetRaised"),
        ("2022年6月底前", "2023年9月底前", "TargetLowered"),
        ("2022年12月31日前", "12月31日前", "TargetKept"),
        ("2022年底前", "2024年3月底前", "TargetLowered"),
    ],
)
def test_a_date_counts_in_its_own_year(older, newer, expected):
    assert change(Dated(read(older, 2022), 2022), Dated(read(newer, 2023), 2023), None).value == f"kgb:{expected}"


@pytest.mark.parametrize(
    ("reached", "target", "direction", "expected"),
    [
        ("35家", "≥25家", UP, "kgb:PlannedBelowReached"),
        ("22,000家次", "22000家次", UP, "kgb:PlannedAtReached"),
        ("20家", "≥25家", UP, "kgb:PlannedAboveReached"),
        ("2次", "≤5次", DOWN, "kgb:PlannedBelowReached"),
        ("35家", "50家次", UP, None),
        ("已完成", "50家", UP, None),
        ("35家", "25家", None, None),
    ],
)
def test_standing(reached, target, direction, expected):
    assert standing(read(reached), read(target), direction) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("30家", "30家次", True),
        ("30家", "30人", False),
        ("4场", "4次", True),
        ("3份", "3篇", True),
        ("3个", "3家", True),
        ("3", "3家", True),
        ("90%", "90家", False),
        ("90%", "3个", False),
        ("5亿元", "5个", False),
        ("2023年底前", "4次", False),
        ("提高", "4次", True),
    ],
)
def test_units_that_stand_for_each_other(one, other, expected):
    assert interchangeable(read(one), read(other)) is expected
    assert interchangeable(read(other), read(one)) is expected
