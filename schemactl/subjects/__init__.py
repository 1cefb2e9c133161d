"""A project and a registry: which schemas are which subjects, how they stand there, and getting them there."""
