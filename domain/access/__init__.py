"""Who may see and do what (spec/access.md): one function over one table decides for every face of Vouch."""
