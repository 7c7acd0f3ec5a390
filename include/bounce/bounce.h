/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bounce.h - all of libbounce: bytes of a mail in, a delivery report out
 */
#pragma once

#include <bounce/address.h>
#include <bounce/error.h>
#include <bounce/extract.h>
#include <bounce/format.h>
#include <bounce/kb.h>
#include <bounce/parser.h>
#include <bounce/report.h>
#include <bounce/status.h>
