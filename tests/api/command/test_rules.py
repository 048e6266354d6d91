"""`vouch rules`: every rule, with the sentences of the specification and its place in the code."""

from importlib import import_module

import pytest

from api.specification import CITED, paragraph, passages
from domain.rules.bars import BARS
from domain.rules.rulebook import RULES
from tests.api.command.calling import call
from tests.spec.documents import document


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_the_json_is_a_list_of_every_rule_in_order() -> None:
    done = call("rules", "--json")
    assert (done.code, done.err) == (0, "")
    assert [each["rule"] for each in done.json] == [rule.name for rule in RULES]
    assert done.json[3] == {
        "rule": "self_referral",
        "does": "bars",
        "paragraph": "spec/bonus.md §2",
        "head": "2. Bars (all that apply are listed, in this order)",
        "says": ["a spell of the person, not cancelled, whatever its date, is the referrer's own"],
        "module": "domain.rules.bars.ownership",
        "function": "self_referral",
    }


def test_every_rule_is_quoted_to_the_letter() -> None:
    for each in call("rules", "--json").json:
        cited = CITED.fullmatch(each["paragraph"])
        assert cited is not None
        text = squeezed(document(cited[1]).replace("|", ":"))
        assert each["says"], each["rule"]
        for sentence in each["says"]:
            for part in sentence.split(": "):
                assert part in text


def test_every_place_is_there() -> None:
    for each in call("rules", "--json").json:
        assert callable(getattr(import_module(each["module"]), each["function"]))


def test_people_read_each_rule_under_the_head_of_its_paragraph() -> None:
    done = call("rules")
    assert (done.code, done.err) == (0, "")
    heads = [line for line in done.out.splitlines() if line.startswith("spec/")]
    cited = [*(f"spec/bonus.md §{number}" for number in (1, 2, 3, 4)), "spec/vendors.md §2"]
    assert heads == [f"{each}   {paragraph(each)[0]}" for each in cited]
    lines = done.out.splitlines()
    at = lines.index("cap_reached  loses")
    assert lines[at + 1] == "    else, over the cap: `forfeited`, `cap_reached`."
    assert lines[at + 2].startswith("    **Cap**: take a referrer's referrals")
    assert lines[at + 3] == "    domain.rules.cap.over_the_cap"
    assert [line for line in lines if line.endswith("  bars")] == [f"{bar.name}  bars" for bar in BARS]


def test_rules_that_share_their_sentences_stand_together() -> None:
    lines = call("rules").out.splitlines()
    at = lines.index("application_rejected  loses")
    assert lines[at + 5] == "offer_expired  loses"
    assert lines[at + 6].startswith("    it is closed: `forfeited`, by the fact that closed it:")


def test_rules_need_no_store() -> None:
    assert call("rules", store="sqlite:////nowhere/there/vouch.db").code == 0


def test_a_bullet_is_quoted_with_the_lines_that_continue_it() -> None:
    (found,) = passages("spec/bonus.md §3", ("`referrer_left_before_milestone`",))
    assert found.startswith("else, where `employed_on_milestone` and M is known")
    assert found.endswith("`excused_leaving.referrer`: `forfeited`, `referrer_left_before_milestone`.")


@pytest.mark.parametrize(("name", "place"), [("bonus", " §8"), ("bonus", ""), ("feed", " §1")])
def test_a_paragraph_that_is_not_there_is_an_error(name: str, place: str) -> None:
    with pytest.raises(LookupError):
        paragraph(f"spec/{name}.md{place}")
