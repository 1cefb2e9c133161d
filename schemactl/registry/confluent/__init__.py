"""A registry with Confluent's REST interface, over HTTP."""
