/* supervisor.h - keeps the workers and the clerk alive, passes signals on, ends when they have. */
#ifndef STEER_SERVER_SUPERVISOR_H
#define STEER_SERVER_SUPERVISOR_H

#include "config.h"
#include "problem.h"
#include "sockets.h"

struct board;

/* Forks config->workers workers and one clerk and stays until SIGTERM or SIGINT has been carried
 * out. SIGHUP is passed on. 0 when every process ended by itself within drain-seconds. */
int supervisor_run(const struct config *config, struct sockets *sockets, struct board *board,
                   struct problem *problem) __attribute__((warn_unused_result));

#endif
