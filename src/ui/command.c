/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command.c - everything a key can do
 */
#include "ui/command.h"

#include <glib.h>

static const struct {
	CommandTopic topic;
	const char *name;
	const char *help;
} commands[] = {
#define X(topic, id, name, help) {TOPIC_##topic, name, help},
	COMMANDS(X)
#undef X
};

const char *
command_topic_title(CommandTopic topic)
{
	static const char *const titles[] = {
#define X(id, title) title,
		COMMAND_TOPICS(X)
#undef X
	};

	g_return_val_if_fail(topic < N_TOPICS, "");
	return titles[topic];
}

CommandTopic
command_topic(Command command)
{
	g_return_val_if_fail(command < N_COMMANDS, TOPIC_PROGRAM);
	return commands[command].topic;
}

const char *
command_name(Command command)
{
	g_return_val_if_fail(command < N_COMMANDS, "");
	return commands[command].name;
}

const char *
command_help(Command command)
{
	g_return_val_if_fail(command < N_COMMANDS, "");
	return commands[command].help;
}

bool
command_from_name(const char *name, Command *command)
{
	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (g_str_equal(commands[i].name, name)) {
			*command = (Command)i;
			return true;
		}
	}
	return false;
}
