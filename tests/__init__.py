"""The tests: each folder shows what the room of the same name promises."""
