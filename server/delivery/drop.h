/* drop.h - the file drop: a directory where another system fetches messages. */
#ifndef STEER_SERVER_DELIVERY_DROP_H
#define STEER_SERVER_DELIVERY_DROP_H

#include "problem.h"

#include <stddef.h>

/* Writes directory/id.eml, whole or not at all: whoever lists *.eml never meets half a message. The
 * same id again is the same file. It blocks for as long as the disk does. */
int drop_write(const char *directory, const char *id, const char *bytes, size_t size,
               struct problem *problem) __attribute__((warn_unused_result));

#endif
