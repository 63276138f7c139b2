/* SPDX-License-Identifier: MIT */
#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

static size_t
width_of(int fd)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) || size.ws_col < PLAIN_LEAST)
		return PLAIN_WIDTH;
	return size.ws_col < PLAIN_MOST ? size.ws_col : PLAIN_MOST;
}

static bool
wants_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return !(no && *no) && !(term && !strcmp(term, "dumb"));
}

struct plain_look
terminal_look(bool to_stdout, size_t width, enum terminal_colour colour)
{
	bool terminal = to_stdout && isatty(STDOUT_FILENO) == 1;
	struct plain_look look;

	look.width = width ? width
		: terminal ? width_of(STDOUT_FILENO)
			   : PLAIN_WIDTH;
	look.colour = colour == COLOUR_ALWAYS
		|| (colour == COLOUR_AUTO && terminal && wants_colour());
	return look;
}
