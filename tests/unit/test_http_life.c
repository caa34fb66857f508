/* test_http_life.c - exchanges and connections from beginning to end: order, leaving, draining. */
#include "http_edge.h"

#include <sys/un.h>

static const char get_late[] = "GET /late HTTP/1.1\r\nHost: a\r\n\r\n";

static bool answer(http_ref ref, const char *text)
{
    const struct http_response response = {.status = 200,
                                           .content_type = "text/plain",
                                           .body = text,
                                           .body_size = strlen(text),
                                           .headers = "X-Note: here\r\n"};
    return http_respond(edge.server, ref, &response);
}

static int start(void **state)
{
    (void)state;
    edge_start(&case_limits);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    edge_stop();
    return 0;
}

static void an_answer_may_come_later(void **state)
{
    struct edge_client client = edge_client_new();
    (void)state;
    edge_client_say(&client, get_late);
    EDGE_UNTIL(edge.ref_count == 1);
    assert_true(answer(edge.refs[0], "after a while"));
    EDGE_UNTIL(edge_client_has(&client, "after a while"));
    assert_non_null(strstr(client.data, "\r\nX-Note: here\r\n"));
    assert_false(client.ended);
    edge_client_free(&client);
}

static void an_exchange_is_answered_once(void **state)
{
    struct edge_client client = edge_client_new();
    (void)state;
    edge_client_say(&client, get_late);
    edge_client_say(&client, get_late);
    EDGE_UNTIL(edge.ref_count == 1);
    assert_true(answer(edge.refs[0], "first"));
    assert_false(answer(edge.refs[0], "again"));
    EDGE_UNTIL(edge.ref_count == 2);
    assert_false(answer(edge.refs[0], "to the next one"));
    assert_true(answer(edge.refs[1], "second"));
    EDGE_UNTIL(edge_client_has(&client, "second"));
    assert_null(strstr(client.data, "again"));
    assert_null(strstr(client.data, "next"));
    assert_false(answer(0, "nobody"));
    assert_false(answer(UINT64_MAX, "nobody"));
    edge_client_free(&client);
}

static void a_pipelined_request_waits_for_the_answer_before_it(void **state)
{
    struct edge_client client = edge_client_new();
    (void)state;
    edge_client_say(&client,
                    "GET /late HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    EDGE_UNTIL(edge.ref_count == 1);
    assert_int_equal(edge_stats().requests, 1);
    edge_client_read(&client);
    assert_int_equal(client.size, 0);
    assert_true(answer(edge.refs[0], "one "));
    EDGE_UNTIL(edge_client_has(&client, "GET /2 0"));
    assert_true(strstr(client.data, "one ") < strstr(client.data, "GET /2 0"));
    edge_client_free(&client);
}

static void a_thousand_pipelined_requests_are_answered_in_order(void **state)
{
    struct edge_client client = edge_client_new();
    char text[64];
    (void)state;
    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof text, "GET /%d HTTP/1.1\r\nHost: a\r\n\r\n", i);
        edge_client_say(&client, text);
    }
    EDGE_UNTIL(edge_client_has(&client, "GET /999 0"));
    const char *at = client.data;
    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof text, "GET /%d 0", i);
        at = strstr(at, text);
        assert_non_null(at);
    }
    assert_int_equal(edge_stats().answered, 1000);
    edge_client_free(&client);
}

static void who_leaves_is_reported_once(void **state)
{
    struct edge_client client = edge_client_new();
    (void)state;
    edge_client_say(&client, get_late);
    EDGE_UNTIL(edge.ref_count == 1);
    edge_client_free(&client);
    EDGE_UNTIL(edge.gone_count == 1);
    assert_true(edge.gone[0] == edge.refs[0]);
    assert_false(answer(edge.refs[0], "too late"));
    assert_int_equal(edge_stats().gone, 1);
    assert_int_equal(edge_stats().open, 0);
}

static void a_moved_body_is_freed_when_nobody_gets_it(void **state)
{
    (void)state;
    edge_answer_big(UINT64_C(1) << 32 | 1, 100);
    assert_true(edge.body_freed);
}

static void leaving_is_seen_behind_a_full_buffer(void **state)
{
    static char much[20000];
    struct edge_client client = edge_client_new();
    (void)state;
    memset(much, 'x', sizeof much);
    edge_client_say(&client, get_late);
    edge_client_send(&client, much, sizeof much);
    EDGE_UNTIL(edge.ref_count == 1);
    for (int turn = 0; turn < 20; turn++)
        edge_turn();
    assert_true(edge_stats().bytes_in < sizeof much);
    edge_client_free(&client);
    EDGE_UNTIL(edge.gone_count == 1);
}

static void leaving_in_the_middle_of_a_request_is_no_exchange(void **state)
{
    struct edge_client client = edge_client_new();
    (void)state;
    edge_client_say(&client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe");
    EDGE_UNTIL(edge_stats().bytes_in > 40);
    edge_client_free(&client);
    EDGE_UNTIL(edge_stats().open == 0);
    assert_int_equal(edge_stats().requests, 0);
    assert_int_equal(edge.gone_count, 0);
}

static void freeing_the_server_tells_of_every_exchange(void **state)
{
    struct edge_client client = edge_client_new();
    (void)state;
    edge_client_say(&client, get_late);
    EDGE_UNTIL(edge.ref_count == 1);
    http_server_free(edge.server);
    edge.server = NULL;
    assert_int_equal(edge.gone_count, 1);
    EDGE_UNTIL(edge_client_ended(&client));
    edge_client_free(&client);
}

static void sum_of_a_body(const char *head, bool chunked)
{
    enum { SIZE = 3000000, PIECE = 50000 };
    static char piece[PIECE + 16];
    struct edge_client client = edge_client_new();
    char expected[80];
    edge.body_limit = SIZE;
    edge_client_say(&client, head);
    for (int i = 0; i < SIZE / PIECE; i++) {
        size_t before = chunked ? (size_t)snprintf(piece, 16, "%x\r\n", PIECE) : 0;
        memset(piece + before, i % 200, PIECE);
        memcpy(piece + before + PIECE, "\r\n", 2);
        edge_client_send(&client, piece, before + PIECE + (chunked ? 2 : 0));
    }
    edge_client_say(&client, chunked ? "0\r\n\r\n" : "");
    unsigned long sum = 0;
    for (unsigned long i = 0; i < SIZE / PIECE; i++)
        sum += i % 200 * PIECE;
    snprintf(expected, sizeof expected, "size %d sum %lu.", SIZE, sum);
    EDGE_UNTIL(edge_client_has(&client, expected));
    edge_client_free(&client);
}

static void a_large_body_arrives_whole(void **state)
{
    (void)state;
    sum_of_a_body("POST /sum HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n", false);
}

static void a_large_body_in_chunks_arrives_whole(void **state)
{
    (void)state;
    sum_of_a_body("POST /sum HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", true);
}

static void draining_ends_idle_connections_now_and_busy_ones_after_their_answer(void **state)
{
    struct edge_client idle = edge_client_new();
    struct edge_client busy = edge_client_new();
    (void)state;
    edge_client_say(&idle, "GET /idle HTTP/1.1\r\nHost: a\r\n\r\n");
    EDGE_UNTIL(edge_client_has(&idle, "GET /idle 0"));
    edge_client_say(&busy, get_late);
    EDGE_UNTIL(edge.ref_count == 1);
    http_server_drain(edge.server, on_edge_drained, NULL);
    EDGE_UNTIL(edge_client_ended(&idle));
    edge_turn();
    assert_int_equal(edge.drained, 0);
    edge_client_read(&busy);
    assert_int_equal(busy.size, 0);
    assert_true(answer(edge.refs[0], "the last"));
    EDGE_UNTIL(edge_client_ended(&busy));
    assert_non_null(strstr(busy.data, "the last"));
    assert_non_null(strstr(busy.data, "\r\nConnection: close\r\n"));
    edge_client_free(&busy);
    edge_client_free(&idle);
    EDGE_UNTIL(edge.drained == 1);
    for (int turn = 0; turn < 10; turn++)
        edge_turn();
    assert_int_equal(edge.drained, 1);
    assert_int_equal(edge_stats().requests, edge_stats().answered);
}

static void draining_serves_what_has_arrived(void **state)
{
    struct edge_client client = edge_client_new();
    (void)state;
    EDGE_UNTIL(edge_stats().open == 1);
    send(client.fd, "GET /x HTTP/1.1\r\nHost: a\r\n\r\n", 29, 0); /* and no turn of the loop */
    http_server_drain(edge.server, on_edge_drained, NULL);
    EDGE_UNTIL(edge_client_ended(&client));
    assert_non_null(strstr(client.data, "GET /x 0"));
    edge_client_free(&client);
    EDGE_UNTIL(edge.drained == 1);
}

static void draining_without_connections_is_told_from_the_loop(void **state)
{
    (void)state;
    http_server_drain(edge.server, on_edge_drained, NULL);
    assert_int_equal(edge.drained, 0);
    EDGE_UNTIL(edge.drained == 1);
}

static void who_still_sends_sees_why_it_was_refused(void **state)
{
    enum { SIZE = 4000000 };
    char *much = calloc(1, SIZE);
    struct edge_client client = edge_client_new();
    (void)state;
    edge_client_say(&client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n");
    edge_client_send(&client, much, SIZE);
    EDGE_UNTIL(edge_client_has(&client, "body-too-large"));
    assert_int_equal(strncmp(client.data, "HTTP/1.1 413 ", 13), 0);
    assert_non_null(strstr(client.data, "\r\nConnection: close\r\n"));
    assert_int_equal(edge_stats().faults, 1);
    /* It is heard out for two seconds of silence, no longer. */
    EDGE_UNTIL(edge_stats().open == 0);
    edge_client_free(&client);
    free(much);
}

static void a_unix_socket_is_served_too(void **state)
{
    struct sockaddr_un place = {.sun_family = AF_UNIX};
    struct problem problem = PROBLEM_INIT;
    int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct edge_client client = {.fd = socket(AF_UNIX, SOCK_STREAM, 0),
                                 .data = malloc(ANSWER_MAX + 1)};
    (void)state;
    /* An abstract name: nothing is left in any directory. */
    snprintf(place.sun_path + 1, sizeof place.sun_path - 1, "steerd-test-%d", (int)getpid());
    assert_int_equal(bind(listening, (const void *)&place, sizeof place), 0);
    assert_int_equal(listen(listening, 5), 0);
    assert_int_equal(http_server_listen(edge.server, listening, NULL, &problem), 0);
    assert_int_equal(connect(client.fd, (const void *)&place, sizeof place), 0);
    fcntl(client.fd, F_SETFL, O_NONBLOCK);
    edge_client_say(&client, "GET /local HTTP/1.1\r\nHost: a\r\n\r\n");
    EDGE_UNTIL(edge_client_has(&client, "GET /local 0"));
    edge_client_free(&client);
    http_server_free(edge.server);
    edge.server = NULL;
    close(listening);
}

int main(void)
{
#define LIFE(test) cmocka_unit_test_setup_teardown(test, start, stop)
    const struct CMUnitTest tests[] = {
        LIFE(an_answer_may_come_later),
        LIFE(an_exchange_is_answered_once),
        LIFE(a_pipelined_request_waits_for_the_answer_before_it),
        LIFE(a_thousand_pipelined_requests_are_answered_in_order),
        LIFE(who_leaves_is_reported_once),
        LIFE(a_moved_body_is_freed_when_nobody_gets_it),
        LIFE(leaving_is_seen_behind_a_full_buffer),
        LIFE(leaving_in_the_middle_of_a_request_is_no_exchange),
        LIFE(freeing_the_server_tells_of_every_exchange),
        LIFE(a_large_body_arrives_whole),
        LIFE(a_large_body_in_chunks_arrives_whole),
        LIFE(draining_ends_idle_connections_now_and_busy_ones_after_their_answer),
        LIFE(draining_serves_what_has_arrived),
        LIFE(draining_without_connections_is_told_from_the_loop),
        LIFE(who_still_sends_sees_why_it_was_refused),
        LIFE(a_unix_socket_is_served_too),
    };
    return cmocka_run_group_tests_name("life of a connection", tests, NULL, NULL);
}
