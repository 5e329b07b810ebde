// The value of interop.x that a seed stands for, as fill.cpp makes it, too.  // tidy: orphan: C sources include it
#pragma once

#include <stdint.h>

#include "interop.h"

/* In memory of malloc: xdr_free() gives it back. */
void fill_everything(everything *to, uint64_t seed);

/* Whether two values encode to the same bytes. */
bool_t is_same(everything *a, everything *b);

/* A copy that shares nothing with the original. */
bool_t copy_by_xdr(xdrproc_t type, void *from, void *to, size_t size);
