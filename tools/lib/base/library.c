/* SPDX-License-Identifier: MIT */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

#include "base/diag.h"

bool
library_load(const char *file, const char *const *names, size_t n,
	void *calls)
{
	void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
	size_t i;

	if (!library) {
		diag_fault(STATUS_CONFIG, "%s cannot be loaded: %s", file,
			dlerror());
		return false;
	}
	for (i = 0; i < n; i++) {
		void *call = dlsym(library, names[i]);

		if (!call) {
			diag_fault(STATUS_CONFIG, "%s is another one than this "
				"program was built for: no %s", file, names[i]);
			return false;
		}
		memcpy((char *)calls + i * sizeof(call), &call, sizeof(call));
	}
	return true;
}
