/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/policy-rule.h"

#define DAY ((gint64)24 * 60 * 60)

/* Times of mail, which are not before 1970. */
static bool
is_same_day(gint64 a, gint64 b)
{
	return a / DAY == b / DAY;
}

double
policy_score(const PolicyScore *score, const Event *const *bounces, size_t n)
{
	const Event *before = NULL;
	double now = 0, most = 0;

	for (size_t i = n; i > 0; i--) {
		const Event *event = bounces[i - 1];
		double weight = score->weights[event->to->permanence];

		/* Of such the scorer hears nothing. */
		if (weight <= 0)
			continue;
		if (before && score->by_day && is_same_day(before->date, event->date))
			continue;
		if (before && score->stale > 0 && event->date - before->date > score->stale)
			now = 0;
		now += weight;
		most = MAX(most, now);
		before = event;
	}
	return most;
}
