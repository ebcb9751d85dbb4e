"""Page-break repair: pieces of one cell that a page end cut apart become one cell again.

A piece belongs where its text goes on: by what is cut, by numbering, by overlap. Pieces that were
printed on both pages are kept once; where two printings differ, the first complete one is read and
the other is reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.layouts.account import Account
from kgbuild.layouts.notation import Item, Passage, read_passage, speaks_of_indicators
from kgbuild.model.issues import Severity
from kgbuild.model.table import Text
from kgbuild.model.table import joined as joined_texts
from kgbuild.text import comparable, without_final_marks

_MIN_OVERLAP = 8
_ENDS_SENTENCE = "。！？!?；;"


def join_prose(parts: list[Text], account: Account) -> Text:
    """One goal text out of its pieces, in reading order."""
    whole = parts[0]
    for part in parts[1:]:
        overlap = _overlap(whole.string, part.string)
        if overlap == len(part):
            account.ignore_text(part, "repeats the page before")
            account.report(
                "L012", Severity.INFO,
                "跨页片段重复了前页末尾，未重复计入", "the fragment repeats the end of the page before", part,
            )  # fmt: skip
            continue
        if _is_garbled(whole.string, part.string):
            account.report(
                "L013", Severity.WARNING,
                "跨页片段疑为识别错误，按原样接入", "the fragment looks garbled; joined as printed", part,
            )  # fmt: skip
        account.use(part)
        whole = whole + part[overlap:]
    return whole


def _overlap(before: str, after: str) -> int:
    """How many first characters of `after` only repeat the end of `before`."""
    if before.endswith(after):
        return len(after)
    for length in range(min(len(before), len(after), 400), _MIN_OVERLAP - 1, -1):
        if before.endswith(after[:length]):
            return length
    return 0


def _is_garbled(before: str, after: str) -> bool:
    """One or two characters and a full stop: never a real continuation of a sentence."""
    return len(without_final_marks(after)) <= 1 and not before.endswith(tuple(_ENDS_SENTENCE))


def _runs_together(parts: list[Text]) -> list[Text]:
    """Pieces that start no item are one with each other: each is then read once, however many there are."""
    merged: list[list[Text]] = []
    for part in parts:
        if len(merged) > 1 and not speaks_of_indicators(part) and not speaks_of_indicators(merged[-1][-1]):
            merged[-1].append(part)
        else:
            merged.append([part])
    return [joined_texts(group) for group in merged]


@dataclass(slots=True)
class _Joined:
    head: Text
    items: list[Item]


def join_indicators(parts: list[Text], account: Account) -> tuple[list[Item], Text]:
    """The items of one indicator cell out of its pieces, and any words before the first item."""
    joined = _Joined(Text(""), [])
    for part in _runs_together(parts):
        account.use(part)
        _append(joined, part, account)
    return joined.items, joined.head


def _append(joined: _Joined, part: Text, account: Account) -> None:
    passage = read_passage(part)
    if not joined.items:
        if joined.head:
            # the page ended inside the start of the first item: 1 | 、产出指标：…
            passage = read_passage(joined.head + part)
        joined.head, joined.items = passage.head, list(passage.items)
        return
    items = list(passage.items)
    if passage.head and _prints_again(joined, passage, account):
        pass
    elif not _goes_on(joined.items, passage) and (again := _read_through(joined.items, part, passage)):
        joined.items[-again.read_again :] = again.items
        return
    elif passage.head:
        account.report(
            "L014", Severity.WARNING,
            "跨页片段无法接到任何指标", "the fragment continues no indicator", passage.head,
        )  # fmt: skip
    if items and _reprints(joined.items, items):
        items = _without_reprints(joined, items, account)
    joined.items += items


def _goes_on(items: list[Item], passage: Passage) -> bool:
    """Whether the piece begins with an item that needs nothing before it: the next, a cut one, or one printed again."""
    last = items[-1]
    if passage.head or last.whole.string.isdigit():
        return False  # the number may be cut too: …。1 | 1、产出指标
    first = passage.items[0]
    if first.ordinal == last.ordinal + 1 or (first.ordinal == last.ordinal and not last.complete):
        return True
    known = next((item for item in reversed(items) if item.ordinal == first.ordinal), None)
    return known is not None and comparable(known.whole.string) == comparable(first.whole.string)


@dataclass(frozen=True, slots=True)
class _Again:
    """Items read from the end of one piece and the next as one text; they take the place of the last `read_again`."""

    items: tuple[Item, ...]
    read_again: int


def _read_through(items: list[Item], part: Text, passage: Passage) -> _Again | None:
    """The last item and the piece as one text; None unless that is the same item, no less whole, then the next.

    Where a mere number stands last (`…。1 | 0、产出指标`), it may be the item's own, so that both are read again.
    """
    count = 2 if len(items) > 1 and not items[-1].level1 else 1
    first = items[-count]
    again = read_passage(joined_texts([*(item.whole for item in items[-count:]), part])).items
    if len(again) <= len(passage.items) or again[0].ordinal != first.ordinal:
        return None
    if first.complete and not again[0].complete:
        return None
    if len(again) > 1 and again[1].ordinal not in (first.ordinal + 1, 1):
        return None
    return _Again(again, count)


def _prints_again(joined: _Joined, passage: Passage, account: Account) -> bool:
    """Whether the words before the first item of a piece only repeat the end of an item that is read already."""
    head, items, last = passage.head, passage.items, joined.items[-1]
    if _is_tail(last.whole, head) and last.whole.string.endswith(tuple(_ENDS_SENTENCE)):
        _report_repeat(account, head)
    elif last.level1 and items and 1 < items[0].ordinal <= last.ordinal and (owner := _owner(joined, items[0])):
        if _is_tail(owner.whole, head):
            _report_repeat(account, head)
        else:
            _report_difference(account, head, owner.whole)
    else:
        return False
    return True


def _owner(joined: _Joined, following: Item) -> Item | None:
    """The item that stands just before `following` in what is read already."""
    for item in reversed(joined.items):
        if item.ordinal == following.ordinal - 1:
            return item
    return None


def _is_tail(whole: Text, piece: Text) -> bool:
    return comparable(without_final_marks(whole.string)).endswith(comparable(without_final_marks(piece.string)))


def _reprints(before: list[Item], after: list[Item]) -> bool:
    """Whether the first item of a piece prints again one that is read already.

    A numbering that restarts begins with 1; one that steps back to anything else is an overlap, and so is
    the completion of an item whose start alone stood on the page before.
    """
    last, first = before[-1], after[0]
    if first.ordinal == last.ordinal and not last.complete:
        return True
    return 1 < first.ordinal <= last.ordinal


def _without_reprints(joined: _Joined, after: list[Item], account: Account) -> list[Item]:
    """Drop the items of `after` that were read before; complete the cut ones from it."""
    latest = {item.ordinal: at for at, item in enumerate(joined.items)}
    last_ordinal = joined.items[-1].ordinal
    for count, item in enumerate(after):
        at = latest.get(item.ordinal)
        restarts = count and item.ordinal < after[count - 1].ordinal
        if at is None or restarts or item.ordinal > last_ordinal:
            return after[count:]
        known = joined.items[at]
        if not known.complete:
            joined.items[at] = item
        elif comparable(known.whole.string) == comparable(item.whole.string):
            _report_repeat(account, item.whole)
        else:
            _report_difference(account, item.whole, known.whole)
    return []


def _report_repeat(account: Account, text: Text) -> None:
    account.report(
        "L012", Severity.INFO,
        "跨页片段重复了前页内容，未重复计入", "the fragment repeats what the page before printed", text,
    )  # fmt: skip


def _report_difference(account: Account, other: Text, taken: Text) -> None:
    account.report(
        "L015", Severity.WARNING,
        f"同一指标跨页印了两次且不一致；采用先印者：{taken.string[:80]}",
        f"printed twice over a page break, and differently; read: {taken.string[:80]}",
        other,
    )  # fmt: skip


def numbered_groups(items: Iterable[Item]) -> list[tuple[int, Item]]:
    """Each item with its group: a numbering that starts again at 1, or repeats, opens a new one."""
    group, seen = 1, set[int]()
    grouped: list[tuple[int, Item]] = []
    for item in items:
        if item.ordinal in seen:
            group, seen = group + 1, set()
        seen.add(item.ordinal)
        grouped.append((group, item))
    return grouped
