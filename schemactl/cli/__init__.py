"""The command line: one file per command; only exits.py turns an exception into an exit code."""
