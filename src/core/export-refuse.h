/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export-refuse.h - what receivers cannot be told, by how each of them reads
 *
 * Each gives the reason why the address cannot be written as it stands, in words, or
 * NULL when it can.  Pure.
 */
#pragma once

const char *export_refuse_none(const char *address);
const char *export_refuse_invalid(const char *address);
const char *export_refuse_mailman3(const char *address);
const char *export_refuse_mailman2(const char *address);
const char *export_refuse_sympa(const char *address);
const char *export_refuse_listmonk(const char *address);
const char *export_refuse_wide(const char *address);
const char *export_refuse_postfix(const char *address);
