/* SPDX-License-Identifier: MIT
 *
 * xml: the elements of one part of a workbook. The one door to expat.
 *
 * Whoever reads a part says which elements it knows, each by its name and the
 * element it stands in. Only those are told, and only where they stand so and
 * belong to the namespace of the part's first element: what an extension puts
 * between them, under the same name or another, is passed over with all that
 * is inside. Prefixes do not matter.
 *
 * No part costs more than XML_MEMORY_MOST: one with a document type (DTD), of
 * which workbooks have none, with elements nested beyond XML_DEPTH_MOST, or
 * with a single name, comment or value beyond that memory is refused.
 */
#ifndef XLSX_XML_H
#define XLSX_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "xlsx/archive.h"

#define XML_DEPTH_MOST 200
#define XML_MEMORY_MOST ((size_t)16 << 20)

/* Element number i of a table is known as i; 0 is no element, and the parent
 * of the first. */
struct xml_element {
	int parent;
	const char *name;
};

struct xml_reader {
	const struct xml_element *elements;
	int count;
	/* Attributes as expat has them: name, value, ..., NULL. Each may be
	 * NULL. */
	void (*start)(void *user, int element, const char **attributes);
	void (*end)(void *user, int element);
	void (*text)(void *user, int element, const char *text, size_t n);
};

struct xml;

/* Reads a part, which stays the caller's, from where it is. */
struct xml *xml_open(const struct xml_reader *reader, void *user,
	struct archive_part *part, const char *file);

/* Goes on to the end, or to where xml_pause() is called: 1 paused, 0 the end,
 * -1 after a message (65, or the part's own), or when xml_stop() was called. */
int xml_read(struct xml *x);

/* To be called by one of the functions of the reader. */
/* xml_read() returns 1 behind this element, and can be called again. */
void xml_pause(struct xml *x);
/* xml_read() returns -1 without a message: whoever stops has said why. */
void xml_stop(struct xml *x);

/* Frees the parser; the part stays the caller's. */
void xml_close(struct xml *x);

/* The value of an attribute of no namespace; NULL when it is not there. */
const char *xml_attribute(const char **attributes, const char *name);
/* The `id` that refers to a relation: of a namespace called ...relationships,
 * whichever edition of the standard it is of. */
const char *xml_relation_id(const char **attributes);

#endif
