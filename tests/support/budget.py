"""Test support: how many examples a property gets, as a part of the profile's: properties on databases are dear."""

from hypothesis import HealthCheck, settings


def examples(share: float) -> settings:
    """This part of the profile's number of examples, at least one; each may take its time."""
    number = max(1, round(settings.default.max_examples * share))  # type: ignore[union-attr]
    return settings(max_examples=number, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
