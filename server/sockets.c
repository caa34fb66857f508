/* sockets.c - binds "127.0.0.1:8057", "[::1]:8057" and "unix:/run/steerd/api.sock", or inherits. */
#include "sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST_INHERITED = 3, BACKLOG = 1024 };

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un local;
};

static const char *local_path(const char *text)
{
    return strncmp(text, "unix:", 5) == 0 ? text + 5 : NULL;
}

/* Numeric hosts only: a name would have to be asked of a resolver, and may mean several addresses.
 */
static int parse_address(union address *out, socklen_t *size, const char *text)
{
    char host[64];
    const char *path = local_path(text);
    const char *colon = strrchr(text, ':');
    char *end;
    memset(out, 0, sizeof *out);
    if (path != NULL) {
        out->local.sun_family = AF_UNIX;
        *size = sizeof out->local;
        return snprintf(out->local.sun_path, sizeof out->local.sun_path, "%s", path) <
                       (int)sizeof out->local.sun_path
                   ? 0
                   : -1;
    }
    if (colon == NULL || (size_t)(colon - text) >= sizeof host)
        return -1;
    snprintf(host, sizeof host, "%.*s", (int)(colon - text), text);
    unsigned long port = strtoul(colon + 1, &end, 10);
    if (end == colon + 1 || *end != '\0' || port > 65535)
        return -1;
    if (host[0] == '[' && host[strlen(host) - 1] == ']') {
        host[strlen(host) - 1] = '\0';
        out->v6.sin6_family = AF_INET6;
        out->v6.sin6_port = htons((uint16_t)port);
        *size = sizeof out->v6;
        return inet_pton(AF_INET6, host + 1, &out->v6.sin6_addr) == 1 ? 0 : -1;
    }
    out->v4.sin_family = AF_INET;
    out->v4.sin_port = htons((uint16_t)port);
    *size = sizeof out->v4;
    return inet_pton(AF_INET, host, &out->v4.sin_addr) == 1 ? 0 : -1;
}

/* A socket file left by a dead server is in the way; one that answers belongs to a living one. */
static void remove_stale(const union address *address, socklen_t size)
{
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe >= 0 && connect(probe, &address->any, size) != 0 && errno == ECONNREFUSED)
        unlink(address->local.sun_path);
    if (probe >= 0)
        close(probe);
}

static int bind_address(int *out, const char *text, int shared, struct problem *problem)
{
    union address address;
    socklen_t size;
    int on = 1;
    if (parse_address(&address, &size, text) != 0)
        return problem_set(problem, PROBLEM_CONFIGURATION,
                           "%s: not an address (127.0.0.1:8057, [::1]:8057, unix:/path)", text);
    if (address.any.sa_family == AF_UNIX)
        remove_stale(&address, size);
    int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        (shared && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &shared, sizeof shared) != 0) ||
        bind(fd, &address.any, size) != 0 || listen(fd, BACKLOG) != 0) {
        problem_set(problem, PROBLEM_CONFIGURATION, "%s: %s", text, strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    *out = fd;
    return 0;
}

static void close_api(int *api)
{
    if (*api >= 0)
        close(*api);
    *api = -1;
}

/* Alone first: a shared socket would let us in beside another daemon of the same user. */
static int bind_api(struct sockets *out, const struct config *config, struct problem *problem)
{
    if (bind_address(&out->api[0], config->listen, 0, problem) != 0)
        return -1;
    if (local_path(config->listen) != NULL || config->workers < 2)
        return 0;
    close_api(&out->api[0]);
    for (long i = 0; i < config->workers; i++) {
        if (bind_address(&out->api[i], config->listen, 1, problem) != 0)
            return -1;
    }
    return 0;
}

static int inherit(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0 ||
        fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
        return -1;
    return fd;
}

static void inherit_all(struct sockets *out)
{
    const char *pid = getenv("LISTEN_PID");
    const char *count = getenv("LISTEN_FDS");
    const char *names = getenv("LISTEN_FDNAMES");
    if (pid == NULL || count == NULL || strtol(pid, NULL, 10) != (long)getpid())
        return;
    for (int i = 0; i < (int)strtol(count, NULL, 10); i++) {
        size_t size = names != NULL ? strcspn(names, ":") : 0;
        bool operations =
            names != NULL ? size == 10 && strncmp(names, "operations", 10) == 0 : i == 1;
        int *place = operations ? &out->operations : &out->api[0];
        if (*place < 0)
            *place = inherit(FIRST_INHERITED + i);
        if (names != NULL)
            names += names[size] == ':' ? size + 1 : size;
    }
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_FDNAMES");
}

int sockets_open(struct sockets *out, const struct config *config, struct problem *problem)
{
    *out = (struct sockets){.operations = -1};
    for (size_t i = 0; i < SOCKETS_WORKERS_MAX; i++)
        out->api[i] = -1;
    inherit_all(out);
    out->bound_api = out->api[0] < 0;
    out->bound_operations = out->operations < 0;
    if ((out->bound_api && bind_api(out, config, problem) != 0) ||
        (out->bound_operations &&
         bind_address(&out->operations, config->operations_listen, 0, problem) != 0)) {
        out->bound_api = out->bound_api && out->api[0] >= 0;
        out->bound_operations = false;
        sockets_close(out, config);
        return -1;
    }
    return 0;
}

/* Where there is one for all, it is everybody's. */
static unsigned place_of(const struct sockets *sockets, unsigned worker)
{
    return worker < SOCKETS_WORKERS_MAX && sockets->api[worker] >= 0 ? worker : 0;
}

int sockets_api(const struct sockets *sockets, unsigned worker)
{
    return sockets->api[place_of(sockets, worker)];
}

void sockets_keep_api(struct sockets *sockets, unsigned worker)
{
    unsigned own = place_of(sockets, worker);
    for (unsigned i = 0; i < SOCKETS_WORKERS_MAX; i++) {
        if (i != own)
            close_api(&sockets->api[i]);
    }
}

void sockets_leave_api(struct sockets *sockets)
{
    for (size_t i = 0; i < SOCKETS_WORKERS_MAX; i++)
        close_api(&sockets->api[i]);
}

static void remove_file(const char *text)
{
    if (local_path(text) != NULL)
        unlink(local_path(text));
}

void sockets_close(struct sockets *sockets, const struct config *config)
{
    sockets_leave_api(sockets);
    if (sockets->operations >= 0)
        close(sockets->operations);
    if (sockets->bound_api)
        remove_file(config->listen);
    if (sockets->bound_operations)
        remove_file(config->operations_listen);
    sockets->operations = -1;
    sockets->bound_api = sockets->bound_operations = false;
}
