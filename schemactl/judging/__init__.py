"""What a registry asks of an engine, answered: by our own verdict, or as a profile's registry would."""
