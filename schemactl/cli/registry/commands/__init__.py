"""The commands below `schemactl registry`."""
