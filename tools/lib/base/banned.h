/* SPDX-License-Identifier: MIT
 *
 * banned: calls that do not compile here. The compiler includes this file
 * before every other (see the Makefile). Text becomes a value in one checked
 * place (value/), output goes through io/out, dates through value/period.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

/* clang's fortified stdio has it as a macro, which poison warns of. */
#undef sprintf

#pragma GCC poison strtod strtof strtold atof atoi atol atoll sscanf
#pragma GCC poison sprintf vsprintf strcpy strcat stpcpy strncpy strtok gets
#pragma GCC poison localtime gmtime ctime asctime mktime strftime

#endif
