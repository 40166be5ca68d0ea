"""One small C library for what Python is too slow at, and numpy code that gives the same answers without it.

Each of `tokenise`, `raster` and `paths` has its C beside it in the folder `c`. `packaging/native_build.py` builds the
library where there is a compiler; everything works without it, more slowly.
"""
