/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bounce.h - all of libbounce: bytes of a mail in, a delivery report out
 *
 * For C, with GLib: pkg-config knows it as libbounce, and doc/example.c shows its use.
 * C++ cannot include it, as members are called "class".
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
