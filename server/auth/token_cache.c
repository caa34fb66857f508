/* token_cache.c - what was verified need not be verified again until it expires: every step takes
 * the same time however many tokens are held. */
#include "auth/token.h"

#include <openssl/evp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { DIGEST_BYTES = 32 };
#define NONE UINT32_MAX

/* Entries lie in one array and name each other by place. */
struct entry {
    unsigned char digest[DIGEST_BYTES];
    struct principal principal;
    int64_t until;
    uint32_t chain; /* the next of the same bucket, or of the free ones */
    uint32_t newer;
    uint32_t older;
};

struct token_cache {
    EVP_MD *algorithm;
    EVP_MD_CTX *context;
    struct entry *entries;
    uint32_t *buckets;
    uint32_t bucket_mask;
    uint32_t free;
    uint32_t newest;
    uint32_t oldest;
    uint32_t size;
};

static uint32_t *bucket_of(struct token_cache *cache, const unsigned char *digest)
{
    uint32_t bits;
    /* SHA-256 spreads evenly, and nobody chooses a digest that also verifies. */
    memcpy(&bits, digest, sizeof bits);
    return &cache->buckets[bits & cache->bucket_mask];
}

static void unlink_use(struct token_cache *cache, uint32_t place)
{
    struct entry *entry = &cache->entries[place];
    if (entry->newer != NONE)
        cache->entries[entry->newer].older = entry->older;
    else
        cache->newest = entry->older;
    if (entry->older != NONE)
        cache->entries[entry->older].newer = entry->newer;
    else
        cache->oldest = entry->newer;
}

static void link_newest(struct token_cache *cache, uint32_t place)
{
    struct entry *entry = &cache->entries[place];
    entry->newer = NONE;
    entry->older = cache->newest;
    if (cache->newest != NONE)
        cache->entries[cache->newest].newer = place;
    else
        cache->oldest = place;
    cache->newest = place;
}

static uint32_t find(struct token_cache *cache, const unsigned char *digest)
{
    uint32_t place = *bucket_of(cache, digest);
    while (place != NONE && memcmp(cache->entries[place].digest, digest, DIGEST_BYTES) != 0)
        place = cache->entries[place].chain;
    return place;
}

static void drop(struct token_cache *cache, uint32_t place)
{
    uint32_t *link = bucket_of(cache, cache->entries[place].digest);
    while (*link != place)
        link = &cache->entries[*link].chain;
    *link = cache->entries[place].chain;
    unlink_use(cache, place);
    cache->entries[place].chain = cache->free;
    cache->free = place;
}

static void keep(struct token_cache *cache, const unsigned char *digest,
                 const struct principal *principal, int64_t until)
{
    if (cache->free == NONE)
        drop(cache, cache->oldest);
    uint32_t place = cache->free, *bucket = bucket_of(cache, digest);
    struct entry *entry = &cache->entries[place];
    cache->free = entry->chain;
    memcpy(entry->digest, digest, DIGEST_BYTES);
    entry->principal = *principal;
    entry->until = until;
    entry->chain = *bucket;
    *bucket = place;
    link_newest(cache, place);
}

/* Twice as many buckets as entries, a power of two. */
static uint32_t bucket_count(size_t entries)
{
    uint32_t count = 16;
    while (count < entries * 2)
        count *= 2;
    return count;
}

int token_cache_new(struct token_cache **out, size_t entries, struct problem *problem)
{
    if (entries == 0 || entries > 1U << 24)
        return problem_set(problem, PROBLEM_CONFIGURATION, "a token cache of %zu entries", entries);
    struct token_cache *cache = calloc(1, sizeof *cache);
    if (cache == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    uint32_t buckets = bucket_count(entries);
    cache->size = (uint32_t)entries;
    cache->bucket_mask = buckets - 1;
    cache->entries = calloc(entries, sizeof *cache->entries);
    cache->buckets = calloc(buckets, sizeof *cache->buckets);
    /* Fetched once: looking the algorithm up costs more than hashing a token. */
    cache->algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);
    cache->context = EVP_MD_CTX_new();
    if (cache->entries == NULL || cache->buckets == NULL || cache->algorithm == NULL ||
        cache->context == NULL) {
        token_cache_free(cache);
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    }
    token_cache_clear(cache);
    *out = cache;
    return 0;
}

void token_cache_free(struct token_cache *cache)
{
    if (cache == NULL)
        return;
    EVP_MD_CTX_free(cache->context);
    EVP_MD_free(cache->algorithm);
    free(cache->buckets);
    free(cache->entries);
    free(cache);
}

void token_cache_clear(struct token_cache *cache)
{
    for (uint32_t i = 0; i <= cache->bucket_mask; i++)
        cache->buckets[i] = NONE;
    for (uint32_t i = 0; i < cache->size; i++)
        cache->entries[i].chain = i + 1 < cache->size ? i + 1 : NONE;
    cache->free = 0;
    cache->newest = cache->oldest = NONE;
}

static bool digest_of(unsigned char *out, struct token_cache *cache, const char *token, size_t size)
{
    return EVP_DigestInit_ex2(cache->context, cache->algorithm, NULL) == 1 &&
           EVP_DigestUpdate(cache->context, token, size) == 1 &&
           EVP_DigestFinal_ex(cache->context, out, NULL) == 1;
}

int token_cache_verify(struct principal *out, struct token_cache *cache, const char *token,
                       size_t size, int64_t now, const struct keyring *keyring,
                       const struct token_rules *rules, struct problem *problem)
{
    unsigned char digest[DIGEST_BYTES];
    if (!digest_of(digest, cache, token, size))
        return token_verify(out, token, size, now, keyring, rules, problem);
    uint32_t place = find(cache, digest);
    if (place != NONE && now < cache->entries[place].until) {
        *out = cache->entries[place].principal;
        unlink_use(cache, place);
        link_newest(cache, place);
        return 0;
    }
    if (place != NONE)
        drop(cache, place);
    if (token_verify(out, token, size, now, keyring, rules, problem) != 0)
        return -1;
    keep(cache, digest, out, out->expires_at + rules->leeway_s);
    return 0;
}
