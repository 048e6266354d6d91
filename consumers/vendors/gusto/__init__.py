"""Gusto: payroll with a history of employments; every event is a pointer, the fetched record decides (evidence D)."""
