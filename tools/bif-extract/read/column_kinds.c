/* SPDX-License-Identifier: MIT
 *
 * Looks at a thousand rows and remembers which columns held nothing but
 * figures. More rows would not tell more, and cost on each of ten million. What
 * follows from a misfit is decided by row_check.c.
 */
#include "column_kinds.h"

#include "base/mem.h"

#define ROWS_MOST 1000

/* The bytes are looked at as they stand in the file, so that a no-break space
 * is known in latin-1 and in UTF-8 alike. */
bool
column_kinds_figure(struct span cell)
{
	bool digit = false;

	for (size_t i = 0; i < cell.len; i++)
		switch (cell.at[i]) {
		case '0':
		case '1':
		case '2':
		case '3':
		case '4':
		case '5':
		case '6':
		case '7':
		case '8':
		case '9':
			digit = true;
			break;
		case ' ':
		case '+':
		case '-':
		case '.':
		case ',':
		case '/':
		case ':':
		case '%':
		case '(':
		case ')':
		case '\'':
		case '\xa0':
		case '\xc2': /* a no-break space */
			break;
		default:
			return false;
		}
	return digit;
}

void
column_kinds_begin(struct column_kinds *p, size_t columns)
{
	mem_free(p->columns);
	p->columns = mem_new(columns + 1, sizeof(*p->columns));
	p->count = columns;
	p->rows = 0;
}

void
column_kinds_add(struct column_kinds *p, const struct span *cells)
{
	if (p->rows == ROWS_MOST)
		return;
	p->rows++;
	for (size_t i = 0; i < p->count; i++) {
		p->columns[i].filled += cells[i].len > 0;
		p->columns[i].figures += column_kinds_figure(cells[i]);
	}
}

bool
column_kinds_learned(const struct column_kinds *p)
{
	return p->rows == ROWS_MOST;
}

/* A column without any filled cell tells nothing and holds no figures. */
bool
column_kinds_holds_figures(const struct column_kinds *p, size_t column)
{
	const struct kinds_column *c = &p->columns[column];

	return c->filled && c->figures == c->filled;
}

size_t
column_kinds_misfits(const struct column_kinds *p, const struct span *cells)
{
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++)
		n += cells[i].len && column_kinds_holds_figures(p, i)
			&& !column_kinds_figure(cells[i]);
	return n;
}

size_t
column_kinds_figures(const struct column_kinds *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++)
		n += column_kinds_holds_figures(p, i);
	return n;
}

void
column_kinds_free(struct column_kinds *p)
{
	mem_free(p->columns);
	memset(p, 0, sizeof(*p));
}
