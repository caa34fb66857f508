/* addresses.c - a small table from address to count, seeded so that nobody can aim at one bucket.
 */
#include "addresses.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

void http_addresses_init(struct http_addresses *addresses)
{
    memset(addresses, 0, sizeof *addresses);
    if (getrandom(&addresses->seed, sizeof addresses->seed, GRND_NONBLOCK) < 0)
        addresses->seed = (uint64_t)(uintptr_t)addresses;
}

static int key_of(uint8_t key[16], const struct sockaddr *from)
{
    memset(key, 0, 16);
    if (from->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const void *)from;
        key[10] = key[11] = 0xFF;
        memcpy(key + 12, &v4->sin_addr, 4);
        return 0;
    }
    if (from->sa_family != AF_INET6)
        return -1;
    const struct sockaddr_in6 *v6 = (const void *)from;
    memcpy(key, &v6->sin6_addr, IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr) ? 16 : 8);
    return 0;
}

static struct http_address **bucket_of(struct http_addresses *addresses, const uint8_t key[16])
{
    uint64_t halves[2];
    memcpy(halves, key, sizeof halves);
    uint64_t mixed = (halves[0] ^ addresses->seed) * UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ (mixed >> 29) ^ halves[1]) * UINT64_C(0xBF58476D1CE4E5B9);
    return &addresses->buckets[(mixed >> 32) % HTTP_ADDRESS_BUCKETS];
}

struct http_address *http_address_enter(struct http_addresses *addresses,
                                        const struct sockaddr *from)
{
    uint8_t key[16];
    if (key_of(key, from) != 0)
        return NULL;
    struct http_address **bucket = bucket_of(addresses, key);
    struct http_address *address = *bucket;
    while (address != NULL && memcmp(address->key, key, sizeof key) != 0)
        address = address->next;
    if (address == NULL) {
        address = calloc(1, sizeof *address);
        if (address == NULL)
            return NULL;
        memcpy(address->key, key, sizeof key);
        address->next = *bucket;
        *bucket = address;
    }
    address->open++;
    return address;
}

void http_address_leave(struct http_addresses *addresses, struct http_address *address)
{
    if (address == NULL || --address->open > 0)
        return;
    struct http_address **place = bucket_of(addresses, address->key);
    while (*place != address)
        place = &(*place)->next;
    *place = address->next;
    free(address);
}

void http_address_text(char out[HTTP_PEER_SIZE], const struct sockaddr *from)
{
    const struct sockaddr_in *v4 = (const void *)from;
    const struct sockaddr_in6 *v6 = (const void *)from;
    out[0] = '\0';
    if (from->sa_family == AF_INET)
        inet_ntop(AF_INET, &v4->sin_addr, out, HTTP_PEER_SIZE);
    else if (from->sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
        inet_ntop(AF_INET, &v6->sin6_addr.s6_addr[12], out, HTTP_PEER_SIZE);
    else if (from->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &v6->sin6_addr, out, HTTP_PEER_SIZE);
    if (out[0] == '\0')
        snprintf(out, HTTP_PEER_SIZE, "unix");
}
