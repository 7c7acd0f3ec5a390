/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/list-style.h"

/* As the classes are: what is for good, what its owner can mend, what we can, and
 * what may pass. */
static const Style fault_styles[BOUNCE_N_FAULTS] = {
	[BOUNCE_FAULT_UNKNOWN] = STYLE_UNKNOWN,   [BOUNCE_FAULT_ADDRESS] = STYLE_HARD,
	[BOUNCE_FAULT_MAILBOX] = STYLE_SOFT,      [BOUNCE_FAULT_SENDER] = STYLE_POLICY,
	[BOUNCE_FAULT_MESSAGE] = STYLE_POLICY,    [BOUNCE_FAULT_NETWORK] = STYLE_DELAYED,
	[BOUNCE_FAULT_TECHNICAL] = STYLE_DELAYED,
};

static Style
style_of(Grouping by, unsigned class_or_fault)
{
	return by == GROUPING_FAULT ? fault_styles[class_or_fault]
	                            : paint_class_style((BounceClass)class_or_fault);
}

Style
list_style_row(const Row *row)
{
	const BounceRecipient *to = row->latest->to;
	Grouping by = row->group->by;

	return style_of(by, by == GROUPING_FAULT ? (unsigned)to->fault : (unsigned)to->class);
}

static Style
common_style(const Group *group)
{
	unsigned kinds = group->by == GROUPING_FAULT ? group->faults : group->classes;
	Style style = STYLE_UNKNOWN;
	bool is_first = true;

	for (unsigned i = 0; kinds >> i > 0; i++) {
		if (!(kinds >> i & 1))
			continue;
		if (!is_first && style_of(group->by, i) != style)
			return STYLE_UNKNOWN;
		style = style_of(group->by, i);
		is_first = false;
	}
	return style;
}

/* A heading is bold, whatever its colour. */
Style
list_style_group(const Group *group)
{
	if (group->kind != GROUP_ADDRESSES)
		return STYLE_HEADING;

	switch (common_style(group)) {
	case STYLE_HARD:
		return STYLE_HEADING_HARD;
	case STYLE_SOFT:
		return STYLE_HEADING_SOFT;
	case STYLE_POLICY:
		return STYLE_HEADING_POLICY;
	case STYLE_DELAYED:
		return STYLE_HEADING_DELAYED;
	default:
		return STYLE_HEADING;
	}
}
