"""State folded from facts: who and what there is as of a day. Pure: no clock, no I/O."""
