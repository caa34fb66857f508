/* limiter.c - buckets in a table of fixed size: a client whose place is wanted by another loses the
 * fullest bucket of eight, which is the one that was nearest to being forgotten anyway. */
#include "api/limiter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 2048, PROBES = 8, CLIENT_SIZE = 65, MINUTE_US = 60000000 };

struct bucket {
    char client[CLIENT_SIZE]; /* "": unused */
    uint64_t full_us;         /* when it will be full again */
};

struct limiter {
    uint64_t per_minute;
    uint64_t cost_us; /* time in which one request comes back */
    struct bucket buckets[PLACES];
};

struct limiter *limiter_new(uint64_t per_minute)
{
    struct limiter *limiter = calloc(1, sizeof *limiter);
    if (limiter == NULL)
        return NULL;
    limiter->per_minute = per_minute;
    limiter->cost_us = per_minute < MINUTE_US ? MINUTE_US / per_minute : 1;
    return limiter;
}

void limiter_free(struct limiter *limiter)
{
    free(limiter);
}

static uint32_t hash(const char *text)
{
    uint32_t value = 2166136261u; /* FNV-1a */
    for (; *text != '\0'; text++)
        value = (value ^ (unsigned char)*text) * 16777619u;
    return value;
}

static struct bucket *bucket_of(struct limiter *limiter, const char *client)
{
    uint32_t start = hash(client);
    struct bucket *fullest = NULL;
    for (uint32_t i = 0; i < PROBES; i++) {
        struct bucket *bucket = &limiter->buckets[(start + i) % PLACES];
        if (strcmp(bucket->client, client) == 0)
            return bucket;
        if (fullest == NULL || bucket->full_us < fullest->full_us)
            fullest = bucket;
    }
    snprintf(fullest->client, sizeof fullest->client, "%s", client);
    fullest->full_us = 0;
    return fullest;
}

static unsigned seconds_up(uint64_t us)
{
    return (unsigned)((us + 999999) / 1000000);
}

bool limiter_take(struct limiter *limiter, const char *client, uint64_t now_us,
                  struct allowance *out)
{
    struct bucket *bucket = bucket_of(limiter, client);
    uint64_t room = limiter->cost_us * limiter->per_minute;
    uint64_t full_us = bucket->full_us > now_us ? bucket->full_us : now_us;
    bool taken = full_us - now_us + limiter->cost_us <= room;
    if (taken)
        bucket->full_us = full_us += limiter->cost_us;
    uint64_t used_us = full_us - now_us;
    out->limit = limiter->per_minute;
    out->remaining = used_us < room ? (room - used_us) / limiter->cost_us : 0;
    out->reset_s = seconds_up(used_us);
    out->retry_s = taken ? 0 : seconds_up(used_us + limiter->cost_us - room);
    return taken;
}
