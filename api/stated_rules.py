"""The rules, each with the words of the specification and the place in the code."""

from msgspec import Struct

from api.specification import paragraph, passages
from domain.rules.rulebook import RULES, Rule


class StatedRule(Struct, frozen=True):
    """A rule as it is printed: `does` is what it does to a referral, `says` the specification's own sentences."""

    rule: str
    does: str
    paragraph: str
    head: str
    says: list[str]
    module: str
    function: str


def stated_rules() -> list[StatedRule]:
    """Join every rule of the rulebook with its passages, in the order of the specification."""
    return [_stated(rule) for rule in RULES]


def _stated(rule: Rule) -> StatedRule:
    marks = (f"`{rule.name}`",) if rule.marks is None else rule.marks
    return StatedRule(
        rule=rule.name,
        does=rule.does,
        paragraph=rule.paragraph,
        head=paragraph(rule.paragraph)[0],
        says=passages(rule.paragraph, marks),
        module=rule.decided_by.__module__,
        function=rule.decided_by.__name__,
    )
