/* smtp.h - gives mail to the house's mail server (RFC 5321), by libcurl on the event loop: nothing
 * here blocks. */
#ifndef STEER_SERVER_DELIVERY_SMTP_H
#define STEER_SERVER_DELIVERY_SMTP_H

#include "problem.h"

#include <stdbool.h>
#include <stddef.h>

struct event_base;
struct smtp;

/* Texts are borrowed; "" is what is not wanted. */
struct smtp_config {
    const char *url;  /* smtp://host:port: STARTTLS; smtps://host:port: TLS from the first byte */
    const char *from; /* whom the server shall think it is from, and tell when it fails */
    const char *user;
    const char *password;
    const char *ca; /* PEM file of who may have signed its certificate; "": the system's */
    bool tls;       /* without TLS nothing is said */
};

enum smtp_outcome {
    SMTP_TAKEN,      /* the server has it */
    SMTP_REFUSED,    /* the server answered, and did not take this message */
    SMTP_UNREACHABLE /* no server, no TLS, no login: another message would fare no better */
};

/* `why` is one line of ASCII, "" when it was taken; valid during the call only. */
typedef void smtp_done_cb(void *context, enum smtp_outcome outcome, const char *why);

int smtp_new(struct smtp **out, struct event_base *base, const struct smtp_config *config,
             struct problem *problem) __attribute__((warn_unused_result));

/* One at a time. The bytes are borrowed until `done` was called, which never happens from inside
 * here. */
int smtp_send(struct smtp *smtp, const char *to, const char *bytes, size_t size)
    __attribute__((warn_unused_result));

/* Who is told; once, before the first message. */
void smtp_tell(struct smtp *smtp, smtp_done_cb *done, void *context);

/* A message under way is dropped, and nobody told. NULL is legal. */
void smtp_free(struct smtp *smtp);

#endif
