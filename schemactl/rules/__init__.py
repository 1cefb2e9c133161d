"""Changes in; effects out: one rule, one file, one grid."""
