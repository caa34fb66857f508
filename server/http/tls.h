/* tls.h - the server's TLS context: TLS 1.2 and 1.3, from two PEM files. */
#ifndef STEER_SERVER_HTTP_TLS_H
#define STEER_SERVER_HTTP_TLS_H

#include "problem.h"

struct ssl_ctx_st;

/* `certificate` holds the chain, leaf first; `key` the private key of the leaf: RSA of 2048 bits
 * and more, EC on P-256, P-384 or P-521, or Ed25519, not encrypted, readable by its owner and at
 * most its group. 0, or -1 with PROBLEM_CONFIGURATION whose note names the file and the fault. The
 * caller frees *out with SSL_CTX_free(); connections that use it hold it themselves. The process
 * must ignore SIGPIPE. */
int tls_context_new(struct ssl_ctx_st **out, const char *certificate, const char *key,
                    struct problem *problem) __attribute__((warn_unused_result));

#endif
