"""What is answered to whoever may not: the same bytes for every reason of a kind."""

from api.http.problems import RefusedError, refusal

CHALLENGE = {"WWW-Authenticate": "Bearer"}


def unauthenticated() -> RefusedError:
    """Make the refusal (401) of a request without valid credentials, whatever is wrong with them."""
    return refusal(401, "unauthenticated", "Valid credentials are needed.", CHALLENGE)


def forbidden() -> RefusedError:
    """Make the refusal (403) of an operation that no role of the principal ever has."""
    return refusal(403, "forbidden", "Your roles do not have this operation.")


def not_configured() -> RefusedError:
    """Make the refusal (403) of a request that came from outside while no accounts are configured."""
    detail = "No accounts are configured: this server answers under a loopback name alone, and through no proxy."
    return refusal(403, "not_configured", detail)
