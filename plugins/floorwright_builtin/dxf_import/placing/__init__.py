"""What blocks, wipeouts and extents make of the pieces: the flat drawing."""
