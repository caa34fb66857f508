/* chunks.h - a file of entries goes out in calls of at most 500, and what they bring back becomes
 * one answer again. */
#ifndef STEERCTL_CHUNKS_H
#define STEERCTL_CHUNKS_H

#include "items.h"
#include "talk.h"

#include <cjson/cJSON.h>

enum { CHUNK_ITEMS = 500 };

/* Entries that fit in one call. */
struct chunk {
    struct places places; /* first: tell_problem() gets its address */
    const struct items *items;
    size_t first;
    size_t count;
};

/* The chunk that begins at `first`; false: there is none. */
bool chunk_at(struct chunk *out, const struct items *items, size_t first);
/* {"items":[…]}, each entry as it stands in the file; the caller frees it. */
char *chunk_body(const struct chunk *chunk);

/* What the calls brought back. */
struct merged {
    char *only; /* the one answer, as it came */
    size_t answers;
    cJSON *items;   /* of all, "index" counted through */
    cJSON *summary; /* added up */
};

/* Takes an answer {"items":[…],"summary":{…}} of the chunk: 0, or the exit code, told. */
int merged_add(struct merged *merged, const struct run *run, const char *json, size_t first);
/* One answer: as it came; several: one object in the same form. The caller frees it. */
char *merged_text(const struct merged *merged);
/* A member of the summary; 0 when it has none. */
size_t merged_sum(const struct merged *merged, const char *name);
void merged_free(struct merged *merged);

#endif
