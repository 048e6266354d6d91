"""What HR systems have in common: names, fields, the words for kinds of employment."""

from consumers.vendors.hr_records import Status
from consumers.vendors.outcomes import Parked
from consumers.vendors.statements import Opened

# Words that vendors use for how somebody is employed, without blanks, hyphens and underscores, in small letters.
_STATUSES = {
    "fulltime": ("regular", "full_time"),
    "parttime": ("regular", "part_time"),
    "regular": ("regular", None),
    "permanent": ("regular", None),
    "employee": ("regular", None),
    "contractor": ("contractor", None),
    "intern": ("intern", None),
    "internship": ("intern", None),
    "temporary": ("temporary", None),
    "temp": ("temporary", None),
}


def keep_known(**fields: str | None) -> dict[str, str]:
    """Keep the fields that are known."""
    return {name: value for name, value in fields.items() if value}


def join_names(*names: str | None) -> str | None:
    """Join the parts of a name; None where there is none."""
    return " ".join(name for name in names if name) or None


def read_status(opened: Opened, words: str | None) -> Status:
    """Read what a vendor calls somebody's employment: the setting `employment_types`, else the built-in words.

    Any other word is a type of the organisation's own: in small letters.
    """
    if words is None:
        return Status()
    mapped = opened.setting("employment_types", {}).get(words)
    if mapped is not None:
        if not isinstance(mapped, str) or not mapped:
            raise Parked("bad_value:settings.employment_types")
        return Status(employment_type=mapped)
    plain = "".join(letter for letter in words.lower() if letter.isalnum())
    type_, schedule = _STATUSES.get(plain, (words.lower(), None))
    return Status(employment_type=type_, schedule=schedule)
