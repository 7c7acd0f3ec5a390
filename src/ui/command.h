/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command.h - everything a key can do
 *
 * COMMANDS is the one list: the enum, the names, the help screen and the manual
 * page all come from it.
 */
#pragma once

#include <stdbool.h>

/* The parts of the help screen. */
#define COMMAND_TOPICS(X)                                                                          \
	X(MOVE, "Move")                                                                            \
	X(FOLD, "Open and fold")                                                                   \
	X(GROUP, "Group by")                                                                       \
	X(MARK, "Mark")                                                                            \
	X(PANE, "Panes")                                                                           \
	X(ACT, "Act")                                                                              \
	X(LIMIT, "Limit and sort")                                                                 \
	X(SEARCH, "Search")                                                                        \
	X(PROGRAM, "Program")

#define X(id, title) TOPIC_##id,
typedef enum { COMMAND_TOPICS(X) N_TOPICS } CommandTopic;
#undef X

/*      topic    id               name               help                           */
#define COMMANDS(X)                                                                                \
	X(MOVE, CURSOR_DOWN, "cursor-down", "Move down; a number before the key says how far")     \
	X(MOVE, CURSOR_UP, "cursor-up", "Move up")                                                 \
	X(MOVE, HALF_DOWN, "half-page-down", "Move down half a page")                              \
	X(MOVE, HALF_UP, "half-page-up", "Move up half a page")                                    \
	X(MOVE, PAGE_DOWN, "page-down", "Move down a page")                                        \
	X(MOVE, PAGE_UP, "page-up", "Move up a page")                                              \
	X(MOVE, FIRST, "first", "Go to the first line")                                            \
	X(MOVE, LAST, "last", "Go to the last line; with a number before the key, to that line")   \
	X(MOVE, GROUP_NEXT, "group-next", "Go to the next group")                                  \
	X(MOVE, GROUP_PREVIOUS, "group-previous", "Go to the previous group")                      \
	X(MOVE, EVENT_NEXT, "event-next", "Show the next, older bounce of this address")           \
	X(MOVE, EVENT_PREVIOUS, "event-previous", "Show the previous, newer bounce")               \
	X(MOVE, WRAP, "wrap", "Cut long lines at the edge of the screen, or wrap them again")      \
	X(MOVE, SCROLL_LEFT, "scroll-left", "Scroll lines that are cut half a screen to the left") \
	X(MOVE, SCROLL_RIGHT, "scroll-right", "The same to the right")                             \
	X(FOLD, OPEN, "open",                                                                      \
	  "Fold or unfold a group; on an address, also of the review, go to its detail, and from " \
	  "there fill the screen")                                                                 \
	X(FOLD, CODE, "code", "Show all that is known of this status code, or of this group")      \
	X(FOLD, RAW, "raw", "Show the mail as it stands, or close it again")                       \
	X(FOLD, HEADERS, "headers",                                                                \
	  "Show the header of the mail, then its fields for programs, then the detail again")      \
	X(FOLD, STATISTICS, "statistics",                                                          \
	  "Show charts: bounces over time, by reason, by domain, by host ...")                     \
	X(FOLD, FOLD_TOGGLE, "fold-toggle", "Fold or unfold this group")                           \
	X(FOLD, FOLD_OPEN, "fold-open", "Unfold this group")                                       \
	X(FOLD, FOLD_CLOSE, "fold-close", "Fold this group")                                       \
	X(FOLD, FOLD_OPEN_ALL, "fold-open-all", "Unfold all groups")                               \
	X(FOLD, FOLD_CLOSE_ALL, "fold-close-all", "Fold all groups")                               \
	X(GROUP, BY_SUBJECT, "by-subject", "Group by the subject of the status code")              \
	X(GROUP, BY_CODE, "by-code", "Group by status code")                                       \
	X(GROUP, BY_REASON, "by-reason", "Group by reason, most addresses first")                  \
	X(GROUP, BY_FAULT, "by-fault", "Group by whose fault it is")                               \
	X(GROUP, BY_CLASS, "by-class", "Group by class")                                           \
	X(GROUP, BY_DOMAIN, "by-domain",                                                           \
	  "Group by the domain of the address, most addresses first")                              \
	X(GROUP, BY_HOST, "by-host", "Group by the host that refused, else the one that reported") \
	X(GROUP, BY_LIST, "by-list", "Group by the list whose mail came back")                     \
	X(GROUP, BY_WEEK, "by-week", "Group by the week of the last bounce, latest first")         \
	X(GROUP, BY_NONE, "by-none", "Do not group: one list of all addresses")                    \
	X(MARK, MARK_REMOVE, "remove", "Mark the address: to be removed; and go to the next")      \
	X(MARK, MARK_KEEP, "keep", "Mark the address: to be kept; and go to the next")             \
	X(MARK, MARK_NONE, "unmark", "Take the mark off the address, and go to the next")          \
	X(MARK, MARK_TOGGLE, "toggle-mark",                                                        \
	  "Mark the address to be removed, or take its mark off; and go to the next")              \
	X(MARK, MARK_AGAIN, "mark-again", "Mark once more as it was done last")                    \
	X(MARK, MARK_FILTER, "remove-matching",                                                    \
	  "Mark those that an expression fits: to be removed")                                     \
	X(MARK, UNMARK_FILTER, "unmark-matching",                                                  \
	  "Take the marks off those that an expression fits")                                      \
	X(MARK, IGNORE, "ignore", "Let this bounce not count, or count again")                     \
	X(MARK, SELECT, "select",                                                                  \
	  "Begin or end to select lines; what marks then marks all of them")                       \
	X(MARK, SELECT_SWAP, "select-swap", "Go to the other end of what is selected")             \
	X(MARK, SELECT_LAST, "select-last", "Select again the lines that were selected last")      \
	X(MARK, SELECT_ALL, "select-all", "Select all that is shown")                              \
	X(MARK, UNDECIDED_NEXT, "undecided-next", "Go to the next address that has no mark")       \
	X(MARK, UNDECIDED_PREVIOUS, "undecided-previous", "Go to the one before that has none")    \
	X(MARK, MARK_UNDO, "undo", "Take back the last change of marks, and those before it")      \
	X(MARK, MARK_REDO, "redo", "Do again what was taken back")                                 \
	X(MARK, REVIEW, "rules", "Review what the rules would mark")                               \
	X(MARK, REVIEW_TOGGLE, "accept-toggle", "In the review, leave this address out, or not")   \
	X(MARK, REVIEW_ACCEPT, "accept", "Mark what the rules propose, as one step")               \
	X(MARK, REVIEW_PRESET, "next-preset", "Have the rules of the next preset")                 \
	X(PANE, OTHER_PANE, "other-pane", "Go to the other pane")                                  \
	X(PANE, ZOOM, "zoom", "Give this pane the whole screen, or show both again")               \
	X(PANE, DETAIL_MORE, "detail-more", "From list alone to both panes to detail alone")       \
	X(PANE, DETAIL_LESS, "detail-less", "From detail alone to both panes to list alone")       \
	X(ACT, EXPORT, "export", "Write the addresses marked remove for a list manager")           \
	X(ACT, EXPORT_SCOPE, "export-scope",                                                       \
	  "Export all that are marked, only those shown, or only those not yet given")             \
	X(ACT, MAILER, "mailer", "Open the mail in a mail client")                                 \
	X(ACT, EDITOR, "editor", "Show a copy of the mail in $VISUAL or $EDITOR")                  \
	X(ACT, PIPE, "pipe", "Pipe the mail, or all mail of what is selected, to a command")       \
	X(ACT, SHELL, "shell", "Run a command")                                                    \
	X(ACT, COPY_ADDRESS, "copy-address", "Copy the address")                                   \
	X(ACT, COPY_CODE, "copy-code", "Copy the status code")                                     \
	X(ACT, COPY_DIAGNOSTIC, "copy-diagnostic", "Copy what the server said")                    \
	X(ACT, COPY_ID, "copy-id", "Copy the Message-ID of the bounce")                            \
	X(ACT, COPY_QUERY, "copy-query", "Copy the query by which notmuch finds the bounce")       \
	X(LIMIT, LIMIT, "limit", "Show only addresses that an expression fits; . shows all")       \
	X(LIMIT, LIMIT_BACK, "limit-back", "Go back to the limit before")                          \
	X(LIMIT, LIMIT_HARD, "limit-hard", "Show only hard bounces")                               \
	X(LIMIT, LIMIT_SOFT, "limit-soft", "Show only soft bounces")                               \
	X(LIMIT, LIMIT_DELAYED, "limit-delayed", "Show only those still being tried")              \
	X(LIMIT, LIMIT_POLICY, "limit-policy", "Show only those that are no fault of the address") \
	X(LIMIT, LIMIT_UNKNOWN, "limit-unknown", "Show only those whose fault is not known")       \
	X(LIMIT, LIMIT_MARKED, "limit-marked", "Show only those marked to be removed")             \
	X(LIMIT, LIMIT_KEPT, "limit-kept", "Show only those marked to be kept")                    \
	X(LIMIT, LIMIT_NEW, "limit-new", "Show only those kept that failed for good since")        \
	X(LIMIT, LIMIT_ALIKE, "limit-alike", "Show only those of the reason of this row, too")     \
	X(LIMIT, LIMIT_ALL, "limit-all", "Show all again")                                         \
	X(LIMIT, SORT_COUNT, "sort-count", "Sort by the number of bounces")                        \
	X(LIMIT, SORT_DAYS, "sort-days", "Sort by the number of days")                             \
	X(LIMIT, SORT_LAST, "sort-last", "Sort by the last bounce")                                \
	X(LIMIT, SORT_FIRST, "sort-first", "Sort by the first bounce")                             \
	X(LIMIT, SORT_ADDRESS, "sort-address", "Sort by address")                                  \
	X(LIMIT, SORT_DOMAIN, "sort-domain", "Sort by domain")                                     \
	X(LIMIT, SORT_CODE, "sort-code", "Sort by status code")                                    \
	X(LIMIT, SORT_REASON, "sort-reason", "Sort by reason")                                     \
	X(LIMIT, SORT_REVERSE, "sort-reverse", "Sort the other way round")                         \
	X(SEARCH, SEARCH, "search",                                                                \
	  "Search for a pattern while you type; Enter stays, Esc goes back")                       \
	X(SEARCH, SEARCH_BACK, "search-back", "Search upwards")                                    \
	X(SEARCH, SEARCH_NEXT, "search-next", "Go to the next match")                              \
	X(SEARCH, SEARCH_PREVIOUS, "search-previous", "Go to the previous match")                  \
	X(PROGRAM, COMMAND_LINE, "command-line", "Type a command by its name; Tab completes it")   \
	X(PROGRAM, HELP, "help", "List the keys that work here, or close that list")               \
	X(PROGRAM, MESSAGES, "messages", "Show what was told on the last line, or hide it again")  \
	X(PROGRAM, RELOAD, "reload", "Read the mail again")                                        \
	X(PROGRAM, QUERY_EDIT, "query-edit", "Read with other search terms, made of those of now") \
	X(PROGRAM, QUERY_ALL, "query-all", "Read by the wide query: all that looks like a bounce") \
	X(PROGRAM, QUERY_TAGGED, "query-tagged", "Read what has the tag bounce")                   \
	X(PROGRAM, LIST_OTHERS, "list-others", "List mail that matches and is no bounce, too")     \
	X(PROGRAM, CANCEL, "cancel", "Stop reading and keep what was read; else hide the matches") \
	X(PROGRAM, REDRAW, "redraw", "Draw the screen anew")                                       \
	X(PROGRAM, SUSPEND, "suspend", "Go back to the shell for a while")                         \
	X(PROGRAM, CLOSE, "close", "Go back; in the list, quit")                                   \
	X(PROGRAM, QUIT, "quit", "Quit")

#define X(topic, id, name, help) COMMAND_##id,
typedef enum { COMMANDS(X) N_COMMANDS } Command;
#undef X

const char *command_topic_title(CommandTopic topic);

CommandTopic command_topic(Command command);
const char *command_name(Command command);
const char *command_help(Command command);

/* false when no command is called so; *command is written only on success. */
bool command_from_name(const char *name, Command *command);
