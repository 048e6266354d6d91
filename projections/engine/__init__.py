"""The batch engine: routes facts to subjects, folds each dirty subject once, replaces its rows."""
