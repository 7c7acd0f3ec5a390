/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * card.h - what a user is shown once, the first time: how to read the list
 *
 * It lies over the list until any key is pressed.  That it was seen is remembered in
 * the state folder; where that cannot be written it is seen again, and no more.
 */
#pragma once

#include "ui/view.h"

#include <stdbool.h>

typedef struct Card Card;

/* Due unless it was seen before; never with "" for a folder.  The context must outlive
 * it. */
Card *card_new(const char *state_dir, const ViewContext *context);
void card_free(Card *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Card, card_free)

/* It is due, and there is room for all of it: it is never shown in part. */
bool card_is_shown(const Card *card, Area over);
void card_dismiss(Card *card);

void card_draw(const Card *card, const Screen *screen, Area over);
