/* SPDX-License-Identifier: MIT
 *
 * expat is given the part piece by piece and calls back for each element. The
 * place in the part is one number, the innermost known element: since the
 * table of elements is a tree, the way back up needs no stack, and what is not
 * known is only counted until it ends.
 *
 * expat keeps every name it meets and every token it has not seen the end of.
 * Its memory is therefore counted here; an honest part needs some kilobytes.
 */
#include "xlsx/xml.h"

#ifdef HAVE_XLSX

#include <expat.h>

#include "base/diag.h"
#include "base/mem.h"

#define CHUNK 65536
#define SEPARATOR '\n' /* between namespace and name; no name has one */
#define HEAD 16        /* bytes before each piece of memory: its size */

struct xml {
	const struct xml_reader *reader;
	void *user;
	struct archive_part *part;
	const char *file;
	XML_Parser parser;
	const char *space; /* the first element's namespace, a copy */
	size_t space_len;
	int element;      /* the innermost that is known */
	unsigned unknown; /* elements that are open inside it */
	unsigned depth;
	bool begun, paused, ended, stopped;
	const char *fault; /* or NULL */
};

/* What all parsers hold; there is one at a time. */
static size_t held;
static bool too_much;

/* For expat: memory, as far as there may be more. Each piece has its size before
 * it, to be counted when it is given back. */
static void *
take(void *old, size_t n)
{
	size_t before = old ? *(size_t *)(void *)((char *)old - HEAD) : 0;
	char *at;

	too_much = n > XML_MEMORY_MOST || held - before + n > XML_MEMORY_MOST;
	if (too_much)
		return NULL;
	at = mem_resize(old ? (char *)old - HEAD : NULL, n + HEAD, 1);
	*(size_t *)(void *)at = n;
	held += n - before;
	return at + HEAD;
}

/* Memory that expat asks for the first time. */
static void *
take_new(size_t n)
{
	return take(NULL, n);
}

/* What expat frees no longer counts. */
static void
give_back(void *at)
{
	if (!at)
		return;
	held -= *(size_t *)(void *)((char *)at - HEAD);
	mem_free((char *)at - HEAD);
}

/* The first reason is the one that is said. */
static void
refuse(struct xml *x, const char *fault)
{
	if (!x->fault)
		x->fault = fault;
	xml_stop(x);
}

/* Inside an element that is not known nothing is: its depth is all that is kept
 * of it. Nor is an element known whose namespace is not that of the part's
 * first one. */
static void
on_start(void *user, const char *name, const char **attributes)
{
	struct xml *x = user;
	const struct xml_reader *r = x->reader;
	const char *cut = strrchr(name, SEPARATOR);
	size_t n = cut ? (size_t)(cut - name) : 0;
	int found = 0;
	bool own;

	if (x->stopped)
		return;
	if (++x->depth > XML_DEPTH_MOST) {
		refuse(x, "has elements nested too deep: refused");
		return;
	}
	if (!x->begun) {
		x->begun = true;
		x->space = mem_copy((struct span){ name, n });
		x->space_len = n;
	}
	own = n == x->space_len && !memcmp(name, x->space, n) && !x->unknown;
	for (int i = 1; own && !found && i < r->count; i++)
		if (r->elements[i].parent == x->element
			&& !strcmp(r->elements[i].name, cut ? cut + 1 : name))
			found = i;
	if (!found) {
		x->unknown++;
		return;
	}
	x->element = found;
	if (r->start)
		r->start(x->user, found, attributes);
}

/* The parent of the element that ends is known by the table; an unknown one is
 * only counted off. */
static void
on_end(void *user, const char *name)
{
	struct xml *x = user;
	int element = x->element;

	(void)name;
	if (x->stopped)
		return;
	x->depth--;
	if (x->unknown) {
		x->unknown--;
		return;
	}
	x->element = x->reader->elements[element].parent;
	if (x->reader->end)
		x->reader->end(x->user, element);
}

/* Text inside an element that is not known is not told, nor is what stands
 * between the elements of the first level. */
static void
on_text(void *user, const char *text, int n)
{
	struct xml *x = user;

	if (!x->stopped && !x->unknown && x->element && x->reader->text)
		x->reader->text(x->user, x->element, text, (size_t)n);
}

/* Entities of a DTD may name each other: a few lines become gigabytes. */
static void
on_doctype(void *user, const char *name, const char *system,
	const char *identifier, int subset)
{
	(void)name;
	(void)system;
	(void)identifier;
	(void)subset;
	refuse(user, "has a document type (DTD), which none needs: refused");
}

/* Memory is taken through our own functions, as the parser's answer to none
 * would be a fault of the file. A document type is met by a handler that
 * ends the reading: entities can grow without end. */
struct xml *
xml_open(const struct xml_reader *reader, void *user, struct archive_part *part,
	const char *file)
{
	static const XML_Memory_Handling_Suite memory = { take_new, take,
		give_back };
	static const char separator[] = { SEPARATOR, '\0' };
	struct xml *x = mem_new(1, sizeof(*x));

	x->reader = reader;
	x->user = user;
	x->part = part;
	x->file = file;
	x->parser = XML_ParserCreate_MM(NULL, &memory, separator);
	if (!x->parser)
		mem_none(CHUNK);
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return x;
}

void
xml_pause(struct xml *x)
{
	XML_StopParser(x->parser, XML_TRUE);
}

void
xml_stop(struct xml *x)
{
	x->stopped = true;
	XML_StopParser(x->parser, XML_FALSE);
}

/* One message, whatever went wrong; none where the reader stopped by itself, and
 * has said why. */
static int
say(struct xml *x)
{
	bool memory = XML_GetErrorCode(x->parser) == XML_ERROR_NO_MEMORY
		&& too_much;

	if (x->fault || !x->stopped)
		diag_file(STATUS_DATA, x->file, "the workbook %s",
			x->fault ? x->fault
				: memory
				? "has a name or an element that is too long: refused"
				: "holds what is not XML");
	x->stopped = true;
	x->fault = NULL;
	return -1;
}

/* Where the reader paused, the piece of the part that expat has is finished
 * first, before more is read. */
int
xml_read(struct xml *x)
{
	enum XML_Status status = XML_STATUS_OK;

	while (!x->stopped) {
		ssize_t got;

		if (x->paused) {
			status = XML_ResumeParser(x->parser);
		} else if (x->ended) {
			return 0;
		} else {
			void *room = XML_GetBuffer(x->parser, CHUNK);
			if (!room)
				return say(x);
			got = archive_read(x->part, room, CHUNK);
			if (got < 0) {
				x->stopped = true;
				break;
			}
			x->ended = got == 0;
			status = XML_ParseBuffer(x->parser, (int)got, !got);
		}
		x->paused = status == XML_STATUS_SUSPENDED;
		if (status == XML_STATUS_ERROR)
			return say(x);
		if (x->paused)
			return 1;
	}
	return -1;
}

void
xml_close(struct xml *x)
{
	XML_ParserFree(x->parser);
	mem_free((char *)x->space);
	mem_free(x);
}

const char *
xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (!strcmp(*attributes, name))
			return attributes[1];
	return NULL;
}

const char *
xml_relation_id(const char **attributes)
{
	static const char ending[] = "relationships\nid";

	for (; *attributes; attributes += 2) {
		size_t n = strlen(*attributes), m = sizeof(ending) - 1;

		if (n >= m && !strcmp(*attributes + n - m, ending))
			return attributes[1];
	}
	return NULL;
}

#else

/* Without libzip no archive is opened, and nothing is asked of this file. */
typedef int xml_nothing;

#endif
