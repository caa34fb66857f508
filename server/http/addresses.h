/* addresses.h - how many connections each peer address has open. */
#ifndef STEER_SERVER_HTTP_ADDRESSES_H
#define STEER_SERVER_HTTP_ADDRESSES_H

#include <stdint.h>
#include <sys/socket.h>

enum { HTTP_PEER_SIZE = 46, HTTP_ADDRESS_BUCKETS = 1024 };

/* One address with connections: an IPv4 address, or the /64 an IPv6 address is of, since whoever
 * has one address there has them all. */
struct http_address {
    struct http_address *next;
    uint8_t key[16];
    unsigned open;
};

struct http_addresses {
    struct http_address *buckets[HTTP_ADDRESS_BUCKETS];
    uint64_t seed;
};

void http_addresses_init(struct http_addresses *addresses);
/* Counts one more; NULL for a Unix socket, whose peers have no address, and without memory. */
struct http_address *http_address_enter(struct http_addresses *addresses,
                                        const struct sockaddr *from);
/* Counts one less; forgets an address without connections. NULL is legal. */
void http_address_leave(struct http_addresses *addresses, struct http_address *address);
/* "127.0.0.1", "2001:db8::1" or "unix". */
void http_address_text(char out[HTTP_PEER_SIZE], const struct sockaddr *from);

#endif
