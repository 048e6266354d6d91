"""Tests of the `vouch` command."""
