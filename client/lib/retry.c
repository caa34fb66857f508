/* retry.c - what may be repeated, and when. */
#include "retry.h"

#include <string.h>
#include <sys/random.h>

enum { LONGEST_WAIT_SECONDS = 30, FIRST_WAIT_MS = 200, LAST_DOUBLING = 6 };

/* Methods that can be repeated without a key (RFC 9110 section 9.2.2). */
static bool is_repeatable(const struct failure *failure)
{
    static const char *const idempotent[] = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"};
    for (size_t i = 0; i < sizeof idempotent / sizeof *idempotent; i++) {
        if (strcmp(failure->method, idempotent[i]) == 0)
            return true;
    }
    return failure->keyed;
}

/* Answers that say: nothing was done. "outcome-unknown" is a 503 that does not. */
static bool nothing_was_done(const struct failure *failure)
{
    if (failure->outcome != TRANSPORT_ANSWERED)
        return failure->outcome == TRANSPORT_NOT_SENT;
    return failure->status == 408 || failure->status == 429 ||
           (failure->status == 503 && strcmp(failure->code, "outcome-unknown") != 0);
}

static bool is_passing(const struct failure *failure)
{
    if (failure->outcome != TRANSPORT_ANSWERED)
        return failure->outcome == TRANSPORT_NOT_SENT || failure->outcome == TRANSPORT_LOST ||
               failure->outcome == TRANSPORT_TIMED_OUT;
    switch (failure->status) {
    case 408:
    case 429:
    case 502:
    case 503:
    case 504:
        return true;
    case 409: /* our own first attempt may still be at work */
        return failure->keyed && strcmp(failure->code, "key-in-flight") == 0;
    default:
        return false;
    }
}

/* Up to a quarter more, so that clients that failed together do not come back together. */
static long with_jitter(long milliseconds)
{
    unsigned short random = 0;
    if (getrandom(&random, sizeof random, GRND_NONBLOCK) != (ssize_t)sizeof random)
        random = 0;
    return milliseconds + milliseconds / 4 * random / 0xffff;
}

long retry_delay(const struct failure *failure)
{
    if (!is_passing(failure))
        return -1;
    if (!is_repeatable(failure) && !nothing_was_done(failure))
        return -1;
    if (failure->retry_after > LONGEST_WAIT_SECONDS)
        return -1;
    if (failure->retry_after > 0)
        return with_jitter(failure->retry_after * 1000);
    int doublings = failure->attempt < LAST_DOUBLING ? failure->attempt : LAST_DOUBLING;
    return with_jitter((long)FIRST_WAIT_MS << doublings);
}
