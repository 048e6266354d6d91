"""`vouch why`: the reasons for a referral's rows."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import AsOf, Json, KnownAt, Store


def why(
    referral: Annotated[str, typer.Argument(metavar="REFERRAL", help="The referral's id.")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Why a referral stands as it does, rule by rule.

    Each rule with its verdict, what it compared and the facts it used; then what would make it earned, and when.
    """
    from api.command.work.why import explain_referral

    explain_referral(referral, as_of, known_at, store=store, as_json=json)
