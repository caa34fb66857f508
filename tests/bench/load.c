/* load.c - the benchmark's clients: N kept connections to a port of this machine, one request each
 * in flight, for a bounded time; prints one JSON line with rate and percentiles.
 *
 * load PORT CONNECTIONS WARMUP_SECONDS SECONDS REQUEST_FILE [LINE_FILE LINES]
 *
 * REQUEST_FILE holds a request as it goes over the wire, without Content-Length. In it, and in
 * LINE_FILE, which is repeated LINES times as the body, {A-B} becomes a random number of that range
 * with as many digits as B, {unique} a number never used before, and {length} the size of the body.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    SECONDS_MAX = 120,
    CONNECTIONS_MAX = 4096,
    HEAD_MAX = 16384,
    SUB_BITS = 6,
    BUCKETS = 64 << SUB_BITS
};

struct text {
    char *data;
    size_t size;
    size_t room;
};

struct connection {
    int fd;
    bool in_body;
    size_t head_size;
    size_t body_left;
    bool good;
    uint64_t sent_at;
    struct text out;
    size_t out_at;
    char head[HEAD_MAX];
};

struct load {
    int epoll;
    uint16_t port;
    char *request;
    char *line;
    long lines;
    struct text body;
    uint64_t unique;
    uint64_t seed;
    uint64_t counted_from;
    uint64_t ends_at;
    uint64_t last_at;
    uint64_t answers;
    uint64_t failures;
    uint64_t reconnects;
    uint64_t histogram[BUCKETS];
    char first_failure[512];
};

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* xorshift64*: enough to spread requests, and no lock. */
static uint64_t random_below(struct load *load, uint64_t limit)
{
    load->seed ^= load->seed >> 12;
    load->seed ^= load->seed << 25;
    load->seed ^= load->seed >> 27;
    return (load->seed * 0x2545F4914F6CDD1DULL >> 11) % limit;
}

/* Log-linear buckets: a value is told to within 1/64. */
static unsigned bucket_of(uint64_t value)
{
    if (value < 1 << SUB_BITS)
        return (unsigned)value;
    unsigned shift = 63 - (unsigned)__builtin_clzll(value) - SUB_BITS;
    return ((shift + 1) << SUB_BITS) + (unsigned)(value >> shift) - (1 << SUB_BITS);
}

static uint64_t bucket_value(unsigned bucket)
{
    unsigned shift = bucket >> SUB_BITS;
    if (shift == 0)
        return bucket;
    return ((uint64_t)(bucket & ((1 << SUB_BITS) - 1)) + (1 << SUB_BITS)) << (shift - 1);
}

static double percentile_ms(const struct load *load, double part)
{
    uint64_t wanted = (uint64_t)((double)load->answers * part);
    uint64_t seen = 0;
    for (unsigned i = 0; i < BUCKETS; i++) {
        seen += load->histogram[i];
        if (seen > wanted)
            return (double)bucket_value(i) / 1000;
    }
    return 0;
}

static void append(struct text *text, const char *data, size_t size)
{
    if (text->size + size > text->room) {
        text->room = (text->size + size) * 2;
        text->data = realloc(text->data, text->room);
        if (text->data == NULL)
            die("memory");
    }
    memcpy(text->data + text->size, data, size);
    text->size += size;
}

/* Writes what one {...} stands for; false when it is no word of ours but JSON's brace. */
static bool append_word(struct load *load, struct text *out, const char *word, size_t size)
{
    char number[48];
    unsigned long from;
    unsigned long to;
    int digits_at = 0;
    int end = 0;
    if (size == 6 && memcmp(word, "unique", 6) == 0)
        snprintf(number, sizeof number, "%llu", (unsigned long long)load->unique++);
    else if (size == 6 && memcmp(word, "length", 6) == 0)
        snprintf(number, sizeof number, "%zu", load->body.size);
    else if (size < 24 && sscanf(word, "%lu-%n%lu%n", &from, &digits_at, &to, &end) == 2 &&
             (size_t)end == size && to >= from)
        snprintf(number, sizeof number, "%0*llu", end - digits_at,
                 (unsigned long long)(from + random_below(load, to - from + 1)));
    else
        return false;
    append(out, number, strlen(number));
    return true;
}

static void fill(struct load *load, struct text *out, const char *form)
{
    while (*form != '\0') {
        size_t plain = strcspn(form, "{");
        append(out, form, plain);
        form += plain;
        if (*form == '\0')
            return;
        size_t size = strcspn(form + 1, "{}");
        if (form[1 + size] == '}' && append_word(load, out, form + 1, size)) {
            form += size + 2;
        } else {
            append(out, form, 1);
            form++;
        }
    }
}

static void send_rest(struct load *load, struct connection *connection)
{
    while (connection->out_at < connection->out.size) {
        ssize_t sent = send(connection->fd, connection->out.data + connection->out_at,
                            connection->out.size - connection->out_at, MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN)
            break;
        if (sent < 0)
            die("send");
        connection->out_at += (size_t)sent;
    }
    bool waiting = connection->out_at < connection->out.size;
    if (!waiting && connection->out.size < 65536)
        return; /* small requests always fit: their interest never changed */
    struct epoll_event interest = {.events = waiting ? EPOLLIN | EPOLLOUT : EPOLLIN,
                                   .data.ptr = connection};
    if (epoll_ctl(load->epoll, EPOLL_CTL_MOD, connection->fd, &interest) != 0)
        die("epoll_ctl");
}

static void begin(struct load *load, struct connection *connection)
{
    load->body.size = 0;
    for (long i = 0; i < load->lines; i++)
        fill(load, &load->body, load->line);
    connection->out.size = connection->out_at = 0;
    fill(load, &connection->out, load->request);
    append(&connection->out, load->body.data != NULL ? load->body.data : "", load->body.size);
    connection->head_size = 0;
    connection->in_body = false;
    connection->sent_at = now_us();
    send_rest(load, connection);
}

static void open_connection(struct load *load, struct connection *connection)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(load->port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct epoll_event interest = {.events = EPOLLIN, .data.ptr = connection};
    int on = 1;
    connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->fd < 0 ||
        connect(connection->fd, (struct sockaddr *)&address, sizeof address) != 0)
        die("connect");
    setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (fcntl(connection->fd, F_SETFL, O_RDWR | O_NONBLOCK) != 0 ||
        epoll_ctl(load->epoll, EPOLL_CTL_ADD, connection->fd, &interest) != 0)
        die("epoll_ctl");
}

static void finish_answer(struct load *load, struct connection *connection)
{
    uint64_t now = now_us();
    load->last_at = now;
    if (now >= load->counted_from && now <= load->ends_at) {
        load->answers++;
        load->histogram[bucket_of(now - connection->sent_at)]++;
        load->failures += !connection->good;
    }
    if (now < load->ends_at)
        begin(load, connection);
}

/* The head is complete: status and Content-Length, or death; both servers send them. */
static void read_head(struct load *load, struct connection *connection, const char *end)
{
    char *length = strcasestr(connection->head, "\r\ncontent-length:");
    size_t have = connection->head_size - (size_t)(end + 4 - connection->head);
    connection->good = strncmp(connection->head, "HTTP/1.1 20", 11) == 0;
    if (length == NULL) {
        fprintf(stderr, "load: an answer without Content-Length:\n%.400s\n", connection->head);
        exit(1);
    }
    if (!connection->good && load->first_failure[0] == '\0')
        snprintf(load->first_failure, sizeof load->first_failure, "%.500s", connection->head);
    connection->in_body = true;
    connection->body_left = strtoul(length + 17, NULL, 10);
    connection->body_left -= have < connection->body_left ? have : connection->body_left;
}

static void on_readable(struct load *load, struct connection *connection)
{
    static char sink[262144];
    size_t room = HEAD_MAX - 1 - connection->head_size;
    ssize_t size = connection->in_body
                       ? recv(connection->fd, sink, sizeof sink, 0)
                       : recv(connection->fd, connection->head + connection->head_size, room, 0);
    if (size < 0 && errno == EAGAIN)
        return;
    if (size <= 0) { /* the server closed: a new connection in its place */
        load->reconnects++;
        close(connection->fd);
        open_connection(load, connection);
        begin(load, connection);
        return;
    }
    if (connection->in_body) {
        connection->body_left -=
            (size_t)size < connection->body_left ? (size_t)size : connection->body_left;
    } else {
        connection->head_size += (size_t)size;
        connection->head[connection->head_size] = '\0';
        const char *end = strstr(connection->head, "\r\n\r\n");
        if (end == NULL)
            return;
        read_head(load, connection, end);
    }
    if (connection->body_left == 0)
        finish_answer(load, connection);
}

static void run(struct load *load, struct connection *connections, long count)
{
    struct epoll_event events[256];
    for (long i = 0; i < count; i++) {
        open_connection(load, &connections[i]);
        begin(load, &connections[i]);
    }
    while (now_us() < load->ends_at + 1000000) {
        int ready = epoll_wait(load->epoll, events, 256, 100);
        if (ready == 0 && now_us() > load->ends_at)
            return;
        for (int i = 0; i < ready; i++) {
            if (events[i].events & EPOLLOUT)
                send_rest(load, events[i].data.ptr);
            if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
                on_readable(load, events[i].data.ptr);
        }
    }
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = calloc(1, 65536);
    if (file == NULL || text == NULL)
        die(path);
    if (fread(text, 1, 65535, file) == 0)
        die(path);
    fclose(file);
    return text;
}

static long number(const char *text, long limit, const char *what)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (*end != '\0' || value < 0 || value > limit) {
        fprintf(stderr, "load: %s: from 0 to %ld\n", what, limit);
        exit(2);
    }
    return value;
}

static void report(const struct load *load, double seconds)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                 (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    printf("{\"answers\":%llu,\"failures\":%llu,\"reconnects\":%llu,\"per_second\":%.1f,"
           "\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,\"cpu_seconds\":%.2f}\n",
           (unsigned long long)load->answers, (unsigned long long)load->failures,
           (unsigned long long)load->reconnects, (double)load->answers / seconds,
           percentile_ms(load, 0.50), percentile_ms(load, 0.99), percentile_ms(load, 0.99999), cpu);
    if (load->failures > 0)
        fprintf(stderr, "load: the first failure:\n%s\n", load->first_failure);
}

int main(int argc, char **argv)
{
    struct load load = {.epoll = epoll_create1(EPOLL_CLOEXEC)};
    if (argc != 6 && argc != 8) {
        fprintf(stderr,
                "usage: load PORT CONNECTIONS WARMUP SECONDS REQUEST_FILE [LINE_FILE LINES]\n");
        return 2;
    }
    load.port = (uint16_t)number(argv[1], 65535, "PORT");
    long count = number(argv[2], CONNECTIONS_MAX, "CONNECTIONS");
    long warmup = number(argv[3], SECONDS_MAX, "WARMUP");
    long seconds = number(argv[4], SECONDS_MAX, "SECONDS");
    load.request = read_file(argv[5]);
    load.line = argc == 8 ? read_file(argv[6]) : NULL;
    load.lines = argc == 8 ? number(argv[7], 500, "LINES") : 0;
    load.seed = load.unique = now_us() * 1000;
    struct connection *connections = calloc((size_t)count, sizeof *connections);
    if (load.epoll < 0 || connections == NULL)
        die("start");
    load.counted_from = now_us() + (uint64_t)warmup * 1000000;
    load.ends_at = load.counted_from + (uint64_t)seconds * 1000000;
    run(&load, connections, count);
    report(&load, (double)seconds);
    return 0;
}
