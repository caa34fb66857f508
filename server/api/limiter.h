/* limiter.h - a token bucket for each client: `per_minute` requests, all at once if need be. */
#ifndef STEER_SERVER_API_LIMITER_H
#define STEER_SERVER_API_LIMITER_H

#include <stdbool.h>
#include <stdint.h>

struct limiter;

/* How a client stands after the request just counted. */
struct allowance {
    uint64_t limit;     /* requests in a minute */
    uint64_t remaining; /* that would be let through now */
    unsigned reset_s;   /* until the bucket is full again */
    unsigned retry_s;   /* until the next request is let through; 0: now */
};

/* NULL without memory. */
struct limiter *limiter_new(uint64_t per_minute);
void limiter_free(struct limiter *limiter);
/* Takes one request of `client` at `now_us` (monotonic): false when there is none left. */
bool limiter_take(struct limiter *limiter, const char *client, uint64_t now_us,
                  struct allowance *out);

#endif
