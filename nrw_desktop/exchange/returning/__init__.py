"""Files of our own that come back: a package, or lists that others have filled in."""
