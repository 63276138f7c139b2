/* SPDX-License-Identifier: MIT
 *
 * progress: a line on a terminal that says how far a long run has come. By
 * itself only when standard error is a terminal and the run has lasted two
 * seconds; never in a log.
 */
#ifndef IO_PROGRESS_H
#define IO_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* asked: --progress was given. */
void progress_begin(const char *program, bool asked);
/* Never by itself: --quiet. */
void progress_quiet(void);
/* Says how far the run has come, when it is time to. It asks the clock, so it is
 * called every few thousand rows. */
void progress_tick(uint64_t rows);
/* Leaves a clean line behind. */
void progress_end(void);

#endif
