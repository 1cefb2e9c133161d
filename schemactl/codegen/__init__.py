"""Schemas in; the files of a language out, in which every event needs a handler to compile."""
