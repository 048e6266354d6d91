"""Test support: payouts on a store: acts recorded by the counter, questions answered from the read models."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from consumers.payouts.acting import Acted, Clerk, Counter, KeyReused, Request
from consumers.payouts.orders import (
    LineAct,
    Order,
    Payroll,
    order_approval,
    order_cancellation,
    order_export,
    order_on_line,
    order_proposal,
    order_settlement,
)
from domain.facts.base import Actor
from domain.payouts.acts.act import Refusal
from domain.payouts.sent_file import make_file
from domain.state.days import day_in
from projections.payouts.queries import Asking, Payouts
from tests.support.houses import Event, House

LINE_ACTS: Mapping[str, LineAct] = {"release": "release", "drop": "drop", "waive": "waive", "accept": "accept"}


def order_of(name: str, words: Mapping[str, Any], payroll: Payroll) -> Order:
    """The order for an act of a name with its words as texts."""
    if name in LINE_ACTS:
        return order_on_line(LINE_ACTS[name], words["line"], words["reason"])
    match name:
        case "propose":
            pay_date = date.fromisoformat(words["pay_date"]) if words.get("pay_date") else None
            return order_proposal(date.fromisoformat(words["as_of"]), words.get("currency"), pay_date)
        case "approve":
            return order_approval(words["run"], words.get("digest"))
        case "export":
            return order_export(words["run"], words.get("format", "generic"), payroll)
        case "cancel":
            return order_cancellation(words["run"], words["reason"])
        case _:
            return order_settlement(words["content"])


class CashDesk:
    """Payouts of one house."""

    def __init__(self, house: House, payroll: Payroll | None = None) -> None:
        self.house = house
        self.engine = house.engine()
        self.counter = Counter(self.engine, day_in(house.zone))
        self.payroll = payroll or Payroll()
        self._keys = 0

    def push(self, events: list[Event], at: datetime) -> None:
        """Record facts together."""
        self.house.push_case(events, at)

    def act(
        self, name: str, words: Mapping[str, Any], *, by: str | None, at: datetime | None, key: str | None = None
    ) -> Acted | Refusal | KeyReused:
        """Do an act, under a key of its own unless one is given."""
        self._keys += 1
        clerk = Clerk(f"employee/{by}", by, Actor(f"employee/{by}"))
        request = Request(key or f"{name}-{self._keys}", recorded_at=at)
        return self.counter.act(order_of(name, words, self.payroll), clerk, request)

    def ask(self, ask: str, words: Mapping[str, str], today: date) -> Any:
        """What is asked of payouts: `show`, `balance`, `breaks`."""
        self.engine.catch_up()
        known_at = datetime.fromisoformat(words["known_at"]) if "known_at" in words else None
        up_to = None if known_at is None else self.house.store.position_at(known_at)
        known_on = None if known_at is None else day_in(self.house.zone)(known_at)
        on = date.fromisoformat(words["as_of"]) if "as_of" in words else known_on or today
        with self.engine.reader() as reader:
            payouts = Payouts(reader, Asking(on, up_to, is_today=up_to is None and on >= today))
            match ask:
                case "show":
                    return payouts.show(words["run"])
                case "balance":
                    return payouts.balance()
                case _:
                    return payouts.breaks()

    def file(self, run: str) -> bytes:
        """The file of an exported run, made again."""
        with self.engine.reader() as reader:
            found = Payouts(reader, Asking(date.max, is_today=True)).find_run(run)
        assert found is not None
        return make_file(found).content
