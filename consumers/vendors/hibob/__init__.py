"""HiBob: HR records with a lifecycle; the envelope is documented (D), the words of the lifecycle are not sure (L)."""
