/* libtirpc's encoding of interop.x, for code that cannot include what rpcgen made of it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Encodes the value of a seed. The size; 0 when it fails. */
size_t tirpc_encode(uint64_t seed, void *to, size_t room);

/* Decodes an `everything` and encodes it again. The size; 0 when it does not decode. */
size_t tirpc_recode(const void *from, size_t size, void *to, size_t room);

#ifdef __cplusplus
}
#endif
