"""Many at once, while facts stream in, on both stores: one effect each, and what is exported had been approved."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from threading import Barrier, Event, Thread
from typing import Any

import pytest

from consumers.payouts import acting
from consumers.payouts.acting import Acted, KeyReused
from domain.facts.payout import PAYOUTS, PayoutApproved, PayoutExported
from domain.payouts.acts.act import Refusal
from projections.payouts.queries import Asking, Payouts
from tests.support.cash_desk import CashDesk
from tests.support.houses import House, Houses
from tests.support.story import employed, fact, hired, opened, programme

AT_ONCE = 16
DAY = {"as_of": "2026-06-01"}
ANSWERS = b"line,outcome,settled_on,amount,currency,reason\r\nR-1/day-90/1,paid,2026-06-10,,,\r\n"
Act = Callable[[int], Acted | Refusal | KeyReused]

_NUMBERS = count(1)


@pytest.fixture
def desk(houses: Houses) -> CashDesk:
    """Two bonuses are earned on 2026-05-31, R-1's and R-2's."""
    house = houses("UTC")
    house.push([programme(instalments=[{"name": "day-90", "tenure_days": 90, "share": "1"}]), opened()])
    house.push([employed("E-1"), *hired(1), *hired(2)])
    return CashDesk(house)


@contextmanager
def streaming(house: House) -> Iterator[None]:
    """Facts about others keep coming meanwhile."""
    over = Event()

    def stream() -> None:
        while not over.is_set():
            over.wait(0.05)
            house.push([fact("candidate.identified", "2026-06-01", candidate=f"C-1000-{next(_NUMBERS)}")])

    thread = Thread(target=stream)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def at_once(house: House, do: Act) -> list[Acted | Refusal | KeyReused]:
    """The same from so many threads, while facts stream in."""
    barrier = Barrier(AT_ONCE)

    def run(number: int) -> Acted | Refusal | KeyReused:
        barrier.wait()
        return do(number)

    with streaming(house), ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))


def acts(house: House, kind: type[Any]) -> list[Any]:
    rows = sorted(house.store.read_streams([PAYOUTS]))
    return [fact.data for fact in house.store.decode_rows(rows) if isinstance(fact.data, kind)]


def codes(outcomes: list[Acted | Refusal | KeyReused]) -> set[str]:
    return {each.code for each in outcomes if isinstance(each, Refusal)}


def fresh(outcomes: list[Acted | Refusal | KeyReused]) -> list[Acted]:
    return [each for each in outcomes if isinstance(each, Acted) and not each.replayed]


@pytest.mark.parametrize("keys", [1, AT_ONCE])
def test_one_proposal_one_approval_one_export_one_settlement(desk: CashDesk, keys: int) -> None:
    house = desk.house

    def all_do(name: str, by: str, words: dict[str, Any]) -> list[Acted | Refusal | KeyReused]:
        return at_once(house, lambda n: desk.act(name, words, by=by, at=None, key=f"{name}-{n % keys}"))

    proposed = all_do("propose", "E-50", DAY)
    assert len(fresh(proposed)) == 1
    assert codes(proposed) == ({"nothing_due"} if keys > 1 else set())
    assert len({each.answer for each in proposed if isinstance(each, Acted)}) == 1
    approved = all_do("approve", "E-51", {"run": "P-1"})
    assert (len(fresh(approved)), codes(approved)) == (1, {"not_proposed"} if keys > 1 else set())
    all_do("export", "E-50", {"run": "P-1"})
    all_do("settle", "E-50", {"content": ANSWERS})
    (approval,), (export,) = acts(house, PayoutApproved), acts(house, PayoutExported)
    assert approval.lines == export.lines == ("R-1/day-90/1", "R-2/day-90/1")
    assert len(house.store.read_streams(["payroll_line/R-1/day-90/1"])) == 1
    check_books(desk)


def check_books(desk: CashDesk) -> None:
    """Every act knew all that was recorded before it; the books are the same when they are rebuilt."""
    rows = sorted(desk.house.store.read_after(0, 100_000))
    positions = [row.position for row in rows]
    for row, recorded in zip(rows, desk.house.store.decode_rows(rows), strict=True):
        if row.stream == PAYOUTS:
            before = [each for each in positions if each < row.position]
            with_it = sum(fact.recorded_at == recorded.recorded_at for fact in desk.house.store.decode_rows(rows))
            assert recorded.data.knew in before[-max(1, with_it) :]
    asked = [desk.ask(name, {"as_of": "2026-06-30"}, date(2026, 6, 30)) for name in ("balance", "breaks")]
    shown = desk.ask("show", {"run": "P-1"}, date(2026, 6, 30))
    file = desk.file("P-1")
    desk.house.engine().rebuild()
    assert [desk.ask(name, {"as_of": "2026-06-30"}, date(2026, 6, 30)) for name in ("balance", "breaks")] == asked
    assert desk.ask("show", {"run": "P-1"}, date(2026, 6, 30)) == shown
    assert desk.file("P-1") == file


def test_who_is_never_alone_keeps_the_others_out(desk: CashDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No try without the turn: a stream that never pauses could not be outrun otherwise."""
    monkeypatch.setattr(acting, "TRIES", 0)
    with streaming(desk.house):
        done = [desk.act("propose", DAY, by="E-50", at=None), desk.act("approve", {"run": "P-1"}, by="E-51", at=None)]
    assert all(isinstance(each, Acted) for each in done)


def test_a_decision_that_did_not_know_all_is_made_again(desk: CashDesk) -> None:
    """What was learnt while somebody decided is known to the act: here that the hire has left."""
    order = desk.counter.act
    told: list[int] = []
    choose = desk.house.store.choose_instant

    def learn(wanted: datetime | None) -> datetime:
        at = choose(wanted)
        if not told:
            told.append(1)
            desk.house.push([fact("employment.ended", "2026-05-20", employment="EM-1", last_day="2026-05-20")])
        return at

    desk.house.store.choose_instant = learn  # type: ignore[method-assign]
    try:
        assert order is not None
        done = desk.act("propose", DAY, by="E-50", at=None)
    finally:
        desk.house.store.choose_instant = choose  # type: ignore[method-assign]
    assert isinstance(done, Acted)
    with desk.house.engine().reader() as reader:
        desk.engine.catch_up()
    with desk.engine.reader() as reader:
        run = Payouts(reader, Asking(datetime.now(UTC).date() + timedelta(days=1), is_today=True)).show("P-1")
    assert run is not None
    assert [line.referral for line in run.lines] == ["R-2"]
