/* slots.c - blocks of exchanges that are never moved, a list of free ones, a table by http_ref. */
#include "api/slots.h"

#include "api/core.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct exchange_list *waiting_for(struct api *api, http_ref ref)
{
    uint64_t mixed = ref * UINT64_C(0x9E3779B97F4A7C15);
    return &api->waiting[mixed >> 32 & (WAITING_BUCKETS - 1)];
}

static int add_block(struct api *api)
{
    struct exchange *block;
    if (api->block_count == EXCHANGE_BLOCKS_MAX)
        return -1;
    block = calloc(EXCHANGE_BLOCK, sizeof *block);
    if (block == NULL)
        return -1;
    for (unsigned i = EXCHANGE_BLOCK; i-- > 0;) {
        block[i].api = api;
        block[i].slot = (uint32_t)(api->block_count * EXCHANGE_BLOCK + i);
        LIST_INSERT_HEAD(&api->free, &block[i], link);
    }
    api->blocks[api->block_count++] = block;
    return 0;
}

struct exchange *slots_take(struct api *api, http_ref ref)
{
    if (LIST_EMPTY(&api->free) && add_block(api) != 0)
        return NULL;
    struct exchange *exchange = LIST_FIRST(&api->free);
    LIST_REMOVE(exchange, link);
    /* Everything before the arena's bytes; those are not worth clearing. */
    uint32_t slot = exchange->slot;
    uint32_t generation = exchange->generation + 1;
    memset(exchange, 0, offsetof(struct exchange, arena) + offsetof(struct arena, first));
    exchange->api = api;
    exchange->slot = slot;
    exchange->generation = generation;
    exchange->ref = ref;
    LIST_INSERT_HEAD(waiting_for(api, ref), exchange, link);
    api->live++;
    api->stats.started++;
    return exchange;
}

void slots_forget_peer(struct api *api, struct exchange *exchange)
{
    (void)api;
    LIST_REMOVE(exchange, link);
    exchange->ref = 0;
    exchange->request = NULL;
}

void slots_give_back(struct api *api, struct exchange *exchange)
{
    LIST_INSERT_HEAD(&api->free, exchange, link);
    api->live--;
    api->stats.finished++;
}

struct exchange *slots_by_ref(struct api *api, http_ref ref)
{
    struct exchange *exchange = LIST_FIRST(waiting_for(api, ref));
    while (exchange != NULL && exchange->ref != ref)
        exchange = LIST_NEXT(exchange, link);
    return exchange;
}

struct exchange *slots_by_ticket(struct api *api, uint64_t ticket)
{
    uint32_t slot = (uint32_t)(ticket >> 32);
    struct exchange *exchange = &api->blocks[slot / EXCHANGE_BLOCK][slot % EXCHANGE_BLOCK];
    /* The database answers each call once, and a call keeps its exchange. */
    assert(exchange->generation == (uint32_t)ticket && exchange->calling);
    return exchange;
}

void slots_free(struct api *api)
{
    for (size_t i = 0; i < api->block_count; i++)
        free(api->blocks[i]);
    api->block_count = 0;
}
