"""One reader, one file: a library that reads events, as a table of where it departs from our rules."""
