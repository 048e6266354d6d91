"""Rippling: forms without id or time; everything is fetched (evidence L)."""
