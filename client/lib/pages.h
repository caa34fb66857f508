/* pages.h - a list that owns the request it was made with. */
#ifndef STEER_LIB_PAGES_H
#define STEER_LIB_PAGES_H

#include "steer.h"

/* steer_pages_new() that takes over `request`, also when it fails. */
int pages_new_owning(steer_pages **out, steer_client *client, steer_request *request);

#endif
