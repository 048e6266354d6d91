"""Who stands where in every hiring pipeline."""
