/* SPDX-License-Identifier: MIT
 *
 * generate: a made-up export of job interviews, of any size, for the bench.
 *
 *	generate ROWS [--quote none|some|all] [--encoding latin1|utf8] [--seed N]
 *	generate ROWS --facts cohort [--seed N]
 *
 * The same arguments give the same bytes. Ten columns, about 100 bytes a row,
 * ten units, two years of days; one row in twenty cancelled, in thirty a
 * no-show. `some` quotes one remark in fifty, with a doubled quote and a
 * delimiter in it. `--facts cohort` writes facts instead: one contact to
 * four spells of ROWS / 5 persons.
 */
#include <errno.h>

#define ROOM (1 << 20)

enum quoting { QUOTE_NONE, QUOTE_SOME, QUOTE_ALL };

struct generator {
	uint64_t state;
	enum quoting quoting;
	int utf8;
	char room[ROOM];
	size_t used;
};

static const char *const UNITS[] = { "JC Nyropsgade", "JC Musv\xe5gevej",
	"JC Skelb\xe6kgade", "JC Sygedagpenge", "JC S\xe6rlige vilk\xe5r",
	"Arbejdsmarked", "Ydelsesservice", "Afklaring", "Kompetence",
	"Sprog og Integration" };
static const char *const KINDS[] = { "Jobsamtale", "Opf\xf8lgning",
	"CV-samtale" };
static const char *const GROUPS[] = { "Kontanthj\xe6lp", "Starthj\xe6lp",
	"A-dagpenge" };
static const char *const REMARKS[] = { "pr. telefon", "", "\xf8nsker deltid",
	"ny tid", "m\370dt" };

/* splitmix64: every row is drawn from it, so a seed is a file. */
static uint64_t
draw(struct generator *g)
{
	uint64_t z = g->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static unsigned
below(struct generator *g, unsigned n)
{
	return (unsigned)((draw(g) >> 32) * n >> 32);
}

static void
flush(struct generator *g)
{
	if (fwrite(g->room, 1, g->used, stdout) != g->used) {
		fprintf(stderr, "generate: %s\n", strerror(errno));
		exit(74);
	}
	g->used = 0;
}

static void
byte(struct generator *g, char c)
{
	g->room[g->used++] = c;
}

static void
text(struct generator *g, const char *s)
{
	for (; *s; s++) {
		if (g->utf8 && (unsigned char)*s >= 0x80) {
			byte(g, (char)(0xc0 | (unsigned char)*s >> 6));
			byte(g, (char)(0x80 | ((unsigned char)*s & 0x3f)));
		} else {
			byte(g, *s);
		}
	}
}

static void
cell(struct generator *g, const char *s, char end)
{
	if (g->quoting == QUOTE_ALL)
		byte(g, '"');
	text(g, s);
	if (g->quoting == QUOTE_ALL)
		byte(g, '"');
	byte(g, end);
}

/* Days since 2009-01-01, none a leap year. */
static void
day(char *room, size_t size, unsigned n)
{
	static const unsigned length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30,
		31, 30, 31 };
	unsigned year = 2009 + n / 365, month = 0, rest = n % 365;

	while (rest >= length[month])
		rest -= length[month++];
	snprintf(room, size, "%02u-%02u-%04u", (rest + 1) % 100,
		(month + 1) % 100, year % 10000);
}

static void
remark(struct generator *g)
{
	if (g->quoting == QUOTE_SOME && below(g, 50) == 0)
		text(g, "\"sagt: \"\"m\xe5ske\"\"; ringer igen\"\n");
	else
		cell(g, REMARKS[below(g, 5)], '\n');
}

static void
row(struct generator *g, uint64_t n)
{
	char room[64];
	unsigned due = below(g, 730), state = below(g, 60);
	unsigned born = below(g, 50 * 365);

	snprintf(room, sizeof(room), "2010-%08" PRIu64, n);
	cell(g, room, ';');
	snprintf(room, sizeof(room), "%02u%02u%02u-99%02u", born % 28 + 1,
		born / 28 % 12 + 1, 40 + born / 336 % 55, born % 100);
	cell(g, room, ';');
	cell(g, UNITS[below(g, 10)], ';');
	cell(g, KINDS[below(g, 3)], ';');
	day(room, sizeof(room), due);
	cell(g, room, ';');
	if (state < 5)
		room[0] = '\0';
	else
		day(room, sizeof(room), (due + 725 + below(g, 6)) % 730);
	cell(g, room, ';');
	cell(g,
		state < 3           ? "Aflyst"
			: state < 5 ? "Udeblevet"
				    : "Afholdt",
		';');
	cell(g, GROUPS[below(g, 3)], ';');
	snprintf(room, sizeof(room), "%u.%03u,%02u", 1 + below(g, 9),
		below(g, 1000), below(g, 100));
	cell(g, room, ';');
	remark(g);
}

static void
write_export(struct generator *g, uint64_t rows)
{
	static const char *const names[] = { "Sagsnr", "CPR-nr", "Enhed",
		"Samtaletype", "Frist", "Afholdt", "Status", "Ydelsesgruppe",
		"Bel\370b", "Bem\xe6rkning" };

	for (size_t i = 0; i < 10; i++)
		cell(g, names[i], i < 9 ? ';' : '\n');
	for (uint64_t n = 0; n < rows; n++) {
		row(g, n);
		if (g->used > ROOM - 1024)
			flush(g);
	}
	flush(g);
}

static void
iso(unsigned n)
{
	char room[32];

	day(room, sizeof(room), n);
	printf("%.4s-%.2s-%.2s", room + 6, room + 3, room);
}

/* Persons are written as pseudonyms are: 32 letters a-p. */
static void
person(uint64_t n)
{
	struct generator own = { .state = n };
	uint64_t half[2] = { draw(&own), draw(&own) };
	char letters[33] = "";

	for (int i = 0; i < 32; i++)
		letters[i] = (char)('a' + (half[i / 16] >> (i % 16 * 4) & 15));
	fputs(letters, stdout);
}

static void
cohort(struct generator *g, uint64_t rows)
{
	uint64_t persons = rows / 5;

	puts("source\tunit\tevent\tdate\tuntil\tsubject\tgroup\toutcome\tamount");
	for (uint64_t n = 0; n < rows; n++) {
		unsigned from = below(g, 600), length = below(g, 120);
		int contact = n % 5 == 0;

		printf("bench\tU%u\t%s\t", below(g, 10),
			contact ? "contact" : "job");
		iso(from);
		putchar('\t');
		if (!contact)
			iso(from + length);
		putchar('\t');
		person(draw(g) % persons);
		printf("\t%s\t\t\n", contact ? "ready" : "");
	}
}

int
main(int argc, char **argv)
{
	static struct generator g = { .state = 1 };
	uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
	int facts = 0;

	for (int i = 2; i + 1 < argc; i += 2) {
		const char *value = argv[i + 1];

		if (!strcmp(argv[i], "--quote"))
			g.quoting = !strcmp(value, "all") ? QUOTE_ALL
				: !strcmp(value, "some")  ? QUOTE_SOME
							  : QUOTE_NONE;
		else if (!strcmp(argv[i], "--encoding"))
			g.utf8 = !strcmp(value, "utf8");
		else if (!strcmp(argv[i], "--seed"))
			g.state = strtoull(value, NULL, 10);
		else if (!strcmp(argv[i], "--facts"))
			facts = 1;
	}
	if (!rows) {
		fprintf(stderr,
			"usage: generate ROWS [--quote none|some|all] "
			"[--encoding latin1|utf8] [--seed N] [--facts cohort]\n");
		return 64;
	}
	if (facts)
		cohort(&g, rows);
	else
		write_export(&g, rows);
	return fflush(stdout) || ferror(stdout) ? 74 : 0;
}
