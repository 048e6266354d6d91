"""Whether the specification in docs/spec and the project agree."""
