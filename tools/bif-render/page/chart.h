/* SPDX-License-Identifier: MIT
 *
 * chart: a drawing before it is drawn: exact values and the words that say
 * what is seen. format/svg.c draws it.
 *
 * A bullet shows one result on a line with what it started from, what is
 * expected now, the target, and how far from expected is still nearly met. A
 * curve shows the contract year month by month, against the path. A small
 * curve is one of several that are looked at side by side. A map shows what
 * serves what, in columns from a vision to actions. A funnel shows shares by
 * how many there are behind each, between limits of chance.
 */
#ifndef BIF_RENDER_PAGE_CHART_H
#define BIF_RENDER_PAGE_CHART_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "stream/verdict.h"
#include "value/ratio.h"
#include "bif-render/wording/words.h"

#define CHART_MONTHS 12

enum chart_kind {
	CHART_BULLET,
	CHART_CURVE,
	CHART_SMALL,
	CHART_MAP,
	CHART_FUNNEL
};

struct chart_value {
	bool is;
	struct ratio at;
};

struct chart_month {
	int32_t month;
	struct chart_value result;
	struct chart_value low, high; /* the path; equal unless `within` */
};

/* A node of a map: in one of its columns, between rows where its children
 * stand in several. */
struct chart_node {
	int column, half_row; /* from 0; a row is two halves */
	struct span text;
	enum verdict_status status; /* NONE: it is no goal */
	bool alone;                 /* it serves nothing */
};
/* A node and what it serves, by their numbers. */
struct chart_edge {
	size_t node, serves;
};
#define CHART_COLUMNS 4

/* A unit of a funnel: its share in per cent, of how many; whether it lies beyond
 * the inner limits. */
struct chart_point {
	struct span label;
	struct ratio n, share;
	bool outside;
};
/* The limits of chance at a number: the inner and the outer, per cent. */
struct chart_limit {
	struct ratio n, low[2], high[2];
};
#define CHART_LIMITS 17 /* places that the lines go through */

struct chart {
	enum chart_kind kind;
	enum lang lang;
	struct span title;  /* what it is */
	struct span desc;   /* what a reader sees, in sentences */
	struct span label;  /* SMALL: whose it is */
	struct span figure; /* SMALL: the result, as people write it */
	struct span key;    /* BULLET: each sign with its figure; FUNNEL */
	/* BULLET, CURVE: figures that stand beside what they tell */
	struct span result_figure, target_figure, upper_figure;
	enum verdict_status status;
	/* of a FUNNEL `expected` is the share of all units together */
	struct chart_value result, expected, target, upper, baseline;
	struct chart_value edge;      /* where nearly met ends */
	struct chart_value projected; /* CURVE: at the year's end */
	/* SMALL: the scale that all share; BULLET: the result's 95 % interval */
	struct chart_value low, high;
	/* MAP: the heads of its columns, nodes and what they serve */
	struct span heads[CHART_COLUMNS];
	struct span outside; /* the head of nodes that nothing leads to, */
	int outside_row;     /* and its half row; 0: there are none */
	struct chart_node *nodes;
	struct chart_edge *edges;
	size_t nnodes, nedges;
	/* FUNNEL */
	struct chart_point *points;
	size_t npoints;
	struct chart_limit limits[CHART_LIMITS];
	size_t nmonths;
	struct chart_month months[CHART_MONTHS];
};

#endif
