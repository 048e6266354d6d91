"""What a hire costs, by referral and by agency (spec/reports.md, "cost-per-hire")."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from domain.money import WIDE, money_text
from domain.reports.hiring import Application, Span
from domain.rules.row import Row


class CostRow(Struct, frozen=True):
    """The hires of a span whose bonus or fee is in a currency."""

    currency: str
    referred_hires: int
    bonus_earned: str
    bonus_waiting: str
    bonus_per_hire: str | None
    with_fee: int
    fee_saved: str
    agency_hires: int
    agency_fees: str
    fee_per_hire: str | None


class _Cost:
    def __init__(self) -> None:
        self.referred = self.with_fee = self.agency = 0
        self.earned = self.waiting = self.saved = self.fees = Decimal(0)

    def row(self, currency: str) -> CostRow:
        """Make the row of a currency."""
        return CostRow(
            currency,
            self.referred,
            money_text(self.earned, currency),
            money_text(self.waiting, currency),
            _divide(self.earned + self.waiting, self.referred, currency),
            self.with_fee,
            money_text(self.saved, currency),
            self.agency,
            money_text(self.fees, currency),
            _divide(self.saved + self.fees, self.with_fee + self.agency, currency),
        )


def report_cost_per_hire(applications: Iterable[Application], rows: Iterable[Row], span: Span) -> list[CostRow]:
    """Report what the hires of a span cost, a row for each currency met; `rows` are those of the day."""
    by_referral: dict[str, list[Row]] = {}
    for row in rows:
        by_referral.setdefault(row.referral, []).append(row)
    costs: dict[str, _Cost] = {}
    for each in applications:
        if each.hired_on is not None and span.holds(each.hired_on):
            _add(costs, each, by_referral)
    return [costs[currency].row(currency) for currency in sorted(costs)]


def _add(costs: dict[str, _Cost], hire: Application, by_referral: Mapping[str, Sequence[Row]]) -> None:
    if hire.source == "referral":
        assert hire.owner is not None
        currency = next((row.currency for row in by_referral.get(hire.owner, ()) if row.currency), None)
        if currency is not None:
            costs.setdefault(currency, _Cost()).referred += 1
        for row in (row for referral in hire.counted_by for row in by_referral.get(referral, ())):
            _add_bonus(costs, row)
    if hire.fee is not None and hire.source in ("referral", "agency"):
        amount, currency = Decimal(hire.fee[0]), hire.fee[1]
        cost = costs.setdefault(currency, _Cost())
        if hire.source == "referral":
            cost.with_fee, cost.saved = cost.with_fee + 1, cost.saved + amount
        else:
            cost.agency, cost.fees = cost.agency + 1, cost.fees + amount


def _add_bonus(costs: dict[str, _Cost], row: Row) -> None:
    if row.currency is not None and row.entitlement in ("earned", "waiting"):
        cost = costs.setdefault(row.currency, _Cost())
        if row.entitlement == "earned":
            cost.earned += Decimal(row.amount)
        else:
            cost.waiting += Decimal(row.amount)


def _divide(amount: Decimal, number: int, currency: str) -> str | None:
    return None if number == 0 else money_text(WIDE.divide(amount, Decimal(number)), currency)
