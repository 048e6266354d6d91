"""Who acts on the command line."""

from getpass import getuser

import pytest
import typer

from api.command.options import parse_roles
from api.command.work.principal import find_principal
from domain.access.words import Role


def test_whoever_can_open_the_store_may_do_everything() -> None:
    principal = find_principal()
    assert principal.everything
    assert principal.actor == f"cli/{getuser()}"


def test_who_acts_as_an_employee_has_their_rights_and_both_are_known() -> None:
    principal = find_principal("E-9", parse_roles("payroll_approver,auditor"))
    assert not principal.everything
    assert principal.roles == {Role.PAYROLL_APPROVER, Role.AUDITOR}
    assert (principal.actor, principal.subject) == ("employee/E-9", f"cli/{getuser()}")


@pytest.mark.parametrize("roles", ["king", "referrer", "integrator", "auditor;admin"])
def test_only_claims_are_roles(roles: str) -> None:
    with pytest.raises(typer.BadParameter):
        parse_roles(roles)


def test_roles_need_an_employee() -> None:
    with pytest.raises(typer.BadParameter):
        find_principal(None, frozenset({Role.ADMIN}))
