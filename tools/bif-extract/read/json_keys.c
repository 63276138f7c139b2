/* SPDX-License-Identifier: MIT
 *
 * A key that stands twice in one object: jq keeps the last value in silence,
 * and nobody can say which was meant. So the text is looked through on its way
 * to jq. In place of each value after the first a text is put that tells of
 * it; jq keeps that one, the filter takes it where it takes the value, and the
 * cell it comes to holds no value.
 *
 * Text that is no JSON goes by as it is: jq says better what is wrong in it.
 */
#include "base/intern.h"
#include "base/mem.h"
#include "book/defs.h"
#include "input.h"

#define READ_ROOM ((size_t)1 << 16)
#define DEEPEST 10000 /* jq takes none that is deeper */
/* What is looked up, so that memory has a bound: longer keys go by, and of an
 * object with more keys the later ones are compared with these. */
#define KEY_MOST ((size_t)1 << 16)
#define KEYS_MOST ((size_t)1 << 21)

/* A key of an object: 0 is no object's number, so a zeroed slot is free, and
 * so is one of an object that has been closed. */
struct slot {
	uint64_t object, hash;
};

/* What is open at a depth: a list, or an object with its keys. The table
 * serves one object after the other. */
struct level {
	uint64_t object; /* 0: a list */
	struct slot *slots;
	size_t cap; /* a power of two, or 0 */
	size_t keys;
};

/* JSON as it goes by, sign for sign. Objects are numbered, so that a level
 * whose object has ended need not be emptied before the next begins: what
 * another object has left in it does not count. */
struct json_keys {
	struct source *inner;
	bool lines; /* each line is a text of its own */
	uint64_t objects;
	uint64_t *twice;
	struct level *levels; /* [0] is the text itself, a list */
	size_t levels_cap, depth;
	bool quoted, escaped; /* inside a text; behind its backslash */
	bool wants_key;       /* the next text is a key */
	bool is_key;          /* this text is one */
	bool is_twice;        /* the last key was there before */
	size_t dropping;      /* depth at which a value is left out; or 0 */
	struct buf key;       /* as it is written, with its quotes */
	struct buf out;       /* not yet given */
	size_t given;
	char room[READ_ROOM];
};

/* Where a key is, or the free slot where it belongs. */
static struct slot *
slot_of(const struct level *l, uint64_t hash)
{
	size_t i = hash & (l->cap - 1);

	while (l->slots[i].object == l->object && l->slots[i].hash != hash)
		i = (i + 1) & (l->cap - 1);
	return &l->slots[i];
}

/* Adds the key that has ended to its object; true when it was there. A key is
 * compared as it reads, whatever of it is escaped. */
static bool
add_key(struct json_keys *k)
{
	struct level *l = &k->levels[k->depth];
	struct span text = buf_span(&k->key);
	struct arena *arena = NULL;
	const struct def *d;
	struct slot *slot;
	uint64_t hash;
	bool there;

	/* Escapes are undone by whoever reads all JSON here; a key without any
	 * is its bytes. */
	if (memchr(text.at, '\\', text.len)) {
		arena = arena_new();
		d = def_parse(arena, "", text, false);
		text = d ? d->text : text;
	} else {
		text = (struct span){ text.at + 1, text.len - 2 };
	}
	hash = intern_hash(text);
	arena_free(arena);
	/* Half of the places stay free, so that a look ends soon. Only keys of
	 * the object that is open move into the wider table. */
	if (2 * l->keys >= l->cap) {
		struct level wider = { .cap = l->cap ? 2 * l->cap : 16 };

		wider.object = l->object;
		wider.slots = mem_new(wider.cap, sizeof(*wider.slots));
		for (size_t i = 0; i < l->cap; i++)
			if (l->slots[i].object == l->object)
				*slot_of(&wider,
					l->slots[i].hash) = l->slots[i];
		mem_free(l->slots);
		l->slots = wider.slots;
		l->cap = wider.cap;
	}
	/* Two keys of one hash are taken for the same: of 64 bits, with a seed
	 * that nobody knows, that is not met. */
	slot = slot_of(l, hash);
	there = slot->object == l->object;
	if (!there && l->keys < KEYS_MOST) {
		*slot = (struct slot){ l->object, hash };
		l->keys++;
	}
	return there;
}

/* A value in the place of which something else stands ends with its member. */
static void
end_value(struct json_keys *k)
{
	if (k->dropping == k->depth)
		k->dropping = 0;
}

/* A sign outside of texts. Behind a key that was there stands what is put in
 * place of its value. */
static inline void
take_sign(struct json_keys *k, char c)
{
	switch (c) {
	case '"':
		k->quoted = true;
		k->is_key = k->wants_key;
		buf_clear(&k->key);
		buf_byte(&k->key, c);
		break;
	case '{':
	case '[':
		if (k->depth < DEEPEST)
			k->depth++;
		MEM_GROW_CLEAR(k->levels, k->levels_cap, k->depth + 1);
		/* An object has a number of its own; a list has none. */
		k->wants_key = c == '{';
		k->levels[k->depth].object = k->wants_key ? ++k->objects : 0;
		k->levels[k->depth].keys = 0;
		break;
	case '}':
	case ']':
		end_value(k);
		k->depth -= k->depth > 0;
		k->wants_key = false;
		break;
	case ',':
		end_value(k);
		k->wants_key = k->levels[k->depth].object != 0;
		break;
	case ':':
		if (k->is_twice && !k->dropping) {
			k->dropping = k->depth;
			buf_text(&k->out, ":\"" JSON_KEYS_TWICE);
			buf_add(&k->out,
				(struct span){ k->key.at + 1, k->key.len - 2 });
			buf_byte(&k->out, '"');
			++*k->twice;
		}
		k->wants_key = k->is_twice = false;
		break;
	default:
		break;
	}
}

/* A sign inside a text; a key that ends with it is looked up. */
static inline void
take_letter(struct json_keys *k, char c)
{
	if (!k->is_key && c != '"' && c != '\\' && !k->escaped)
		return;
	if (k->escaped)
		k->escaped = false;
	else if (c == '\\')
		k->escaped = true;
	else if (c == '"')
		k->quoted = false;
	if (!k->is_key)
		return;
	buf_byte(&k->key, c);
	if (!k->quoted)
		k->is_twice = !k->dropping && add_key(k);
	else
		k->is_key = k->key.len < KEY_MOST;
}

/* A source_maker: the text, looked through as far as it is read; what is not
 * left out goes on, in stretches. */
static ssize_t
read_keys(void *from, void *room, size_t n)
{
	struct json_keys *k = from;
	size_t left;

	while (k->given == k->out.len) {
		ssize_t got = source_read(k->inner, k->room, sizeof(k->room));
		/* What is before has gone on, or is left out. */
		size_t begin = 0;

		if (got <= 0)
			return got;
		buf_clear(&k->out);
		k->given = 0;
		for (size_t i = 0; i < (size_t)got; i++) {
			char c = k->room[i];
			size_t before = k->dropping;

			/* A line of its own begins anew, so that one that is
			 * torn spoils no other. */
			if (c == '\n' && k->lines) {
				k->depth = k->dropping = 0;
				k->quoted = k->escaped = k->wants_key = false;
			} else if (k->quoted) {
				take_letter(k, c);
			} else {
				if (c == ':' && k->is_twice && !before)
					buf_add(&k->out,
						(struct span){ k->room + begin,
							i - begin });
				take_sign(k, c);
			}
			if (before && !k->dropping)
				begin = i;
		}
		if (!k->dropping)
			buf_add(&k->out,
				(struct span){ k->room + begin,
					(size_t)got - begin });
	}
	left = k->out.len - k->given;
	n = n < left ? n : left;
	memcpy(room, k->out.at + k->given, n);
	k->given += n;
	return (ssize_t)n;
}

/* Frees the tables; the source below is closed by its owner. */
static bool
close_keys(void *from)
{
	struct json_keys *k = from;

	for (size_t i = 0; i < k->levels_cap; i++)
		mem_free(k->levels[i].slots);
	mem_free(k->levels);
	buf_free(&k->key);
	buf_free(&k->out);
	mem_free(k);
	return true;
}

/* There is one level from the beginning, for what stands outside of all
 * objects, so that no sign has to ask whether there is any. */
struct source *
json_keys(struct source *json, bool lines, uint64_t *twice)
{
	static const struct source_maker maker = { read_keys, close_keys };
	struct json_keys *k = mem_new(1, sizeof(*k));

	k->inner = json;
	k->lines = lines;
	k->twice = twice;
	k->levels = mem_new(1, sizeof(*k->levels));
	k->levels_cap = 1;
	return source_made(&maker, k, json);
}
