/* hosts.h - which names this server goes by (RFC 9110 §7.4: another's request is 421). */
#ifndef STEER_SERVER_API_HOSTS_H
#define STEER_SERVER_API_HOSTS_H

#include "http/http.h"

#include <stdbool.h>

/* `hosts`: names separated by commas, "" serves any. The port of `host` does not matter. */
bool host_is_served(const char *hosts, struct http_text host);

#endif
