/* SPDX-License-Identifier: MIT
 *
 * nodump: programs that hold personal numbers or the key of the pseudonyms
 * leave nothing of them behind when they crash.
 */
#ifndef BASE_NODUMP_H
#define BASE_NODUMP_H

/* From here on the program, and what it starts, leave no core; nobody but root
 * can look into its memory or attach to it. The first call of main. */
void nodump_keep(void);

#endif
