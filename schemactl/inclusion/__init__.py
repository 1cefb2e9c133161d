"""Two JSON Schemas in; whether each instance of one is an instance of the other, and one that is not, out."""
