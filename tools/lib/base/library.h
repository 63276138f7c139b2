/* SPDX-License-Identifier: MIT
 *
 * library: a shared library that only some runs have need of, loaded when they
 * have. Loading one takes time at the start of every run, and some bring
 * others along: workbooks are zip files, zip files may be encrypted, and the
 * library for that takes longer to load than the rest of a program.
 */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/* Fills `calls`, a struct of n pointers, with the functions of those names.
 * False after a message: 78, there is no such library, or it lacks one; 71 or
 * 74 where the system cannot load it. It stays loaded. */
bool library_load(const char *file, const char *const *names, size_t n,
	void *calls);

/* Whether a library that the system loads by itself, when it first needs it, is
 * loaded from now on. Nothing is said. */
bool library_ready(const char *file);

#endif
