/* test_http_sockets.c - every raw case over a real socket: whole, byte by byte, and cut at every
 * place, with the server seen to have read the first part before the second is sent. */
#include "http_edge.h"

enum { ALL_CUTS_UP_TO = 500, STRIDE = 37 };

/* The next answer of the client's bytes at *at: its status, and its body where one is announced. */
static int take_answer(const struct edge_client *client, size_t *at, bool head_only,
                       struct http_case_bytes *body)
{
    const char *text = client->data + *at;
    const char *end = strstr(text, "\r\n\r\n");
    int status = 0;
    assert_non_null(end);
    assert_int_equal(sscanf(text, "HTTP/1.1 %3d ", &status), 1);
    const char *length = strstr(text, "\r\nContent-Length: ");
    *body = (struct http_case_bytes){client->data + (end + 4 - client->data), 0};
    *at += (size_t)(end + 4 - text);
    if (status == 100)
        return status;
    assert_true(strstr(text, "\r\nDate: ") < end && length != NULL && length < end);
    if (!head_only)
        body->size = strtoul(length + 18, NULL, 10);
    *at += body->size;
    assert_true(*at <= client->size);
    return status;
}

static void check(struct edge_client *client, const struct http_case *expected, size_t cut)
{
    char words[120] = "";
    bool head_only =
        strncmp(expected->sent.data != NULL ? expected->sent.data : "", "HEAD", 4) == 0;
    size_t at = 0;
    for (size_t i = 0; at < client->size; i++) {
        struct http_case_bytes body;
        size_t used = strlen(words);
        int status = take_answer(client, &at, head_only, &body);
        snprintf(words + used, sizeof words - used, "%d ", status);
        if (status != 200)
            continue;
        assert_true(i < expected->echo_count);
        assert_int_equal(body.size, expected->echoes[i].size);
        if (body.size > 0)
            assert_memory_equal(body.data, expected->echoes[i].data, body.size);
    }
    strcat(words, client->ended                            ? "close"
                  : strstr(expected->want, "wait") != NULL ? "wait"
                                                           : "keep");
    if (strcmp(words, expected->want) != 0)
        print_error("case \"%s\", cut at %zu\n", expected->name, cut);
    assert_string_equal(words, expected->want);
}

/* Until the server has read all that was sent, or does not read on. */
static void let_it_read(struct edge_client *client, uint64_t until)
{
    EDGE_UNTIL(edge_client_ended(client) || edge_stats().bytes_in >= until);
    edge_turn();
    while (edge_client_read(client))
        ;
}

static void play(const struct http_case *one, size_t cut, size_t piece)
{
    struct edge_client client = edge_client_new();
    uint64_t before = edge_stats().bytes_in;
    size_t open = (size_t)edge_stats().open;
    EDGE_UNTIL(edge_stats().open > open);
    for (size_t at = 0; at < one->sent.size;) {
        size_t part = at < cut ? cut - at : one->sent.size - at;
        if (piece > 0 && part > piece)
            part = piece;
        edge_client_send(&client, one->sent.data + at, part);
        at += part;
        let_it_read(&client, before + at);
    }
    if (strstr(one->want, "close") != NULL)
        EDGE_UNTIL(edge_client_ended(&client));
    check(&client, one, cut);
    edge_client_free(&client);
    EDGE_UNTIL(edge_stats().open == 0);
}

static void every_case_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++)
        play(&cases[i], 0, 0);
}

static void every_case_byte_by_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++)
        play(&cases[i], 0, 1);
}

static void every_case_cut_at_every_place(void **state)
{
    size_t cuts = 0;
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        size_t stride = cases[i].sent.size <= ALL_CUTS_UP_TO ? 1 : STRIDE;
        for (size_t cut = 1; cut < cases[i].sent.size; cut += stride, cuts++)
            play(&cases[i], cut, 0);
    }
    print_message("%zu cuts\n", cuts);
}

static int set_up(void **state)
{
    if (load_cases(state) != 0)
        return -1;
    edge_start(&case_limits);
    return 0;
}

static int tear_down(void **state)
{
    struct http_stats stats = edge_stats();
    assert_int_equal(stats.requests, stats.answered + stats.gone);
    edge_stop();
    return free_cases(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_whole),
        cmocka_unit_test(every_case_byte_by_byte),
        cmocka_unit_test(every_case_cut_at_every_place),
    };
    return cmocka_run_group_tests_name("raw cases over sockets", tests, set_up, tear_down);
}
