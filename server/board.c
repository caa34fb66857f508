/* board.c - shared memory with one writer a place: a sequence number that is odd while its entry is
 * being written lets readers in other processes take whole entries without a lock. */
#include "board.h"

#include "api/writer.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { FRESH_MS = 5000, READ_TRIES = 1000 };

const char *const board_channels[BOARD_CHANNELS] = {[BOARD_FILE] = "file", [BOARD_SMTP] = "smtp"};
const char *const board_states[BOARD_STATES] = {"waiting", "sent", "lapsed"};

struct place {
    _Atomic uint32_t sequence;
    struct board_entry entry;
};

struct board {
    unsigned workers;
    atomic_bool draining;
    struct place past;     /* what processes that have ended had counted */
    struct place places[]; /* the workers, then the clerk or the one that is both */
};

static size_t board_size(unsigned workers)
{
    return sizeof(struct board) + ((size_t)workers + 1) * sizeof(struct place);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int board_new(struct board **out, unsigned workers, struct problem *problem)
{
    struct board *board =
        mmap(NULL, board_size(workers), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (board == MAP_FAILED)
        return problem_set(problem, PROBLEM_INTERNAL, "no shared memory for the board");
    board->workers = workers;
    *out = board;
    return 0;
}

void board_free(struct board *board)
{
    if (board != NULL)
        munmap(board, board_size(board->workers));
}

static struct place *place_of(struct board *board, enum process_kind kind, unsigned index)
{
    return &board->places[kind == PROCESS_WORKER ? index : board->workers];
}

static void place_write(struct place *place, const struct board_entry *entry)
{
    /* From an odd number a writer may have left when it was killed to the next odd one. */
    uint32_t sequence = atomic_load_explicit(&place->sequence, memory_order_relaxed) | 1;
    atomic_store_explicit(&place->sequence, sequence, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    place->entry = *entry;
    atomic_store_explicit(&place->sequence, sequence + 1, memory_order_release);
}

/* False when nobody writes there, or a writer died in the middle. */
static bool place_read(struct board_entry *out, const struct place *place)
{
    for (int i = 0; i < READ_TRIES; i++) {
        uint32_t before = atomic_load_explicit(&place->sequence, memory_order_acquire);
        *out = place->entry;
        atomic_thread_fence(memory_order_acquire);
        if (before % 2 == 0 &&
            atomic_load_explicit(&place->sequence, memory_order_relaxed) == before)
            return before != 0;
    }
    return false;
}

void board_write(struct board *board, enum process_kind kind, unsigned index,
                 const struct board_entry *entry)
{
    struct board_entry stamped = *entry;
    stamped.written_at = now_ms();
    place_write(place_of(board, kind, index), &stamped);
}

static void add_numbers(uint64_t *sum, const uint64_t *more, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sum[i] += more[i];
}

/* Both kinds of statistics of the API and the edge are nothing but numbers of 64 bits. */
#define ADD_ALL(sum, more)                                                                         \
    add_numbers((uint64_t *)(void *)(sum), (const uint64_t *)(const void *)(more),                 \
                sizeof *(sum) / sizeof(uint64_t))

static void add_entry(struct board_entry *sum, const struct board_entry *more)
{
    ADD_ALL(&sum->http, &more->http);
    ADD_ALL(&sum->api, &more->api);
    sum->db.sessions_ready += more->db.sessions_ready;
    sum->db.queued += more->db.queued;
    sum->db.running += more->db.running;
    sum->db.accepted += more->db.accepted;
    sum->db.answered += more->db.answered;
    sum->db.withdrawn += more->db.withdrawn;
    sum->db.lost += more->db.lost;
    sum->db.timeouts += more->db.timeouts;
    sum->db.reconnects += more->db.reconnects;
}

void board_forget(struct board *board, enum process_kind kind, unsigned index)
{
    static const struct board_entry nobody;
    struct place *place = place_of(board, kind, index);
    struct board_entry last;
    struct board_entry past = board->past.entry;
    if (place_read(&last, place) && last.pid != 0) {
        /* What it had open or under way has gone with it. */
        last.http.open = 0;
        last.db.sessions_ready = last.db.queued = last.db.running = 0;
        add_entry(&past, &last);
        place_write(&board->past, &past);
    }
    place_write(place, &nobody);
}

void board_drain(struct board *board)
{
    atomic_store(&board->draining, true);
}

const char *board_not_ready(const struct board *board, char *text, size_t size)
{
    struct board_entry entry;
    unsigned first = board->workers > 0 ? 0 : board->workers;
    unsigned count = board->workers > 0 ? board->workers : 1;
    unsigned ready = 0;
    if (atomic_load(&board->draining)) {
        snprintf(text, size, "the daemon is going down");
        return text;
    }
    for (unsigned i = first; i < first + count; i++) {
        if (!place_read(&entry, &board->places[i]) || entry.pid == 0)
            continue;
        bool fresh = now_ms() - entry.written_at < FRESH_MS;
        if (!entry.ready || !fresh) {
            snprintf(text, size, "%s", fresh ? entry.why : "a worker does not answer");
            return text;
        }
        ready++;
    }
    snprintf(text, size, "no worker has started yet");
    return ready > 0 ? NULL : text;
}

/* The clerk, or the one process that is both. */
static bool read_clerk(struct board_entry *out, const struct board *board)
{
    return place_read(out, &board->places[board->workers]) && out->pid != 0 &&
           out->duties[0].name[0] != '\0';
}

const char *board_warnings(const struct board *board, char *text, size_t size)
{
    struct board_entry clerk;
    size_t used = 0;
    *text = '\0';
    if (!read_clerk(&clerk, board))
        return text;
    for (size_t i = 0; i < BOARD_DUTIES && clerk.duties[i].name[0] != '\0' && used < size; i++) {
        const struct board_duty *duty = &clerk.duties[i];
        if (duty->lag_s > duty->limit_s)
            used += (size_t)snprintf(text + used, size - used,
                                     "warning: duty %s was not done for %lld s, more than %lld\n",
                                     duty->name, (long long)duty->lag_s, (long long)duty->limit_s);
        if (*duty->warning != '\0' && used < size)
            used += (size_t)snprintf(text + used, size - used, "warning: duty %s: %s\n", duty->name,
                                     duty->warning);
    }
    return text;
}

static void write_head(struct writer *out, const char *name, const char *type, const char *help)
{
    write_format(out, "# HELP steerd_%s %s\n# TYPE steerd_%s %s\n", name, help, name, type);
}

static void write_value(struct writer *out, const char *name, const char *type, const char *help,
                        uint64_t value)
{
    write_head(out, name, type, help);
    write_format(out, "steerd_%s %llu\n", name, (unsigned long long)value);
}

static void write_http(struct writer *out, const struct http_stats *http)
{
    write_value(out, "connections_open", "gauge", "Connections open now.", http->open);
    write_value(out, "connections_accepted_total", "counter", "Connections accepted.",
                http->accepted);
    write_value(out, "connections_refused_total", "counter", "Connections refused at a cap.",
                http->refused);
    write_value(out, "http_requests_total", "counter", "Complete requests.", http->requests);
    write_value(out, "http_gone_total", "counter", "Peers that left before their answer.",
                http->gone);
    write_value(out, "http_faults_total", "counter", "Requests the edge itself refused.",
                http->faults);
    write_value(out, "http_received_bytes_total", "counter", "Bytes received.", http->bytes_in);
    write_value(out, "http_sent_bytes_total", "counter", "Bytes sent.", http->bytes_out);
}

static void write_db(struct writer *out, const struct db_stats *db)
{
    write_value(out, "db_sessions_ready", "gauge", "Database sessions ready.", db->sessions_ready);
    write_value(out, "db_calls_queued", "gauge", "Calls that wait for a session.", db->queued);
    write_value(out, "db_calls_running", "gauge", "Calls in flight.", db->running);
    write_value(out, "db_calls_accepted_total", "counter", "Calls accepted.", db->accepted);
    write_value(out, "db_calls_answered_total", "counter", "Calls answered.", db->answered);
    write_value(out, "db_calls_withdrawn_total", "counter", "Calls taken out unsent.",
                db->withdrawn);
    write_value(out, "db_connections_lost_total", "counter", "Database connections lost.",
                db->lost);
    write_value(out, "db_timeouts_total", "counter", "Calls past their deadline.", db->timeouts);
    write_value(out, "db_reconnects_total", "counter", "Connections made again.", db->reconnects);
}

static uint64_t answer_count(const struct api_operation_stats *stats)
{
    uint64_t count = stats->gone;
    for (size_t i = 0; i < API_STATUS_CLASSES; i++)
        count += stats->answers[i];
    return count;
}

static void write_answers(struct writer *out, const char *name,
                          const struct api_operation_stats *stats)
{
    static const char *const classes[API_STATUS_CLASSES] = {"2xx", "3xx", "4xx", "5xx"};
    for (size_t i = 0; i < API_STATUS_CLASSES; i++)
        write_format(out, "steerd_requests_total{operation=\"%s\",status=\"%s\"} %llu\n", name,
                     classes[i], (unsigned long long)stats->answers[i]);
    write_format(out, "steerd_requests_total{operation=\"%s\",status=\"gone\"} %llu\n", name,
                 (unsigned long long)stats->gone);
}

static void write_histogram(struct writer *out, const char *name,
                            const struct api_operation_stats *stats)
{
    uint64_t below = 0;
    for (size_t i = 0; i < API_BUCKETS - 1; i++) {
        below += stats->bucket[i];
        write_format(out,
                     "steerd_request_duration_seconds_bucket{operation=\"%s\",le=\"%g\"} %llu\n",
                     name, api_bucket_us[i] / 1e6, (unsigned long long)below);
    }
    write_format(out,
                 "steerd_request_duration_seconds_bucket{operation=\"%s\",le=\"+Inf\"} %llu\n"
                 "steerd_request_duration_seconds_sum{operation=\"%s\"} %.6f\n"
                 "steerd_request_duration_seconds_count{operation=\"%s\"} %llu\n",
                 name, (unsigned long long)answer_count(stats), name, (double)stats->total_us / 1e6,
                 name, (unsigned long long)answer_count(stats));
}

static void write_operations(struct writer *out, const struct api_stats *api)
{
    write_value(out, "exchanges_started_total", "counter", "Exchanges begun.", api->started);
    write_value(out, "exchanges_finished_total", "counter", "Exchanges ended.", api->finished);
    write_value(out, "rate_limited_total", "counter", "Requests refused with 429.", api->limited);
    write_head(out, "requests_total", "counter", "Requests by operation and class of status.");
    for (size_t i = 0; i < API_OPERATIONS_MAX; i++) {
        if (api_operation_name(i) != NULL && answer_count(&api->operations[i]) > 0)
            write_answers(out, api_operation_name(i), &api->operations[i]);
    }
    write_head(out, "request_duration_seconds", "histogram",
               "From the complete request to its answer, by operation.");
    for (size_t i = 0; i < API_OPERATIONS_MAX; i++) {
        if (api_operation_name(i) != NULL && answer_count(&api->operations[i]) > 0)
            write_histogram(out, api_operation_name(i), &api->operations[i]);
    }
}

static void write_clerk(struct writer *out, const struct board_entry *clerk)
{
    const struct board_outbox *outbox = &clerk->outbox;
    write_head(out, "clerk_lag_seconds", "gauge", "Since a duty of the clerk was last done.");
    for (size_t i = 0; i < BOARD_DUTIES && clerk->duties[i].name[0] != '\0'; i++)
        write_format(out, "steerd_clerk_lag_seconds{duty=\"%s\"} %lld\n", clerk->duties[i].name,
                     (long long)clerk->duties[i].lag_s);
    write_head(out, "outbox_messages", "gauge", "Messages by channel and state.");
    for (size_t c = 0; c < BOARD_CHANNELS; c++) {
        for (size_t s = 0; s < BOARD_STATES; s++)
            write_format(out, "steerd_outbox_messages{channel=\"%s\",state=\"%s\"} %llu\n",
                         board_channels[c], board_states[s],
                         (unsigned long long)outbox->messages[c][s]);
    }
    write_head(out, "outbox_failures", "gauge", "Failed deliveries since one went through.");
    for (size_t c = 0; c < BOARD_CHANNELS; c++)
        write_format(out, "steerd_outbox_failures{channel=\"%s\"} %llu\n", board_channels[c],
                     (unsigned long long)outbox->failures[c]);
    write_value(out, "outbox_oldest_seconds", "gauge", "Age of the message that waits longest.",
                outbox->oldest_s);
    write_value(out, "outbox_without_address", "gauge",
                "Mail that waits for a recipient without a mailbox.", outbox->without_address);
}

char *board_metrics(const struct board *board)
{
    struct writer out = {NULL, 0, 0, false};
    struct board_entry sum;
    struct board_entry entry;
    char why[200];
    unsigned running = 0;
    if (!place_read(&sum, &board->past))
        memset(&sum, 0, sizeof sum);
    for (unsigned i = 0; i <= board->workers; i++) {
        if (!place_read(&entry, &board->places[i]) || entry.pid == 0)
            continue;
        add_entry(&sum, &entry);
        running++;
    }
    write_head(&out, "build_info", "gauge", "The version that runs.");
    write_text(&out, "steerd_build_info{version=\"" STEER_VERSION "\"} 1\n");
    write_value(&out, "ready", "gauge", "1 when requests are served.",
                board_not_ready(board, why, sizeof why) == NULL);
    write_value(&out, "processes", "gauge", "Workers and clerk that run.", running);
    if (read_clerk(&entry, board))
        write_clerk(&out, &entry);
    write_http(&out, &sum.http);
    write_db(&out, &sum.db);
    write_operations(&out, &sum.api);
    if (!out.failed)
        return out.bytes;
    writer_clear(&out);
    return NULL;
}
