"""Types of the fields of facts. An optional field left out, or null, is None; an empty text says "cleared"."""

from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, Struct

from domain.facts import kinds

_DIGITS = r"^-?[0-9]+([.][0-9]+)?$"
_DATE = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
_EVER = {"ge": 0, "le": 36_500}  # a hundred years of days: beyond that a number of days is a mistake


def _make_extra(kind: kinds.Kind, **more: Any) -> dict[str, Any]:
    return {"kind": kind, **more}


Id = Annotated[str, Meta(min_length=1, max_length=kinds.LONGEST_ID, extra=_make_extra(kinds.ID))]
OptionalId = Annotated[str, Meta(max_length=kinds.LONGEST_ID, extra=_make_extra(kinds.OPTIONAL_ID))] | None
Text = Annotated[str, Meta(min_length=1, extra=_make_extra(kinds.TEXT))]
AnyText = Annotated[str, Meta(extra=_make_extra(kinds.OPTIONAL_TEXT))]
OptionalText = AnyText | None

# "personal": this text is personal data, unless it is one of the codes listed there (domain.facts.personal).
PersonalText = Annotated[str, Meta(extra=_make_extra(kinds.OPTIONAL_TEXT, personal=frozenset()))] | None

OptionalDay = Annotated[str, Meta(extra=_make_extra(kinds.OPTIONAL_DAY), extra_json_schema={"pattern": _DATE})] | None
OptionalInstant = Annotated[str, Meta(extra=_make_extra(kinds.OPTIONAL_INSTANT))] | None
OptionalFte = Annotated[str, Meta(extra=_make_extra(kinds.OPTIONAL_FTE))] | None

AmountText = Annotated[str, Meta(extra=_make_extra(kinds.AMOUNT), extra_json_schema={"pattern": _DIGITS})]
SignedAmountText = Annotated[str, Meta(extra=_make_extra(kinds.DECIMAL), extra_json_schema={"pattern": _DIGITS})]
PortionText = Annotated[str, Meta(extra=_make_extra(kinds.PORTION), extra_json_schema={"pattern": _DIGITS})]
CurrencyCode = Annotated[str, Meta(extra=_make_extra(kinds.CURRENCY), extra_json_schema={"pattern": "^[A-Z]{3}$"})]

Days = Annotated[int, Meta(**_EVER)]
Hours = Annotated[int, Meta(ge=0, le=24 * 36_500)]
Tally = Annotated[int, Meta(ge=0, le=1_000_000)]

Schedule = Literal["full_time", "part_time"]
OptionalSchedule = Literal["full_time", "part_time", ""] | None
OptionalEmploymentType = (
    Annotated[
        str,
        Meta(
            description="`regular`, `temporary`, `contractor`, `intern`, or a type of the organisation's own.",
            examples=["regular", "temporary", "contractor", "intern"],
            extra=_make_extra(kinds.OPTIONAL_TEXT),
        ),
    ]
    | None
)

Ids = tuple[Id, ...]
Texts = tuple[AnyText, ...]


class Money(Struct, frozen=True, omit_defaults=True, gc=False):
    """An amount of 0 or more, as decimal text, with its currency; `{}`, neither of the two, clears the field."""

    EMPTY_CLEARS: ClassVar[bool] = True

    amount: AmountText = ""
    currency: CurrencyCode = ""


class SignedMoney(Struct, frozen=True, gc=False):
    """An amount to pay, or if negative to recover, as decimal text, with its currency."""

    amount: SignedAmountText
    currency: CurrencyCode
