"""A registry's subjects at one time: taken, written to a file, read again, looked up in, put into another registry."""
