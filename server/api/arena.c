/* arena.c - a first piece inside the owner, further ones of their own. */
#include "api/arena.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16 };

struct arena_block {
    struct arena_block *next;
    _Alignas(16) char bytes[];
};

void *arena_take(struct arena *arena, size_t size)
{
    size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (rounded <= sizeof arena->first - arena->used) {
        void *piece = arena->first + arena->used;
        arena->used += rounded;
        return piece;
    }
    struct arena_block *block = malloc(sizeof *block + rounded);
    if (block == NULL)
        return NULL;
    block->next = arena->blocks;
    arena->blocks = block;
    return block->bytes;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t size)
{
    char *copy = arena_take(arena, size + 1);
    if (copy == NULL)
        return NULL;
    if (size > 0)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    return copy;
}

void arena_reset(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
    arena->used = 0;
}
