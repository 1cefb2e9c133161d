"""A registry, served: Confluent's REST interface over a Registry, as a pure function of a request."""
