"""Verdicts in; text, JSON or GitHub annotations out."""
