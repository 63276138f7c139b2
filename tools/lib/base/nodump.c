/* SPDX-License-Identifier: MIT
 *
 * Two settings of Linux: that the memory is not to be dumped, and how long a core
 * may be. Where the system refuses one, the other still holds.
 */
#include "base/nodump.h"

#include <sys/prctl.h>
#include <sys/resource.h>

/* One byte is less than any core, and where cores go to a program by a pipe it
 * is what says that none is wanted; 0 is not. It is handed down, to jq. Neither
 * call can fail in a way that anybody could mend. */
void
nodump_keep(void)
{
	struct rlimit limit;

	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	if (getrlimit(RLIMIT_CORE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max < 1 ? 0 : 1;
	limit.rlim_max = limit.rlim_cur;
	setrlimit(RLIMIT_CORE, &limit);
}
