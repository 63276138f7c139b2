/* SPDX-License-Identifier: MIT
 *
 * Makes the index with the widest instructions this machine has. Each path
 * has its own loop that turns 64 bytes into masks, and its own compilation of
 * the walk over them, which is the same C for all. It knows nothing of lines
 * read or records returned: csv_reader decides which stretch is looked at.
 */
#include "csv/csv_index.h"

#include <endian.h>

#include "base/mem.h"
#include "io/split.h"

#define BLOCK SPLIT_BLOCK
/* Masks are made for this many blocks at a time, so that the choice of a path
 * costs one call for 2 KiB of text. */
#define BATCH 32
/* Positions of a block are written at once, more than there may be. */
#define LIST_ROOM (CSV_INDEX_BYTES + BLOCK + 1)

#define INLINE POSITIONS_INLINE

/* One bit for each byte of a block, the first byte the lowest. */
struct masks {
	uint64_t delimiter;
	uint64_t lf;
	uint64_t quote;
	uint64_t odd;
	uint64_t special; /* CR, and the escape */
};

/* How the bits of a mask are written down. */
typedef uint32_t *writer(uint32_t *to, uint64_t mask, uint32_t base);
typedef void masker(const struct csv_index_bytes *, const char *text,
	size_t blocks, struct masks *);

/* What one block leaves to the next. */
struct carry {
	uint64_t inside;            /* all ones inside quotes, else 0 */
	uint64_t ended;             /* 1: its last byte ended a cell, */
	uint64_t closed;            /* or closed a quote */
	uint32_t *end, *row, *care; /* where to write on */
	uint64_t quotes;            /* not 0: there were some */
};

void
csv_index_open(struct csv_index *x, const struct csv_index_bytes *bytes)
{
	memset(x, 0, sizeof(*x));
	x->bytes = *bytes;
	/* A byte that is looked for anyway. */
	if (!bytes->quotes)
		x->bytes.quote = '\\';
	x->looks_special = bytes->cr != CSV_INDEX_CR_TEXT
		|| bytes->escape != '\r';
	x->ends = mem_resize(NULL, LIST_ROOM, sizeof(*x->ends));
	x->rows = mem_resize(NULL, LIST_ROOM, sizeof(*x->rows));
	x->care = mem_resize(NULL, LIST_ROOM, sizeof(*x->care));
	x->odd = mem_resize(NULL, CSV_INDEX_BYTES / 8 + 16, 1);
	*x->ends++ = UINT32_MAX;
	*x->rows++ = 0;
}

void
csv_index_close(struct csv_index *x)
{
	if (!x->ends)
		return;
	mem_free(x->ends - 1);
	mem_free(x->rows - 1);
	mem_free(x->care);
	mem_free(x->odd);
}

/* Bit i is the xor of bits 0..i. */
INLINE uint64_t
running_xor(uint64_t x)
{
	x ^= x << 1;
	x ^= x << 2;
	x ^= x << 4;
	x ^= x << 8;
	x ^= x << 16;
	x ^= x << 32;
	return x;
}

/* How many ends there are up to each line end. */
INLINE uint32_t *
write_rows(uint32_t *to, uint64_t ends, uint64_t lf, uint32_t before)
{
	for (; lf; lf &= lf - 1)
		*to++ = before
			+ (uint32_t)__builtin_popcountll(
				ends & (lf ^ (lf - 1)));
	return to;
}

/* Quotes that double: removes from m the ends inside them, and gives the bytes
 * that need care. A quote opens at the beginning of a cell, or right after one
 * that closed, which makes a doubled one; what follows a quote that closed is
 * such a quote or the end of the cell. */
INLINE uint64_t
look_at_quotes(struct masks *m, struct carry *c, const char *text, size_t at,
	size_t n)
{
	uint64_t inside = running_xor(m->quote) ^ c->inside;
	uint64_t opens = m->quote & inside, closes = m->quote & ~inside;
	uint64_t after = closes << 1 | c->closed;
	uint64_t care = m->lf & inside, ends, beyond;

	m->delimiter &= ~inside;
	m->lf &= ~inside;
	ends = m->delimiter | m->lf;
	care |= opens & ~(ends << 1 | c->ended | after);
	/* A CR is part of a line's end, and too rare for a mask. */
	for (beyond = after & ~(ends | opens); beyond; beyond &= beyond - 1) {
		size_t i = at + (size_t)__builtin_ctzll(beyond);

		if (i >= n || text[i] != '\r' || i + 1 >= n
			|| text[i + 1] != '\n')
			care |= beyond & -beyond;
	}
	c->inside = 0 - (inside >> 63);
	c->closed = closes >> 63;
	return care;
}

/* The bytes that need care because a CR or an escape may change what the
 * others mean. A CR is part of a line's end where its LF follows, which the
 * bytes behind the text may tell: then nothing is lost by taking care. */
INLINE uint64_t
look_at_special(const struct csv_index *x, uint64_t special, size_t at)
{
	uint64_t care = special;

	for (; special; special &= special - 1) {
		size_t i = at + (size_t)__builtin_ctzll(special);

		if (x->text[i] == '\r'
			&& (x->bytes.cr == CSV_INDEX_CR_TEXT
				|| (x->bytes.cr == CSV_INDEX_CR_ENDS
					&& x->text[i + 1] == '\n')))
			care &= ~(special & -special);
	}
	return care;
}

/* Writes down what one block of 64 bytes holds: where cells and rows end
 * outside quotes, and which bytes need care. */
INLINE void
look_at_block(const struct csv_index *x, struct masks m, struct carry *c,
	size_t at, size_t n, writer *write)
{
	uint32_t base = (uint32_t)at;
	uint32_t before = (uint32_t)(c->end - x->ends);
	uint64_t care = 0, ends;

	if (x->bytes.quotes && (m.quote | c->inside | c->closed))
		care = look_at_quotes(&m, c, x->text, at, n);
	if (x->looks_special && m.special)
		care |= look_at_special(x, m.special, at);
	c->quotes |= m.quote;
	ends = m.delimiter | m.lf;
	c->ended = ends >> 63;
	c->end = write(c->end, ends, base);
	c->row = write_rows(c->row, ends, m.lf, before);
	if (care)
		c->care = write(c->care, care, base);
}

/* The masks by plain C, for machines without the instructions of the others. */
static void
masks_scalar(const struct csv_index_bytes *b, const char *text, size_t blocks,
	struct masks *masks)
{
	for (size_t k = 0; k < blocks; k++, text += BLOCK) {
		struct masks m = { 0, 0, 0, 0, 0 };

		for (unsigned i = 0; i < BLOCK; i++) {
			char c = text[i];
			bool odd = (signed char)c < ' ' || c == '\\'
				|| c == b->quote;

			m.delimiter |= (uint64_t)(c == b->delimiter) << i;
			m.lf |= (uint64_t)(c == '\n') << i;
			m.quote |= (uint64_t)(c == b->quote) << i;
			m.odd |= (uint64_t)odd << i;
			m.special |= (uint64_t)(c == '\r' || c == b->escape)
				<< i;
		}
		masks[k] = m;
	}
}

/* All blocks of the text, a batch of masks at a time. What stands behind the
 * text is looked at and masked off. */
INLINE void
make(struct csv_index *x, size_t n, masker *masks_of, writer *write)
{
	struct carry c = { .ended = 1,
		.end = x->ends,
		.row = x->rows,
		.care = x->care };
	struct masks masks[BATCH];

	for (size_t from = 0; from < n; from += BATCH * BLOCK) {
		size_t left = n - from;
		size_t blocks = left < BATCH * BLOCK
			? (left + BLOCK - 1) / BLOCK
			: BATCH;

		masks_of(&x->bytes, x->text + from, blocks, masks);
		for (size_t k = 0; k < blocks; k++) {
			size_t at = from + k * BLOCK;
			struct masks m = masks[k];

			m.odd = htole64(m.odd);
			memcpy(x->odd + at / 8, &m.odd, sizeof(m.odd));
			if (n - at < BLOCK) {
				uint64_t in = (UINT64_C(1) << (n - at)) - 1;

				m.delimiter &= in;
				m.lf &= in;
				m.quote &= in;
			}
			look_at_block(x, m, &c, at, n, write);
		}
	}
	x->nrows = (size_t)(c.row - x->rows);
	x->ncare = (size_t)(c.care - x->care);
	x->quoted = c.quotes && x->bytes.quotes;
}

#ifdef __x86_64__
/* The masks with the instructions that every 64-bit x86 has: 16 bytes a
 * time. */
static void
masks_sse2(const struct csv_index_bytes *b, const char *text, size_t blocks,
	struct masks *masks)
{
	const __m128i delimiter = _mm_set1_epi8(b->delimiter);
	const __m128i quote = _mm_set1_epi8(b->quote);
	const __m128i lf = _mm_set1_epi8('\n');
	const __m128i blank = _mm_set1_epi8(' ');
	const __m128i backslash = _mm_set1_epi8('\\');
	const __m128i cr = _mm_set1_epi8('\r');
	const __m128i escape = _mm_set1_epi8(b->escape);

	for (size_t k = 0; k < blocks; k++, text += BLOCK) {
		struct masks m = { 0, 0, 0, 0, 0 };

		for (unsigned i = 0; i < BLOCK; i += 16) {
			__m128i t = _mm_loadu_si128(
				(const __m128i *)(const void *)(text + i));
			__m128i q = _mm_cmpeq_epi8(t, quote);
			/* As signed bytes what is no ASCII is below 0. */
			__m128i odd = _mm_or_si128(_mm_cmplt_epi8(t, blank),
				_mm_or_si128(_mm_cmpeq_epi8(t, backslash), q));

			m.delimiter |= (uint64_t)(unsigned)_mm_movemask_epi8(
					       _mm_cmpeq_epi8(t, delimiter))
				<< i;
			m.lf |= (uint64_t)(unsigned)_mm_movemask_epi8(
					_mm_cmpeq_epi8(t, lf))
				<< i;
			m.quote |= (uint64_t)(unsigned)_mm_movemask_epi8(q)
				<< i;
			m.odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd)
				<< i;
			m.special |= (uint64_t)(unsigned)_mm_movemask_epi8(
					     _mm_or_si128(_mm_cmpeq_epi8(t, cr),
						     _mm_cmpeq_epi8(t, escape)))
				<< i;
		}
		masks[k] = m;
	}
}

/* The masks 32 bytes at a time. */
__attribute__((target("avx2"))) static void
masks_avx2(const struct csv_index_bytes *b, const char *text, size_t blocks,
	struct masks *masks)
{
	const __m256i delimiter = _mm256_set1_epi8(b->delimiter);
	const __m256i quote = _mm256_set1_epi8(b->quote);
	const __m256i lf = _mm256_set1_epi8('\n');
	const __m256i blank = _mm256_set1_epi8(' ');
	const __m256i backslash = _mm256_set1_epi8('\\');
	const __m256i cr = _mm256_set1_epi8('\r');
	const __m256i escape = _mm256_set1_epi8(b->escape);

	for (size_t k = 0; k < blocks; k++, text += BLOCK) {
		struct masks m = { 0, 0, 0, 0, 0 };

		for (unsigned i = 0; i < BLOCK; i += 32) {
			__m256i t = _mm256_loadu_si256(
				(const __m256i *)(const void *)(text + i));
			__m256i q = _mm256_cmpeq_epi8(t, quote);
			__m256i odd = _mm256_or_si256(_mm256_cmpgt_epi8(blank,
							      t),
				_mm256_or_si256(_mm256_cmpeq_epi8(t, backslash),
					q));

			m.delimiter |= (uint64_t)(unsigned)_mm256_movemask_epi8(
					       _mm256_cmpeq_epi8(t, delimiter))
				<< i;
			m.lf |= (uint64_t)(unsigned)_mm256_movemask_epi8(
					_mm256_cmpeq_epi8(t, lf))
				<< i;
			m.quote |= (uint64_t)(unsigned)_mm256_movemask_epi8(q)
				<< i;
			m.odd |= (uint64_t)(unsigned)_mm256_movemask_epi8(odd)
				<< i;
			m.special |=
				(uint64_t)(unsigned)_mm256_movemask_epi8(
					_mm256_or_si256(_mm256_cmpeq_epi8(t,
								cr),
						_mm256_cmpeq_epi8(t, escape)))
				<< i;
		}
		masks[k] = m;
	}
}

/* The path of machines with AVX2. */
__attribute__((target("avx2,bmi,bmi2,popcnt"))) static void
make_avx2(struct csv_index *x, size_t n)
{
	make(x, n, masks_avx2, positions_write);
}

/* The masks 64 bytes at a time. */
__attribute__((target(POSITIONS_AVX512))) static void
masks_avx512(const struct csv_index_bytes *b, const char *text, size_t blocks,
	struct masks *masks)
{
	const __m512i delimiter = _mm512_set1_epi8(b->delimiter);
	const __m512i quote = _mm512_set1_epi8(b->quote);
	const __m512i lf = _mm512_set1_epi8('\n');
	const __m512i blank = _mm512_set1_epi8(' ');
	const __m512i backslash = _mm512_set1_epi8('\\');
	const __m512i cr = _mm512_set1_epi8('\r');
	const __m512i escape = _mm512_set1_epi8(b->escape);

	for (size_t k = 0; k < blocks; k++, text += BLOCK) {
		__m512i t = _mm512_loadu_si512(text);

		masks[k].delimiter = _mm512_cmpeq_epi8_mask(t, delimiter);
		masks[k].lf = _mm512_cmpeq_epi8_mask(t, lf);
		masks[k].quote = _mm512_cmpeq_epi8_mask(t, quote);
		masks[k].odd = _mm512_cmplt_epi8_mask(t, blank)
			| _mm512_cmpeq_epi8_mask(t, backslash) | masks[k].quote;
		masks[k].special = _mm512_cmpeq_epi8_mask(t, cr)
			| _mm512_cmpeq_epi8_mask(t, escape);
	}
}

/* The path of machines with AVX-512, which also write positions 16 at a time. */
__attribute__((target(POSITIONS_AVX512))) static void
make_avx512(struct csv_index *x, size_t n)
{
	make(x, n, masks_avx512, positions_write_avx512);
}
#endif

/* Tests ask for each path in turn, and for plain C on any machine; users
 * get the best that there is. */
void
csv_index_make(struct csv_index *x, const char *text, size_t n)
{
	x->text = text;
	switch (split_taken()) {
#ifdef __x86_64__
	case SPLIT_AVX512:
		make_avx512(x, n);
		break;
	case SPLIT_AVX2:
		make_avx2(x, n);
		break;
	case SPLIT_SSE2:
		/* The path of every 64-bit x86. */
		make(x, n, masks_sse2, positions_write);
		break;
#endif
	default:
		/* The path of plain C. */
		make(x, n, masks_scalar, positions_write);
	}
}
