"""What help says of each command, its fields (`*`: needed), and what is said when it is done. Nothing is imported."""

from typing import NamedTuple

NOUNS = {
    "candidate": "Say which candidates are one person, or not; have somebody's data erased, or exported.",
    "employee": "Have somebody's data erased, or exported.",
    "referral": "Refer somebody; take it back.",
    "requisition": "Open, change, close and reopen posts.",
    "application": "Apply, move on, reject, withdraw, reopen.",
    "offer": "Offer a post; say what became of an offer.",
    "introduction": "Ask somebody for something; say what came of it.",
    "programme": "The bonus programme: look at a version's effect, publish it.",
}
"""The kinds of things, each with what help says of its commands."""


class Told(NamedTuple):
    """A command as help tells it, its fields, what is said when it is done, and the next step."""

    tells: str
    fields: str
    done: str
    next: str = ""


_WHO = "name email phone"
_MORE = "department level location recruiters openings bonus agency_fee"
_REFERRAL = "relationship preferred_schedule introduction note referrer referral"
_SUBMIT = "move it on: vouch application move {id} --stage STAGE"
_REOPEN = "to undo it: vouch application reopen {id}"
_ANSWER = "the answer: vouch offer accept {id}, or decline"

COMMANDS: dict[str, Told] = {
    "candidate merge": Told(
        "Say that another candidate is this one.",
        "losing*",
        "{losing} and {id} are one person.",
        "to undo it: vouch candidate unmerge {id} --losing {losing}",
    ),
    "candidate unmerge": Told(
        "Say that two candidates are two people after all.", "losing*", "{losing} and {id} are two people."
    ),
    "candidate erase": Told("Have a candidate's personal data erased.", "request*", "The data of {id} are erased."),
    "employee erase": Told("Have an employee's personal data erased.", "request*", "The data of {id} are erased."),
    "referral make": Told(
        "Refer a candidate, or somebody new (--name).",
        f"candidate {_WHO} requisition {_REFERRAL}",
        "Referred: {id}.",
        "where it stands: vouch why {id} --as-of {today}",
    ),
    "referral withdraw": Told("Take a referral back, for good.", "reason", "{id} is withdrawn."),
    "requisition open": Told(
        "Open a post.",
        f"title* hiring_manager* schedules* {_MORE} opened_on requisition",
        "{id} is open.",
        "somebody applies: vouch application submit --requisition {id}",
    ),
    "requisition reopen": Told("Open a closed post again, with what is in force.", "opened_on", "{id} is open again."),
    "requisition update": Told(
        "Give a post other values from a day on.",
        f"effective_on title hiring_manager schedules {_MORE}",
        "{id} is changed.",
    ),
    "requisition close": Told(
        "Close a post.", "closed_on reason", "{id} is closed.", "to undo it: vouch requisition reopen {id}"
    ),
    "application submit": Told(
        "Apply for a candidate, or somebody new (--name).",
        f"requisition* candidate {_WHO} schedule source application",
        "Applied: {id}.",
        _SUBMIT,
    ),
    "application move": Told(
        "Move an application to a stage.",
        "stage*",
        "{id} is in {stage}.",
        "make an offer: vouch offer extend --application {id} --schedule SCHEDULE",
    ),
    "application reject": Told("Say no to an application.", "reason*", "{id} is rejected.", _REOPEN),
    "application withdraw": Told(
        "Take an application back for the candidate.", "reason", "{id} is withdrawn.", _REOPEN
    ),
    "application reopen": Told("Open a closed application again.", "", "{id} is open.", _SUBMIT),
    "offer extend": Told(
        "Offer a post to an applicant.",
        "application* schedule* fte start_date expires_on offer",
        "Offered: {id}.",
        _ANSWER,
    ),
    "offer change": Told(
        "Extend an offer again, with other values.", "schedule fte start_date expires_on", "{id} is extended.", _ANSWER
    ),
    "offer accept": Told(
        "Accept an offer for the candidate.", "", "{id} is accepted.", "to undo it: vouch offer undo-acceptance {id}"
    ),
    "offer decline": Told("Decline an offer for the candidate.", "reason", "{id} is declined."),
    "offer withdraw": Told("Take an offer back for the employer.", "reason*", "{id} is withdrawn."),
    "offer undo-acceptance": Told(
        "Undo an acceptance for the candidate.", "reason", "The acceptance of {id} is undone."
    ),
    "introduction request": Told(
        "Ask a contact, or somebody new (--name), for something.",
        f"closeness* ask* contact {_WHO} connector purpose requester",
        "Asked: {id}.",
        "the answer: vouch introduction answer {id} --outcome OUTCOME",
    ),
    "introduction answer": Told(
        "Say what the contact answered.",
        "outcome*",
        "{id} is answered: {outcome}.",
        "once they have met: vouch introduction held {id}",
    ),
    "introduction held": Told(
        "Say that the two have met.", "on", "{id} was held.", "refer somebody: vouch referral make --introduction {id}"
    ),
    "programme preview": Told(
        "See what a version of the programme would change today.", "version* effective_from* terms*", ""
    ),
    "programme publish": Told(
        "Publish a version that was looked at.",
        "version* effective_from* terms* preview*",
        "Version {version} is published.",
    ),
}
"""Every command, in the order in which help lists them."""

ABOUT_NONE = {
    "referral make",
    "requisition open",
    "application submit",
    "offer extend",
    "introduction request",
    "programme preview",
    "programme publish",
}
"""The commands that name no thing that is there already."""
