"""Tests of who may what over HTTP."""
