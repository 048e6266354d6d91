"""The table of commands, as spec/commands.md §2 has it: each found by its noun and verb."""

from collections.abc import Callable
from typing import Any, NamedTuple

from domain.commands import application, candidate, introduction, letter, offer, programme, referral, requisition
from domain.commands.command import Body, Decision

Decide = Callable[[Any, Any], Decision]
"""Decides a command on its scene: `decide(scene, command)`."""


class Row(NamedTuple):
    """A command: its noun and verb, where it is sent, what with, and how it is decided."""

    name: str
    path: str
    body: type[Body]
    decide: Decide

    @property
    def noun(self) -> str:
        """The kind of thing that it is about."""
        return self.name.partition(" ")[0]

    @property
    def verb(self) -> str:
        """What is done."""
        return self.name.partition(" ")[2]

    @property
    def operation(self) -> str:
        """Its name in the table of rights (spec/access.md §3)."""
        return self.name.replace(" ", ".").replace("-", "_")

    @property
    def is_about_one(self) -> bool:
        """Tell whether its path names a thing; if not, it makes one, or is about none."""
        return "{id}" in self.path

    @property
    def is_versioned(self) -> bool:
        """Tell whether whoever commands says which version of the thing was seen."""
        return self.is_about_one and self.noun != "letter"


COMMANDS: tuple[Row, ...] = (
    Row("referral make", "/referrals", referral.MakeReferral, referral.make),
    Row("referral withdraw", "/referrals/{id}/withdraw", referral.WithdrawReferral, referral.withdraw),
    Row("requisition open", "/requisitions", requisition.OpenRequisition, requisition.open_),
    Row("requisition reopen", "/requisitions/{id}/reopen", requisition.ReopenRequisition, requisition.reopen),
    Row("requisition update", "/requisitions/{id}/update", requisition.UpdateRequisition, requisition.update),
    Row("requisition close", "/requisitions/{id}/close", requisition.CloseRequisition, requisition.close),
    Row("application submit", "/applications", application.SubmitApplication, application.submit),
    Row("application move", "/applications/{id}/move", application.MoveApplication, application.move),
    Row("application reject", "/applications/{id}/reject", application.RejectApplication, application.reject),
    Row("application withdraw", "/applications/{id}/withdraw", application.WithdrawApplication, application.withdraw),
    Row("application reopen", "/applications/{id}/reopen", application.ReopenApplication, application.reopen),
    Row("offer extend", "/offers", offer.ExtendOffer, offer.extend),
    Row("offer change", "/offers/{id}/extend", offer.ChangeOffer, offer.change),
    Row("offer accept", "/offers/{id}/accept", offer.AcceptOffer, offer.accept),
    Row("offer decline", "/offers/{id}/decline", offer.OfferReason, offer.decline),
    Row("offer withdraw", "/offers/{id}/withdraw", offer.WithdrawOffer, offer.withdraw),
    Row("offer undo-acceptance", "/offers/{id}/undo-acceptance", offer.OfferReason, offer.undo_acceptance),
    Row("introduction request", "/introductions", introduction.RequestIntroduction, introduction.request),
    Row("introduction answer", "/introductions/{id}/answer", introduction.AnswerIntroduction, introduction.answer),
    Row("introduction held", "/introductions/{id}/held", introduction.HeldIntroduction, introduction.held),
    Row("programme preview", "/bonus-programmes/preview", programme.PreviewProgramme, programme.preview),
    Row("programme publish", "/bonus-programmes", programme.PublishProgramme, programme.publish),
    Row("letter replay", "/feed/parked/{id}/replay", letter.ReplayLetter, letter.replay),
    Row("letter drop", "/feed/parked/{id}/drop", letter.DropLetter, letter.drop),
    Row("candidate merge", "/candidates/{id}/merge", candidate.Pairing, candidate.merge),
    Row("candidate unmerge", "/candidates/{id}/unmerge", candidate.Pairing, candidate.unmerge),
    Row("candidate erase", "/candidates/{id}/erase", candidate.Erase, candidate.erase_candidate),
    Row("employee erase", "/employees/{id}/erase", candidate.Erase, candidate.erase_employee),
)

BY_NAME: dict[str, Row] = {row.name: row for row in COMMANDS}
"""The commands by noun and verb."""
