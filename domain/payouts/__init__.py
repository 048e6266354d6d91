"""From a decision to a payroll line, and back (spec/payouts.md): pure functions of acts, settlements and bonus rows."""
