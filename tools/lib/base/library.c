/* SPDX-License-Identifier: MIT
 *
 * The one place that calls dlopen(). A library that is not there is a matter of
 * the installation (78), one that cannot be loaded one of the machine.
 */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

#include "base/diag.h"

/* What the loader cannot do it tells in words alone. */
static enum status
status_of(const char *why)
{
	static const struct {
		const char *words;
		enum status status;
	} known[] = {
		{ "failed to map segment", STATUS_MEMORY },
		{ "annot allocate", STATUS_MEMORY },
		{ "annot create", STATUS_MEMORY },
		{ "annot map", STATUS_MEMORY },
		{ "nput/output error", STATUS_IO },
		{ "oo many open files", STATUS_IO },
		{ "annot read", STATUS_IO },
	};

	for (size_t i = 0; i < COUNT(known); i++)
		if (strstr(why, known[i].words))
			return known[i].status;
	return STATUS_CONFIG;
}

bool
library_load(const char *file, const char *const *names, size_t n, void *calls)
{
	void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);

	if (!library) {
		const char *why = dlerror();

		diag_fault(status_of(why), "%s cannot be loaded: %s", file,
			why);
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		void *call = dlsym(library, names[i]);

		if (!call) {
			diag_fault(STATUS_CONFIG,
				"%s is another one than this "
				"program was built for: no %s",
				file, names[i]);
			return false;
		}
		memcpy((char *)calls + i * sizeof(call), &call, sizeof(call));
	}
	return true;
}

/* Loaded once more it is only counted. */
bool
library_ready(const char *file)
{
	return dlopen(file, RTLD_NOW | RTLD_LOCAL) != NULL;
}
