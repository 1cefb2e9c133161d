"""Two versions of a schema in; what a registry of a given version will answer to that step, in its own names, out."""
