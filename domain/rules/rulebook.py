"""The rulebook: every rule of the decision in the order of the specification, where it is stated and where tested."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from domain.rules import amount, cap, coverage, entitlement, identity
from domain.rules.bars import BARS
from domain.rules.milestone import milestone

Does = Literal["counts", "bars", "waits", "loses", "earns", "pays"]
"""What a rule does: picks what counts, bars a referral, lets it wait, loses or earns the bonus, sets the amount."""
WHOLE: tuple[str, ...] = ()
"""No marks: the paragraph as a whole states the rule."""


class Rule(NamedTuple):
    """A rule: its name in rows and explanations, where it is stated, and the function that decides it.

    `marks` are the words by which its passages are found in `paragraph`; None: its name between backticks.
    """

    name: str
    does: Does
    paragraph: str
    decided_by: Callable[..., object]
    marks: tuple[str, ...] | None = None


def _bars() -> list[Rule]:
    return [Rule(bar.name, "bars", bar.paragraph, bar.test) for bar in BARS]


def _progress(does: Does, *names: str) -> list[Rule]:
    return [Rule(name, does, "spec/bonus.md §3", entitlement.without_started_hire) for name in names]


def _left() -> list[Rule]:
    decided_by = (entitlement.hire_left_before_milestone, entitlement.referrer_left_before_milestone)
    return [Rule(each.__name__, "loses", "spec/bonus.md §3", each) for each in decided_by]


RULES: tuple[Rule, ...] = (
    Rule("counted_application", "counts", "spec/bonus.md §1", coverage.pick_counted, WHOLE),
    *_bars(),
    *_progress("waits", "application", "start"),
    *_progress("loses", "application_rejected", "application_withdrawn", "offer_declined", "offer_withdrawn"),
    *_progress("loses", "acceptance_withdrawn", "offer_expired", "never_started"),
    *_progress("waits", "acceptance", "offer"),
    Rule("milestone", "counts", "spec/bonus.md §3", milestone, ("**Milestone**",)),
    *_left(),
    Rule("cap_reached", "loses", "spec/bonus.md §3", cap.over_the_cap, ("`cap_reached`", "**Cap**")),
    Rule("earned", "earns", "spec/bonus.md §3", entitlement.with_started_hire),
    Rule("amount", "pays", "spec/bonus.md §4", amount.value_instalment, WHOLE),
    Rule(identity.RULE, "counts", "spec/vendors.md §2", identity.find_who_is_who, ("**Links**", "**Not identified**")),
)
"""Every rule, in the order of the specification."""
