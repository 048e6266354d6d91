"""Reports and what-if (spec/reports.md): pure functions of what the read models and the books say."""
