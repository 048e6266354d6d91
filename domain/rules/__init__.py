"""The bonus decision of spec/bonus.md as pure functions: one rule, one function. No I/O, no clock."""
