"""What a refused act is told: a sentence for each reason code of spec/payouts.md §4 and spec/payroll-files.md."""

from collections.abc import Mapping

SAYS: Mapping[str, str] = {
    "no_person": "An act about money needs a person: act as an employee.",
    "as_of_in_future": "The day of the run is still to come.",
    "pay_date_before_as_of": "The pay date is before the day of the run.",
    "nothing_due": "Nothing is due that has no line already.",
    "unknown_run": "No such run is known.",
    "unknown_line": "No such line is known.",
    "not_proposed": "The run is not proposed any more.",
    "same_person": "Somebody else has to do this: you proposed the run, or released a line of it.",
    "own_line": "A line is for you, or for your own hiring: somebody else has to do this.",
    "rule_maker": "Whoever makes the rules, as an admin or by publishing terms, decides on no money.",
    "digest_differs": "The run has changed since you saw it: look at it again.",
    "nothing_to_approve": "No line of the run is ready.",
    "already_exported": "The run was exported in another format.",
    "not_approved": "The run is not approved.",
    "nothing_to_export": "No approved line is still ready: the lines come again with the next proposal.",
    "payroll_settings_missing": "Settings of payroll are missing.",
    "pay_date_missing": "This format needs a pay date: propose with one.",
    "format_cannot_carry": "The format cannot carry some lines: drop them, or mend the settings.",
    "payroll_id_missing": "Some employees have no payroll number: mend the employees' file.",
    "not_open": "The run is exported or cancelled.",
    "not_pending": "The line is not pending.",
    "not_held": "The line is not held.",
    "not_a_recovery": "The line pays: only a recovery can be waived.",
    "line_changed": "Another amount is due by now: the next proposal offers it.",
    "not_sent": "The line was not exported.",
    "nothing_to_accept": "Payroll has not named another amount for the line.",
    "currency_differs": "Payroll paid in another currency.",
    "sign_differs": "Payroll's amount has the other sign.",
    "unreadable_file": "Rows of the file cannot be read, so nothing was recorded.",
}
"""The sentences, by code."""
