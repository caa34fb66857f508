/* arena.h - memory of one request: taken in pieces, given back all at once. */
#ifndef STEER_SERVER_API_ARENA_H
#define STEER_SERVER_API_ARENA_H

#include <stddef.h>

enum { ARENA_FIRST = 1024 };

struct arena_block;

struct arena {
    struct arena_block *blocks; /* beyond the first piece, which most requests never need */
    size_t used;                /* of `first` */
    _Alignas(16) char first[ARENA_FIRST];
};

/* NULL when memory is short. */
void *arena_take(struct arena *arena, size_t size);
/* A NUL-terminated copy. */
char *arena_copy(struct arena *arena, const char *bytes, size_t size);
/* Gives everything back; the arena can be used again. */
void arena_reset(struct arena *arena);

#endif
