"""Changes, the catalogue of rules and a policy in; a verdict out."""
