/* sockets.h - the listening sockets: bound here, or inherited from systemd (sd_listen_fds(3)). */
#ifndef STEER_SERVER_SOCKETS_H
#define STEER_SERVER_SOCKETS_H

#include "config.h"
#include "problem.h"

struct sockets {
    int api;
    int operations;
};

/* Inherits the descriptors named "api" and "operations" (unnamed: in that order) when LISTEN_PID is
 * ours, and binds what was not inherited. Non-blocking, close-on-exec. -1 with
 * PROBLEM_CONFIGURATION. */
int sockets_open(struct sockets *out, const struct config *config, struct problem *problem)
    __attribute__((warn_unused_result));
void sockets_close(struct sockets *sockets, const struct config *config);

#endif
