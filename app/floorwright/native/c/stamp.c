/* Which sources the library was built from: beside others it is not called. */

#include <stdint.h>

#include "export.h"

#ifndef FW_STAMP
#define FW_STAMP 0
#endif

EXPORT uint32_t fw_stamp(void) { return FW_STAMP; }
