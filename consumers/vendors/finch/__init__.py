"""Finch: one adapter for many HR and payroll systems; the pulled record decides (evidence D)."""
