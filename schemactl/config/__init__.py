"""schemactl.toml or [tool.schemactl] in; typed settings with their origins out."""
