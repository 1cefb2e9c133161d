"""Source text in, linked Schema and Channel out: one folder per format."""
