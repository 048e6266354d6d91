"""Who asks over HTTP, and whether they may: every request passes here before anything is looked up."""
