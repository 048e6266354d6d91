"""The benchmark: how fast Vouch is beside what the database itself can do, measured in the same run.

`python -m tests.bench` measures everything and writes the table into docs/benchmarks.md.
"""
