/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boundary.h - where the parts of a mail are (RFC 2046 section 5.1), by its bytes
 */
#pragma once

#include "slice.h"

/* The bytes of the header, without the empty line behind it. */
size_t bounce_header_length(BounceSlice message);

/* The boundary that the value of a Content-Type gives; empty when it gives none. */
BounceSlice bounce_boundary_given(BounceSlice type);
