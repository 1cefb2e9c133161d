"""Changes in; effects out: one rule, one file, one grid. catalog.py finds a format's rules."""
