"""Reports and files of people who do this job: what was right stays right, what fell short is mended."""
