/* hosts.c - compares Host with the configured names, without case. */
#include "api/hosts.h"

#include <string.h>
#include <strings.h>

/* The host without its port: "[::1]:8057" -> "[::1]". */
static size_t name_size(struct http_text host)
{
    const char *bracket = memchr(host.data, ']', host.size);
    size_t from = bracket != NULL ? (size_t)(bracket - host.data) : 0;
    const char *colon = memchr(host.data + from, ':', host.size - from);
    return colon != NULL ? (size_t)(colon - host.data) : host.size;
}

bool host_is_served(const char *hosts, struct http_text host)
{
    if (*hosts == '\0')
        return true;
    size_t size = host.size > 0 ? name_size(host) : 0;
    while (*hosts != '\0') {
        hosts += strspn(hosts, ", ");
        size_t length = strcspn(hosts, ", ");
        if (length > 0 && length == size && strncasecmp(hosts, host.data, size) == 0)
            return true;
        hosts += length;
    }
    return false;
}
