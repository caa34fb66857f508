/* sockets.h - the listening sockets: bound here, or inherited from systemd (sd_listen_fds(3)). */
#ifndef STEER_SERVER_SOCKETS_H
#define STEER_SERVER_SOCKETS_H

#include "config.h"
#include "problem.h"

#include <stdbool.h>

enum { SOCKETS_WORKERS_MAX = 64 };

struct sockets {
    /* One for each worker where the kernel can divide new connections among them (SO_REUSEPORT):
     * of one socket, whoever is awake takes all. Else the first alone, for all. -1: closed. */
    int api[SOCKETS_WORKERS_MAX];
    int operations;
    bool bound_api; /* by us, not by systemd: the file of a Unix socket is ours to remove */
    bool bound_operations;
};

/* Inherits the descriptors named "api" and "operations" (unnamed: in that order) when LISTEN_PID is
 * ours, and binds what was not inherited. Non-blocking, close-on-exec. -1 with
 * PROBLEM_CONFIGURATION. */
int sockets_open(struct sockets *out, const struct config *config, struct problem *problem)
    __attribute__((warn_unused_result));
/* The descriptor this worker accepts from; -1: closed. */
int sockets_api(const struct sockets *sockets, unsigned worker);
/* Closes what other workers accept from. */
void sockets_keep_api(struct sockets *sockets, unsigned worker);
/* This process takes no more connections on the API's sockets. When the last one has said so, new
 * ones are refused; those of a socket systemd holds wait for the next daemon. */
void sockets_leave_api(struct sockets *sockets);
void sockets_close(struct sockets *sockets, const struct config *config);

#endif
