"""Accounts that the store itself keeps: API keys, sessions of browsers, and subjects whose access is revoked."""
