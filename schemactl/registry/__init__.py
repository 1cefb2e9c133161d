"""Registries: one protocol, and what speaks it."""
