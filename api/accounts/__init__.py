"""Credentials: tokens of an OIDC issuer and API keys, and who they say is asking."""
