/* SPDX-License-Identifier: MIT */
#include "book/def_error.h"

#include "base/buf.h"

static def_error_listener *listener;
static void *listening;

void
def_error_listen(def_error_listener *hear, void *who)
{
	listener = hear;
	listening = who;
}

bool
def_error_stops(void)
{
	return !listener;
}

bool
def_error_say(struct place where, const char *rule, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	def_error_say_list(where, rule, fmt, args);
	va_end(args);
	return false;
}

bool
def_error_say_list(struct place where, const char *rule, const char *fmt,
	va_list args)
{
	struct buf text = { 0 };
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	buf_room(&text, (size_t)length + 1);
	vsnprintf(text.at, (size_t)length + 1, fmt, args);
	text.len = (size_t)length;
	if (listener)
		listener(listening, where, rule, buf_string(&text));
	else
		diag_at(STATUS_CONFIG, "definition", where, "%s",
			buf_string(&text));
	buf_free(&text);
	return false;
}
