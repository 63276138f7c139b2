/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a table of the book: a loader gives what stands there or says
 * why not, never both; who listens hears no less. The first byte chooses which
 * of the tables the text is.
 */
#include "fuzzhost.h"
#include "fuzzlisten.h"
#include "contract/action.h"
#include "book/book.h"
#include "contract/code.h"
#include "contract/goal.h"
#include "contract/target.h"
#include "contract/unit.h"
#include "value/ratio.h"

#define UNITS \
	"unit,name,parent,valid_from,valid_to,aliases\nT,Town,,,,\n" \
	"A,Alfa,T,,,a|aa\nB,Beta,T,2010-01-01,,\n"
#define GOALS \
	"goal,title,title_en,perspective,measure,direction,window," \
	"path,scale,band,decimals,unit_of_value,central,monthly,cyclical," \
	"owner,data_source\ng,G,G,p,m,at_least,year,level,of_target,5,1," \
	"percent,yes,no,no,o,s\n"
#define TARGETS \
	"year,unit,goal,due,target,upper,change,baseline," \
	"stated_change,decided,decided_by,reason\n" \
	"2010,A,g,2010-12-31,80,,,75,,2009-12-01,c,\n"

enum what { UNIT, GOAL, TARGET, CODE, ACTION, COMMENT, STRATEGY, WHATS };

static const struct {
	const char *file, *otherwise;
} tables[] = { [UNIT] = { "units.csv", UNITS },
	[GOAL] = { "goals.csv", GOALS },
	[TARGET] = { "targets.csv", TARGETS },
	[CODE] = { "codes/l.csv", "list,code,value\n" },
	[ACTION] = { "actions.csv", "action,unit,goal\n" },
	[COMMENT] = { "comments.csv", "year,unit,goal,as_of,response\n" },
	[STRATEGY] = { "strategy.csv", "from,to,kind\n" } };

/* Each name a unit goes by finds a unit that there is. */
static void
units_hold(const struct units *units)
{
	for (int i = 0; i < units->count; i++) {
		CLAIM(units->list[i].parent < units->count);
		CLAIM(unit_by_code(units, units->list[i].code) >= 0);
		CLAIM(unit_parent(units, i, 14700) < units->count);
	}
}

static bool
load(enum what what)
{
	struct book *b = book_open(fuzzhost_folder());
	const struct units *units;
	const struct goals *goals = NULL;
	bool good;

	CLAIM(b);
	units = units_load(b);
	good = units;
	if (units)
		units_hold(units);
	if (good && what == CODE)
		good = codes_load(b);
	if (good && what != UNIT && what != CODE) {
		goals = goals_load(b);
		good = goals;
	}
	if (good && what == TARGET)
		good = targets_load(b, units, goals, true);
	if (good && what == ACTION)
		good = actions_load(b, units, goals);
	if (good && what == COMMENT)
		good = comments_load(b, units, goals);
	if (good && what == STRATEGY)
		good = strategy_load(b);
	book_close(b);
	ratio_free_all();
	return good;
}

static void
restore(enum what what)
{
	fuzzhost_write(tables[what].file, span_of(tables[what].otherwise));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool begun;
	struct span text = { (const char *)data, size };
	enum what what = (enum what)(fuzz_byte(&text) % WHATS);
	unsigned said, heard;
	bool good;

	for (unsigned i = 0; !begun && i < WHATS; i++)
		restore((enum what)i);
	begun = true;
	fuzzhost_write(tables[what].file, text);
	fuzzhost_said();
	good = load(what);
	said = fuzzhost_said();
	CLAIM(good == !said);
	fuzzlisten_begin(&heard);
	load(what);
	fuzzlisten_end(&heard);
	/* That a goal has no direction bif-lint says by itself. */
	CLAIM(good ? !heard : heard || what == GOAL);
	restore(what);
	return 0;
}
