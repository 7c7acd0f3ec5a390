/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * status-part.h - which part of a message is for programs
 */
#pragma once

#include "mime.h"

/* The delivery-status part (RFC 3464), whatever it is labelled; NULL when there is
 * none. */
const BouncePart *bounce_status_part(const BounceMime *mime);
