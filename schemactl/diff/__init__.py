"""Two schemas in; changes out. Knows no format, no direction and no policy."""
