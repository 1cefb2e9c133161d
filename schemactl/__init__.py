"""schemactl: compile event schemas, check their evolution, and prove each break with real bytes."""

__version__ = "0.1.0"
