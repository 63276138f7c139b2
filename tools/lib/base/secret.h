/* SPDX-License-Identifier: MIT
 *
 * secret: programs that hold personal numbers or the key of the pseudonyms
 * leave nothing of them behind when they crash.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

/* From here on the program, and what it starts, leave no core; nobody but root
 * can look into its memory or attach to it. The first call of main. */
void secret_keep(void);

#endif
