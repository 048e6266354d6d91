"""An application that was never announced: a spell stands for it (spec/bonus.md, "The application of a spell", 4)."""

from datetime import UTC, datetime

from domain.state.application import Application
from domain.state.spell import Spell


class ImpliedApplication(Application):
    """Submitted as the spell's first day begins, to the referral's requisition. Its only fact is that instant."""

    __slots__ = ("spell",)

    def __init__(self, spell: Spell, candidate: str, first_instant: datetime) -> None:
        # Its only fact has no sequence, source or id; ties are broken by employment.
        super().__init__(
            candidate=candidate,
            submitted=spell.starts[0],
            submitted_on=spell.start_date,
            submission=(first_instant.astimezone(UTC), "", "", ""),
            tie=spell.employment,
        )
        self.spell = spell
