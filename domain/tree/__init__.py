"""Tamper evidence as pure functions (spec/privacy.md §4): a Merkle tree over the recordings, in the order of positions.

It has the shape of RFC 9162: a leaf a recording, and what has been hashed once is never hashed again as it grows.
"""
