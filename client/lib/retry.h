/* retry.h - whether, and after how long, a call that failed is repeated. */
#ifndef STEER_LIB_RETRY_H
#define STEER_LIB_RETRY_H

#include "transport.h"

struct failure {
    const char *method;
    bool keyed; /* carries an Idempotency-Key */
    enum transport_outcome outcome;
    int status;       /* of TRANSPORT_ANSWERED */
    const char *code; /* of its problem */
    long retry_after; /* seconds; 0: not said */
    int attempt;      /* 0 for the first */
};

/* Milliseconds to wait before the next attempt; -1: not to be repeated. */
long retry_delay(const struct failure *failure);

#endif
