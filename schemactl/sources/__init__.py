"""Where schema text comes from: folders, git, streams, images; and what of it has to be looked at."""
