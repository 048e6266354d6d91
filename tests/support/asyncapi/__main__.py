"""Test support: fetch the schema now, and not while tests wait."""

from tests.support.asyncapi import official_schema

official_schema()
