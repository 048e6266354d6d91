"""A mapping is proposed for a file, by its header and rows; what is missing is said."""

from pathlib import Path

import pytest

from consumers.sheets.mapping import Mapping, parse_mapping
from consumers.sheets.proposing import Proposal, propose

SHEETS = {
    "employees": "Employee ID,First name,Last name,E-Mail,Department\nE-1,A,B,a@x.example,M\n",
    "requisitions": "Requisition,Title,Hiring manager,Opened on\nREQ-1,Engineer,E-1,2026-01-02\n",
    "referrals": "Referral ID,Referred by,Candidate,Referred on\nR-1,E-1,C-1,2026-01-02\n",
    "applications": "Application ID,Candidate,Requisition,Applied on\nA-1,C-1,REQ-1,2026-01-02\n",
    "offers": "Offer,Application,Schedule,Offered on\nO-1,A-1,Full-time,2026-01-02\n",
    "hires": "Employee ID,Hire date\nE-1,2026-01-02\n",
    "leavers": "Employee ID,Last day\nE-1,2026-01-02\n",
    "leaves": "Employee ID,First day,Leave end,Paid,Employment,Leave\nE-1,2026-01-02,,no,E-1,L-1\n",
}
TYPES = {
    "employees": "hr.employee.recorded.v1",
    "requisitions": "hr.requisition.opened.v1",
    "referrals": "hr.referral.made.v1",
    "applications": "hr.application.submitted.v1",
    "offers": "hr.offer.extended.v1",
    "hires": "hr.employment.started.v1",
    "leavers": "hr.employment.ended.v1",
    "leaves": "hr.leave.recorded.v1",
}


def propose_for(tmp_path: Path, text: str) -> tuple[Proposal, Mapping]:
    """Propose a mapping for a file, and read it as `vouch feed pull` will."""
    path = tmp_path / "sheet.csv"
    path.write_text(text)
    proposal = propose(path)
    return proposal, parse_mapping(proposal.toml, "proposed")


@pytest.mark.parametrize("kind", SHEETS)
def test_a_kind_of_sheet_is_known_by_its_columns(tmp_path: Path, kind: str) -> None:
    _, mapping = propose_for(tmp_path, SHEETS[kind])
    assert TYPES[kind] in [each.topic for each in mapping.fact]


def test_one_sheet_may_hold_several_kinds(tmp_path: Path) -> None:
    text = "Personalnummer;Vorname;Nachname;Eintritt;Austritt;Arbeitszeit;Anteil\n7;W;C;04.05.2026;;Teilzeit;0,5\n"
    proposal, mapping = propose_for(tmp_path, text)
    assert [each.topic for each in mapping.fact] == [TYPES["employees"], TYPES["hires"], TYPES["leavers"]]
    assert (mapping.rows, mapping.decimal, mapping.dates) == ("state", ",", ("%d.%m.%Y",))
    assert mapping.fact[1].words == {"schedule": {"Teilzeit": "part_time"}}
    assert "`employment` is taken from `Personalnummer`: no column tells it." in proposal.notes


@pytest.mark.parametrize(
    ("dates", "form", "noted"),
    [
        (["13.02.2026"], "%d.%m.%Y", False),
        (["02/13/2026", "02/01/2026"], "%m/%d/%Y", False),
        (["13/02/2026", "01/02/2026"], "%d/%m/%Y", False),
        (["01/02/2026"], "%m/%d/%Y", True),
    ],
)
def test_dates_are_known_by_all_rows_together(tmp_path: Path, dates: list[str], form: str, *, noted: bool) -> None:
    rows = "".join(f"E-{number},{day}\n" for number, day in enumerate(dates))
    proposal, mapping = propose_for(tmp_path, f"Employee ID,Hire date\n{rows}")
    assert mapping.dates == (form,)
    assert any("no row tells day and month apart" in note for note in proposal.notes) == noted


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Referred by,Shoe size\nE-1,9\n")
    notes = propose(path).notes
    assert any("No kind of fact fits" in note for note in notes)
    assert "Not used: Shoe size." in notes
