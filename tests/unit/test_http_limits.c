/* test_http_limits.c - caps, deadlines, back-pressure and memory, each below, at and over its
 * limit. */
#include "http_edge.h"

#include <sys/resource.h>

static const char get[] = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

static struct http_limits limits_like_cases(void)
{
    return case_limits;
}

/* What a client hears that connects now and asks: 200, 503, or 0 when it is closed at once. */
static int ask(struct edge_client *client)
{
    int status = 0;
    *client = edge_client_new();
    edge_client_say(client, get);
    EDGE_UNTIL(edge_client_has(client, "\r\n\r\n") || client->ended);
    sscanf(client->data, "HTTP/1.1 %3d ", &status);
    return status;
}

static void connections_are_capped(void **state)
{
    struct http_limits limits = limits_like_cases();
    struct edge_client clients[5];
    (void)state;
    limits.connections = 3;
    edge_start(&limits);
    for (int i = 0; i < 3; i++)
        assert_int_equal(ask(&clients[i]), 200);
    assert_int_equal(edge_stats().refused, 0);
    assert_int_equal(ask(&clients[3]), 503);
    assert_int_equal(edge.fault, PROBLEM_DATABASE_BUSY);
    EDGE_UNTIL(edge_client_ended(&clients[3]));
    assert_int_equal(edge_stats().refused, 1);
    assert_int_equal(edge_stats().accepted, 3);
    edge_client_free(&clients[3]);
    edge_client_free(&clients[0]);
    EDGE_UNTIL(edge_stats().open == 2);
    assert_int_equal(ask(&clients[4]), 200);
    edge_client_free(&clients[1]);
    edge_client_free(&clients[2]);
    edge_client_free(&clients[4]);
    edge_stop();
}

static void few_of_the_refused_are_told_why(void **state)
{
    enum { SURPLUS = 40, TOLD = 32 };
    struct http_limits limits = limits_like_cases();
    struct edge_client clients[SURPLUS + 1];
    int told = 0;
    (void)state;
    limits.connections = 1;
    edge_start(&limits);
    for (int i = 0; i <= SURPLUS; i++)
        clients[i] = edge_client_new();
    EDGE_UNTIL(edge_stats().accepted == 1 && edge_stats().refused == SURPLUS);
    for (int i = 1; i <= SURPLUS; i++) {
        EDGE_UNTIL(edge_client_ended(&clients[i]));
        told += strstr(clients[i].data, "HTTP/1.1 503 ") == clients[i].data ? 1 : 0;
    }
    assert_int_equal(told, TOLD);
    for (int i = 0; i <= SURPLUS; i++)
        edge_client_free(&clients[i]);
    EDGE_UNTIL(edge_stats().open == 0);
    edge_stop();
}

/* A client from another address of the loopback network. */
static struct edge_client client_from(uint32_t address)
{
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(address)};
    struct edge_client client = {.fd = socket(AF_INET, SOCK_STREAM, 0),
                                 .data = malloc(ANSWER_MAX + 1)};
    assert_int_equal(bind(client.fd, (const void *)&from, sizeof from), 0);
    assert_int_equal(connect(client.fd, (const void *)&edge.address, sizeof edge.address), 0);
    fcntl(client.fd, F_SETFL, O_NONBLOCK);
    return client;
}

static void connections_of_one_address_are_capped(void **state)
{
    struct http_limits limits = limits_like_cases();
    struct edge_client clients[4];
    (void)state;
    limits.per_address = 2;
    edge_start(&limits);
    assert_int_equal(ask(&clients[0]), 200);
    assert_int_equal(ask(&clients[1]), 200);
    assert_int_equal(ask(&clients[2]), 503);
    clients[3] = client_from(INADDR_LOOPBACK + 1);
    edge_client_say(&clients[3], get);
    EDGE_UNTIL(edge_client_has(&clients[3], "GET /x 0"));
    for (int i = 0; i < 3; i++)
        edge_client_free(&clients[i]);
    EDGE_UNTIL(edge_stats().open == 1);
    assert_int_equal(ask(&clients[0]), 200);
    edge_client_free(&clients[0]);
    edge_client_free(&clients[3]);
    edge_stop();
}

static void without_descriptors_the_listener_pauses(void **state)
{
    struct http_limits limits = limits_like_cases();
    struct rlimit before, none;
    (void)state;
    edge_start(&limits);
    struct edge_client client = edge_client_new();
    int next = dup(0);
    close(next);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = (rlim_t)next;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    edge_turn();
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    int64_t began = edge_now();
    assert_int_equal(edge_stats().accepted, 0);
    EDGE_UNTIL(edge_stats().accepted == 1);
    int64_t paused = edge_now() - began;
    assert_true(paused >= 80 && paused < 4000);
    edge_client_free(&client);
    edge_stop();
}

/* Sends `text` byte by byte, one every ten milliseconds, until the server says something. */
static int64_t trickle(struct edge_client *client, const char *text)
{
    int64_t began = edge_now(), next = began;
    while (!edge_client_read(client) && !client->ended && edge_now() < began + WAIT_MS) {
        if (*text != '\0' && edge_now() >= next) {
            edge_client_send(client, text++, 1);
            next += 10;
        }
        edge_turn();
    }
    EDGE_UNTIL(edge_client_ended(client));
    return edge_now() - began;
}

static void a_head_has_a_deadline_in_all(void **state)
{
    struct http_limits limits = limits_like_cases();
    (void)state;
    limits.headers_ms = 150;
    edge_start(&limits);
    struct edge_client client = edge_client_new();
    int64_t took =
        trickle(&client, "GET / HTTP/1.1\r\nHost: a\r\nX-Long: and so on, and so on\r\n");
    assert_int_equal(strncmp(client.data, "HTTP/1.1 408 ", 13), 0);
    assert_int_equal(edge.fault, PROBLEM_REQUEST_TIMEOUT);
    assert_true(took >= 140 && took < 4000);
    assert_int_equal(edge_stats().faults, 1);
    edge_client_free(&client);
    edge_stop();
}

static void a_head_within_its_deadline_is_served(void **state)
{
    struct http_limits limits = limits_like_cases();
    (void)state;
    limits.headers_ms = 2000;
    edge_start(&limits);
    struct edge_client client = edge_client_new();
    trickle(&client, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert_int_equal(strncmp(client.data, "HTTP/1.1 200 ", 13), 0);
    edge_client_free(&client);
    edge_stop();
}

static void a_body_has_a_deadline_by_its_size(void **state)
{
    static const struct {
        const char *head;
        unsigned rate;
        int from, to;
    } rows[] = {
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", 1000000, 90, 4000},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", 2000, 590, 4000},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n", 1000000, 90,
         500},
    };
    struct http_limits limits = limits_like_cases();
    (void)state;
    limits.body_ms = 100;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        limits.body_rate = rows[i].rate;
        edge_start(&limits);
        struct edge_client client = edge_client_new();
        edge_client_say(&client, rows[i].head);
        int64_t took = trickle(&client, "and so on, and so on, and so on, and so on, and so on, "
                                        "and so on, and so on, and so on, and so on, and so on");
        assert_int_equal(strncmp(client.data, "HTTP/1.1 408 ", 13), 0);
        assert_true(took >= rows[i].from && took < rows[i].to);
        edge_client_free(&client);
        edge_stop();
    }
}

static void the_time_of_the_body_begins_with_the_body(void **state)
{
    struct http_limits limits = limits_like_cases();
    (void)state;
    limits.headers_ms = 4000;
    limits.body_ms = 200;
    edge_start(&limits);
    struct edge_client client = edge_client_new();
    trickle(&client,
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
    assert_int_equal(strncmp(client.data, "HTTP/1.1 200 ", 13), 0);
    edge_client_free(&client);
    edge_stop();
}

static void an_idle_connection_is_closed_without_a_word(void **state)
{
    struct http_limits limits = limits_like_cases();
    (void)state;
    limits.idle_ms = 100;
    edge_start(&limits);
    struct edge_client fresh = edge_client_new();
    struct edge_client kept;
    assert_int_equal(ask(&kept), 200);
    size_t size = kept.size;
    int64_t began = edge_now();
    EDGE_UNTIL(edge_client_ended(&kept) && edge_client_ended(&fresh));
    int64_t took = edge_now() - began;
    assert_true(took >= 80 && took < 4000);
    assert_int_equal(kept.size, size);
    assert_int_equal(fresh.size, 0);
    assert_int_equal(edge_stats().faults, 0);
    edge_client_free(&fresh);
    edge_client_free(&kept);
    edge_stop();
}

static void a_request_in_flight_has_no_idle_time(void **state)
{
    struct http_limits limits = limits_like_cases();
    (void)state;
    limits.idle_ms = limits.headers_ms = limits.body_ms = 50;
    edge_start(&limits);
    struct edge_client client = edge_client_new();
    edge_client_say(&client, "GET /late HTTP/1.1\r\nHost: a\r\n\r\n");
    EDGE_UNTIL(edge.ref_count == 1);
    int64_t until = edge_now() + 300;
    EDGE_UNTIL(edge_now() > until);
    const struct http_response response = {.status = 204};
    assert_true(http_respond(edge.server, edge.refs[0], &response));
    EDGE_UNTIL(edge_client_has(&client, "HTTP/1.1 204 No Content\r\n"));
    assert_null(strstr(client.data, "Content-Length"));
    edge_client_free(&client);
    edge_stop();
}

static void who_does_not_read_is_not_read_from(void **state)
{
    enum { REQUESTS = 60, SIZE = 400000 };
    struct http_limits limits = limits_like_cases();
    (void)state;
    edge_start(&limits);
    struct edge_client client = edge_client_new();
    static const char one[] = "GET /big?400000 HTTP/1.1\r\nHost: a\r\n\r\n";
    char all[REQUESTS * sizeof one] = "";
    for (int i = 0; i < REQUESTS; i++)
        strcat(all, one);
    edge_client_say(&client, all); /* all of them are in the buffer at once */
    for (int turn = 0; turn < 50; turn++)
        edge_turn();
    uint64_t begun = edge_stats().requests;
    assert_true(begun < REQUESTS / 2);
    size_t got = 0;
    while (got < (size_t)REQUESTS * SIZE) {
        EDGE_UNTIL(edge_client_read(&client));
        got += client.size;
        client.size = 0;
    }
    assert_int_equal(edge_stats().answered, REQUESTS);
    assert_false(client.ended);
    edge_client_free(&client);
    edge_stop();
}

static void who_never_reads_is_closed(void **state)
{
    struct http_limits limits = limits_like_cases();
    (void)state;
    limits.body_ms = 100;
    limits.body_rate = 1000000000;
    edge_start(&limits);
    struct edge_client client = edge_client_new();
    int64_t began = edge_now();
    edge_client_say(&client, "GET /big?30000000 HTTP/1.1\r\nHost: a\r\n\r\n");
    EDGE_UNTIL(edge_stats().open == 0 && edge_stats().requests == 1);
    assert_true(edge_now() - began < 4000);
    assert_true(edge.body_freed);
    edge_client_free(&client);
    edge_stop();
}

static size_t resident_bytes(void)
{
    unsigned long whole, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%lu %lu", &whole, &resident), 2);
    fclose(file);
    return resident * (size_t)sysconf(_SC_PAGESIZE);
}

/* Clients of this process cost nothing here: a descriptor each. */
static void an_idle_connection_costs_little_memory(void **state)
{
    enum { MOST = 5000, SPARE = 200 };
    struct http_limits limits = limits_like_cases();
    struct rlimit files;
    static int fds[MOST];
    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &files), 0);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    size_t count = (files.rlim_cur - SPARE) / 2 < MOST ? (files.rlim_cur - SPARE) / 2 : MOST;
    limits.connections = limits.per_address = MOST + 10;
    edge_start(&limits);
    size_t before = resident_bytes();
    for (size_t i = 0; i < count; i++) {
        fds[i] = edge_connect();
        assert_int_equal(send(fds[i], get, sizeof get - 1, 0), (int)sizeof get - 1);
        edge_turn();
    }
    EDGE_UNTIL(edge_stats().answered == count);
    size_t each = (resident_bytes() - before) / count;
    print_message("%zu idle connections: %zu bytes each\n", count, each);
    assert_true(each <= 4096); /* 16384 is the limit; a buffer kept would show here */
    for (size_t i = 0; i < count; i++)
        close(fds[i]);
    edge_stop();
}

int main(void)
{
    /* Memory comes first: what other tests have freed would be used again, and not be seen. */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_idle_connection_costs_little_memory),
        cmocka_unit_test(connections_are_capped),
        cmocka_unit_test(few_of_the_refused_are_told_why),
        cmocka_unit_test(connections_of_one_address_are_capped),
        cmocka_unit_test(without_descriptors_the_listener_pauses),
        cmocka_unit_test(a_head_has_a_deadline_in_all),
        cmocka_unit_test(a_head_within_its_deadline_is_served),
        cmocka_unit_test(a_body_has_a_deadline_by_its_size),
        cmocka_unit_test(the_time_of_the_body_begins_with_the_body),
        cmocka_unit_test(an_idle_connection_is_closed_without_a_word),
        cmocka_unit_test(a_request_in_flight_has_no_idle_time),
        cmocka_unit_test(who_does_not_read_is_not_read_from),
        cmocka_unit_test(who_never_reads_is_closed),
    };
    return cmocka_run_group_tests_name("limits of the edge", tests, NULL, NULL);
}
