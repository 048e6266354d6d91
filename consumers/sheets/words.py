"""How people call the columns of their sheets: what a mapping is proposed from."""

from typing import NamedTuple

from domain.facts.application import ApplicationSubmitted
from domain.facts.base import Fact
from domain.facts.candidate import CandidateIdentified
from domain.facts.employee import EmployeeRecorded
from domain.facts.employment import EmploymentEnded, EmploymentStarted
from domain.facts.leave import LeaveRecorded
from domain.facts.offer import OfferAccepted, OfferExtended
from domain.facts.referral import ReferralMade
from domain.facts.requisition import RequisitionOpened


class Kind(NamedTuple):
    """A kind of fact that sheets hold: what people call it, whether rows are a state, the field that says it is so."""

    says: str
    cls: type[Fact]
    is_state: bool
    where: str | None = None
    time: str | None = None


KINDS = (
    Kind("employees", EmployeeRecorded, is_state=True),
    Kind("requisitions", RequisitionOpened, is_state=True),
    Kind("referrals", ReferralMade, is_state=False, time="referred_on"),
    Kind("candidates", CandidateIdentified, is_state=False),
    Kind("applications", ApplicationSubmitted, is_state=False, time="applied_on"),
    Kind("offers", OfferExtended, is_state=False, time="offered_on"),
    Kind("acceptances", OfferAccepted, is_state=False, where="accepted_on", time="accepted_on"),
    Kind("hires", EmploymentStarted, is_state=True, where="start_date"),
    Kind("leavers", EmploymentEnded, is_state=True, where="last_day"),
    Kind("leaves", LeaveRecorded, is_state=True, where="first_day"),
)

NAMES: dict[str, tuple[str, ...]] = {
    "employee": (
        "employee",
        "employee id",
        "employee no",
        "employee number",
        "emp id",
        "personnel no",
        "personnel number",
        "staff id",
        "worker id",
        "personalnummer",
        "mitarbeiternummer",
        "mitarbeiter",
    ),
    "name": ("name", "full name", "employee name", "candidate name", "mitarbeitername"),
    "first": ("first name", "firstname", "given name", "vorname", "legal first name"),
    "last": ("last name", "lastname", "surname", "family name", "nachname", "legal last name"),
    "email": ("email", "e mail", "work email", "email address", "mail", "e mail adresse"),
    "personal_email": ("personal email", "private email", "home email", "private e mail"),
    "number": ("number", "payroll number", "payroll id"),
    "department": ("department", "dept", "cost center", "cost centre", "team", "abteilung", "kostenstelle"),
    "manager": ("manager", "manager id", "supervisor", "reports to", "vorgesetzter"),
    "location": ("location", "site", "office", "standort", "ort"),
    "effective_on": ("effective date", "effective on", "valid from", "gueltig ab"),
    "requisition": (
        "requisition",
        "requisition id",
        "req id",
        "job id",
        "post",
        "position id",
        "stelle",
        "stellennummer",
    ),
    "title": ("title", "job title", "position", "requisition title", "stellentitel"),
    "hiring_manager": ("hiring manager", "hiring manager id", "fachvorgesetzter"),
    "opened_on": ("opened on", "open date", "date opened", "opened", "eroeffnet am"),
    "referral": ("referral", "referral id", "empfehlung", "empfehlungsnummer"),
    "referrer": ("referrer", "referrer id", "referred by", "referring employee", "empfohlen von"),
    "referred_on": ("referred on", "referral date", "date referred", "empfohlen am"),
    "candidate": ("candidate", "candidate id", "applicant", "applicant id", "bewerber", "kandidat"),
    "phone": ("phone", "phone number", "telephone", "mobile", "telefon"),
    "application": ("application", "application id", "bewerbung", "bewerbungsnummer"),
    "applied_on": ("applied on", "application date", "date applied", "applied", "beworben am"),
    "source": ("source", "channel", "quelle"),
    "offer": ("offer", "offer id", "angebot"),
    "offered_on": ("offered on", "offer date", "date offered", "angeboten am"),
    "accepted_on": ("accepted on", "acceptance date", "date accepted", "angenommen am"),
    "schedule": (
        "schedule",
        "full time part time",
        "full part time",
        "working time",
        "arbeitszeit",
        "beschaeftigungsgrad",
    ),
    "fte": ("fte", "full time equivalent", "anteil"),
    "employment_type": ("employment type", "employee type", "worker type", "contract type", "beschaeftigungsart"),
    "employment": ("employment", "employment id", "contract id", "vertragsnummer"),
    "start_date": (
        "start date",
        "hire date",
        "date of hire",
        "hired on",
        "start",
        "entry date",
        "eintritt",
        "eintrittsdatum",
    ),
    "last_day": (
        "last day",
        "end date",
        "termination date",
        "last day of work",
        "exit date",
        "leaving date",
        "austritt",
        "austrittsdatum",
    ),
    "reason": ("reason", "termination reason", "leaving reason", "grund"),
    "leave": ("leave", "leave id", "absence id"),
    "first_day": ("first day", "leave start", "leave from", "absence start", "abwesend ab"),
    "leave_end": ("leave end", "leave until", "leave to", "absence end", "abwesend bis"),
    "paid": ("paid", "paid leave", "bezahlt"),
}
"""What each field is called in small letters, without punctuation; umlauts are written out."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def plain(header: str) -> str:
    """Write a column's name as NAMES does: `E-Mail (work)` is `e mail work`."""
    text = header.lower().translate(_UMLAUTS)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text).split())


def match(header: list[str]) -> dict[str, str]:
    """Find which column is which field; of several for one field the first."""
    found: dict[str, str] = {}
    for field, names in NAMES.items():
        for name in names:
            column = next((each for each in header if plain(each) == name), None)
            if column is not None and column not in found.values():
                found[field] = column
                break
    return found
