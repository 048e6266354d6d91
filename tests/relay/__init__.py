"""Tests of the relay, most of them against a real broker."""
