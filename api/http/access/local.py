"""Nothing is configured: whoever reaches this machine's port is `local`, or whoever the headers say."""

from starlette.datastructures import Headers

from api.http.problems import wrong_parameter
from domain.access.principal import Principal, acting_as, everybody
from domain.access.reading import NotARoleError, read_roles
from domain.facts.kinds import LONGEST_ID

AS = "Vouch-As"
ROLES = "Vouch-Roles"

LOCAL = everybody("local", "local")


def identify_local(headers: Headers) -> Principal:
    """Tell who asks: `local`, or the employee of `Vouch-As` with the claims of `Vouch-Roles`.

    Raises RefusedError (422) for headers that are not understood.
    """
    employee, roles = headers.get(AS), headers.get(ROLES)
    if employee is None:
        if roles is not None:
            raise wrong_parameter(ROLES, f"goes with {AS} only", "header")
        return LOCAL
    if not (0 < len(employee) <= LONGEST_ID and employee.isprintable()):
        raise wrong_parameter(AS, f"must be an employee's id: 1 to {LONGEST_ID} printable characters", "header")
    try:
        return acting_as(LOCAL, employee, read_roles(roles or ""))
    except NotARoleError as error:
        raise wrong_parameter(ROLES, str(error), "header") from None
