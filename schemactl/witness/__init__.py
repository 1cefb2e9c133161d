"""Changes in, witnesses out: values that the real codecs write under one schema and read under the other."""
