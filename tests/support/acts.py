"""Test support: the acts of spec/payouts.md §4 by their names, with their words as texts."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from domain.payouts.acts.approve import approve
from domain.payouts.acts.cancel import cancel
from domain.payouts.acts.export import export
from domain.payouts.acts.lines import accept, drop, release, waive
from domain.payouts.acts.propose import propose
from domain.payouts.acts.settle import settle
from domain.payouts.files.payroll_file import Payee
from domain.payouts.files.settings import PayrollSettings
from tests.support.till import Do

_LINE_ACTS = {"release": release, "drop": drop, "waive": waive, "accept": accept}


def act_of(
    name: str,
    words: Mapping[str, Any],
    employees: Mapping[str, Payee] | None = None,
    settings: PayrollSettings | None = None,
) -> Do:
    """The act of a name with its words; the rest is what an export is given."""
    make: dict[str, Callable[[], Do]] = {
        "propose": lambda: partial(
            propose,
            as_of=date.fromisoformat(words["as_of"]),
            currency=words.get("currency"),
            pay_date=date.fromisoformat(words["pay_date"]) if words.get("pay_date") else None,
        ),
        "approve": lambda: partial(approve, run=words["run"], seen=words.get("digest")),
        "export": lambda: partial(
            export,
            run=words["run"],
            format_=words.get("format", "generic"),
            settings=settings,
            employees=employees,
        ),
        "cancel": lambda: partial(cancel, run=words["run"], reason=words["reason"]),
        "settle": lambda: partial(settle, content=words["content"]),
    }
    if name in _LINE_ACTS:
        return partial(_LINE_ACTS[name], line=words["line"], reason=words["reason"])
    return make[name]()
