"""What each route of the REST interface does: a Call in, a JSON value or a Response out."""
