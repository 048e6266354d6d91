"""Who is asking, by credential: the one place that knows whether accounts are configured, and of what kind."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic

from api.accounts.api_keys import check_key, id_of, is_key
from api.accounts.errors import NotValidError
from api.accounts.issuer_keys import IssuerKeys
from api.accounts.tokens import Rules, read_token
from api.settings import Settings, SettingsWrong
from domain.access.principal import Principal
from domain.store.port import AccountKeeper

REFUSED_ALGORITHMS = ("none", "hs")
LOOK_AGAIN_SECONDS = 1.0
"""After so long it is looked again whether a first key was made."""

Now = Callable[[], datetime]


class Accounts:
    """The accounts of one Vouch. What a credential is worth is looked up at every request: it may be revoked."""

    def __init__(self, settings: Settings, keeper: AccountKeeper, now: Now = lambda: datetime.now(UTC)) -> None:
        self.rules = read_rules(settings)
        self.without = settings.accounts == "none"
        self._keeper = keeper
        self._now = now
        self.issuer_keys = (
            IssuerKeys(self.rules.issuer, settings.oidc_jwks, monotonic) if self.rules is not None else None
        )
        self._has_keys = keeper.has_keys()
        self._looked_at = monotonic()

    @property
    def are_configured(self) -> bool:
        """Tell whether anybody has an account: an issuer is named, or a key was ever made, if it works or not.

        Keys that have ended count: a server must not open to everybody because its last key has.
        """
        return not self.without and (self.rules is not None or self._has_keys)

    def needs_look(self) -> bool:
        """Tell whether it is time to look for a first key again; whoever is told so has to."""
        if self.without or self.are_configured or monotonic() - self._looked_at < LOOK_AGAIN_SECONDS:
            return False
        self._looked_at = monotonic()
        return True

    def look_for_keys(self) -> None:
        """Look whether a first key was made meanwhile."""
        self._has_keys = self._keeper.has_keys()

    def identify_bearer(self, text: str) -> Principal:
        """Tell whose token or key this is. Raises NotValidError."""
        if is_key(text):
            id_ = id_of(text)
            return check_key(text, self._keeper.find_keys([id_]).get(id_), self._now())
        if self.rules is None or self.issuer_keys is None:
            raise NotValidError("no_issuer")
        person = read_token(text, self.rules, self.issuer_keys.find, self._now().timestamp())
        if self._keeper.find_revoked([person.sub]):
            raise NotValidError("revoked")
        return person.principal


def read_rules(settings: Settings) -> Rules | None:
    """Read what tokens must say; None where no issuer is named. Raises SettingsWrong for settings that fit ill."""
    if settings.oidc_issuer is None:
        if settings.oidc_audience or settings.oidc_jwks:
            raise SettingsWrong("VOUCH_OIDC_ISSUER is missing, though other settings of the issuer are there.")
        return None
    if settings.accounts == "none":
        raise SettingsWrong("VOUCH_ACCOUNTS=none and VOUCH_OIDC_ISSUER are both set: take one of them away.")
    if not settings.oidc_audience:
        raise SettingsWrong("VOUCH_OIDC_AUDIENCE is missing: without it tokens for others would be taken.")
    return Rules(
        settings.oidc_issuer,
        settings.oidc_audience,
        _read_algorithms(settings.oidc_algorithms),
        settings.oidc_roles_claim,
        settings.oidc_employee_claim,
    )


def _read_algorithms(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names or any(name.lower().startswith(REFUSED_ALGORITHMS) for name in names):
        raise SettingsWrong("VOUCH_OIDC_ALGORITHMS must be algorithms of public keys, without none and HS*.")
    return names
