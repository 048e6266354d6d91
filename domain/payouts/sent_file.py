"""The file of an exported run, made again from the event of its export: the same bytes, whatever was learnt since."""

import msgspec

from domain.facts.payout import PayoutExported
from domain.payouts.files.companion import FORMATS as WITH_COMPANION
from domain.payouts.files.companion import write_companion
from domain.payouts.files.formats import FORMATS
from domain.payouts.files.payroll_file import Payee, PayrollFile, Sheet, make_sheet
from domain.payouts.line import Run


def make_file(run: Run) -> PayrollFile:
    """Make the payroll file of an exported run again."""
    assert run.export is not None
    return FORMATS[run.export.format].write(make_sent_sheet(run))


def make_companion(run: Run) -> PayrollFile | None:
    """Make the companion of an exported run's file again; None if its format needs none."""
    assert run.export is not None
    form = run.export.format
    return write_companion(make_sent_sheet(run), form) if form in WITH_COMPANION else None


def make_sent_sheet(run: Run) -> Sheet:
    """Gather what the file of an exported run is made of."""
    sent = run.export
    assert sent is not None
    assert run.exported_at is not None
    sent_lines = set(sent.lines)
    lines = [line for line in run.lines if line.line in sent_lines]
    exported_at, settings, payees = run.exported_at, sent.settings, _payees(sent)
    return make_sheet(run, lines, exported_at=exported_at, digest=sent.digest, settings=settings, payees=payees)


def _payees(sent: PayoutExported) -> dict[str, Payee]:
    names: dict[str, list[str]] = msgspec.json.decode(sent.names) if sent.names else {}
    payees = {}
    for each in sent.numbers:
        last, first = names.get(each.employee, ("", ""))
        payees[each.employee] = Payee(each.payroll_id, each.company, first, last)
    return payees
