"""Deliveries over HTTP: received and kept first, translated after the answer (spec/vendors.md §1)."""
