"""BambooHR: HR records as pointers to be fetched (event style) or as fields in the delivery (field style); P, D, C."""
