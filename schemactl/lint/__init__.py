"""Schemas in; hazards out: what is no break and leads to one. One check, one file."""
