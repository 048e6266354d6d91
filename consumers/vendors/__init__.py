"""Vendors' own feeds, translated into the canonical one (spec/vendors.md): one folder a vendor, translation pure."""
