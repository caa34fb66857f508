/* message.h - a message as mail has it (RFC 5322, RFC 2045, RFC 2047). */
#ifndef STEER_SERVER_DELIVERY_MESSAGE_H
#define STEER_SERVER_DELIVERY_MESSAGE_H

#include "problem.h"

#include <stddef.h>

/* Texts are UTF-8; whatever they hold, no line of theirs becomes a header. */
struct message {
    const char *id;      /* a UUID: names the file, and with the sender's domain the Message-ID */
    const char *to;      /* a plain address, ASCII; "": none is known */
    const char *to_name; /* who that is */
    const char *date;    /* RFC 5322 §3.3; the same in every attempt, like all the rest */
    const char *subject;
    const char *body; /* lines end in \n */
};

/* The same message gives the same bytes. *out is the caller's; -1 with PROBLEM_INVALID_INPUT when
 * an address, the id or the date could not stand in a header. */
int message_compose(char **out, size_t *size, const struct message *message, const char *from,
                    struct problem *problem) __attribute__((warn_unused_result));

#endif
