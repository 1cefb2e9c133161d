"""One language, one folder."""
