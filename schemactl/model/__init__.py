"""The nouns of schemactl: frozen dataclasses that need the standard library alone."""
