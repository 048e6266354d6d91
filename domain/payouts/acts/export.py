"""Export: what was approved and is still true is sent, in a file that can be made again for ever."""

from collections.abc import Mapping

import msgspec

from domain.facts.payout import FileFormat, PayoutExported, PayrollNumber
from domain.payouts.acts.act import Done, Known, Outcome, Refusal
from domain.payouts.acts.approve import split_ready
from domain.payouts.acts.bars import no_person
from domain.payouts.digest import digest
from domain.payouts.fault import Fault
from domain.payouts.files.formats import FORMATS
from domain.payouts.files.payroll_file import Payee, PayrollFile, Sheet, make_sheet
from domain.payouts.files.settings import PayrollSettings
from domain.payouts.line import Line, Run
from domain.payouts.sent_file import make_file


def export(
    known: Known,
    run: str,
    format_: FileFormat = "generic",
    settings: PayrollSettings | None = None,
    employees: Mapping[str, Payee] | None = None,
) -> Outcome:
    """Send a run's ready lines in a format; `employees` says who is who in payroll. Sent already: the same file."""
    found = known.ledger.runs.get(run)
    if refused := no_person(known):
        return Refusal(refused)
    if found is None:
        return Refusal("unknown_run")
    if found.state == "exported":
        again = found.format == format_
        return Done(runs=(run,), file=make_file(found)) if again else Refusal("already_exported")
    if found.state != "approved":
        return Refusal("not_approved")
    ready, left_out = split_ready(known, found)
    if not ready:
        return Refusal("nothing_to_export")
    settings = settings or PayrollSettings()
    sheet = _sheet(known, found, ready, settings.of(format_), employees or {})
    if (refusal := _unfit(sheet, format_, settings)) is not None:
        return refusal
    file = FORMATS[format_].write(sheet)
    event = _event(known, sheet, format_, file)
    return Done((msgspec.structs.replace(event, left_out=left_out),), runs=(run,), file=file)


def _sheet(
    known: Known, run: Run, ready: list[Line], settings: Mapping[str, str], employees: Mapping[str, Payee]
) -> Sheet:
    payees = {line.referrer: employees[line.referrer] for line in ready if line.referrer in employees}
    return make_sheet(run, ready, exported_at=known.act.at, digest=digest(ready), settings=settings, payees=payees)


def _unfit(sheet: Sheet, format_: FileFormat, settings: PayrollSettings) -> Refusal | None:
    """Find why the file cannot be made, each fault once."""
    form = FORMATS[format_]
    if missing := (*settings.missing(format_), *form.missing(sheet)):
        return Refusal("payroll_settings_missing", tuple(Fault(name, "It is not set.") for name in missing))
    if form.needs_pay_date and sheet.pay_date is None:
        return Refusal("pay_date_missing")
    if faults := tuple(dict.fromkeys(form.faults(sheet))):
        return Refusal("format_cannot_carry", faults)
    unknown = {line.referrer for line in sheet.lines if not sheet.payee(line).payroll_id}
    if form.needs_numbers and unknown:
        says = "The employees' file gives no payroll number."
        return Refusal("payroll_id_missing", tuple(Fault(employee, says) for employee in sorted(unknown)))
    return None


def _event(known: Known, sheet: Sheet, format_: FileFormat, file: PayrollFile) -> PayoutExported:
    numbers = tuple(
        PayrollNumber(employee=employee, payroll_id=payee.payroll_id, company=payee.company)
        for employee, payee in sorted(sheet.payees.items())
    )
    names = {employee: [payee.last_name, payee.first_name] for employee, payee in sorted(sheet.payees.items())}
    return PayoutExported(
        by=known.act.by,
        knew=known.act.position,
        act=known.act.id,
        run=sheet.run,
        format=format_,
        digest=sheet.digest,
        lines=tuple(line.line for line in sheet.lines),
        file=file.name,
        sha256=file.sha256,
        settings=dict(sheet.settings),
        numbers=numbers,
        names=msgspec.json.encode(names).decode() if FORMATS[format_].needs_names else None,
    )
