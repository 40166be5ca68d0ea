/* What of the library can be called from outside. */

#ifndef FLOORWRIGHT_EXPORT_H
#define FLOORWRIGHT_EXPORT_H

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT
#endif

#endif
