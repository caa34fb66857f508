/* test_http_parser.c - the parser alone: every raw case whole, byte by byte and cut at every place.
 */
#include "http/parser.h"
#include "http_cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A connection as the parser sees it: what it would answer, in words and in echoes. */
struct model {
    struct http_parser parser;
    char *data; /* exactly as large as what has come, so that reading past it is seen */
    size_t size;
    bool closed;
    bool pending; /* part of a request has come */
    bool compact; /* moves chunks together after every piece */
    char words[120];
    struct http_case_bytes echoes[ECHOES_MAX];
    size_t echo_count;
};

static void model_say(struct model *model, int status, bool echo)
{
    size_t used = strlen(model->words);
    snprintf(model->words + used, sizeof model->words - used, "%d ", status);
    assert_true(model->echo_count < ECHOES_MAX);
    struct http_case_bytes *bytes = &model->echoes[model->echo_count++];
    if (!echo)
        return;
    struct http_request request;
    http_parser_request(&model->parser, model->data, &request);
    bytes->data = malloc(CASE_BYTES_MAX);
    int size = snprintf(bytes->data, CASE_BYTES_MAX, "%.*s %.*s %zu", (int)request.method_name.size,
                        request.method_name.data, (int)request.target.size, request.target.data,
                        request.body.size);
    bytes->size = (size_t)size;
    if (request.body.size > 0) {
        bytes->data[bytes->size++] = ' ';
        memcpy(bytes->data + bytes->size, request.body.data, request.body.size);
        bytes->size += request.body.size;
    }
    if (request.method == HTTP_HEAD)
        bytes->size = 0;
}

static void model_resize(struct model *model, size_t size)
{
    char *data = malloc(size > 0 ? size : 1);
    memcpy(data, model->data, size < model->size ? size : model->size);
    free(model->data);
    model->data = data;
    model->size = size;
}

/* Drops what the finished request used. */
static void model_next(struct model *model)
{
    size_t used = model->parser.at;
    memmove(model->data, model->data + used, model->size - used);
    model_resize(model, model->size - used);
    model->closed = model->parser.close;
    model->pending = false;
    http_parser_start(&model->parser, &case_limits, false);
}

static void model_head(struct model *model)
{
    struct http_request request;
    http_parser_request(&model->parser, model->data, &request);
    model->parser.body_limit = case_body_limit(&request);
    if (model->parser.expect_continue && model->parser.content_length <= model->parser.body_limit)
        model_say(model, 100, false);
}

static void model_feed(struct model *model, const char *bytes, size_t size)
{
    size_t before = model->size;
    if (model->closed || size == 0)
        return;
    model_resize(model, before + size);
    memcpy(model->data + before, bytes, size);
    while (!model->closed && model->size > 0) {
        enum http_progress progress = http_parser_run(&model->parser, model->data, model->size);
        assert_true(model->parser.at <= model->size);
        model->pending = progress == HTTP_PROGRESS_MORE;
        if (progress == HTTP_PROGRESS_MORE) {
            if (model->compact)
                model_resize(model, http_parser_compact(&model->parser, model->data, model->size));
            return;
        }
        if (progress == HTTP_PROGRESS_HEAD) {
            model_head(model);
            continue;
        }
        if (progress == HTTP_PROGRESS_COMPLETE)
            model_say(model, 200, true);
        else
            model_say(model, problem_status(model->parser.fault), false);
        model_next(model);
        model->closed |= progress == HTTP_PROGRESS_FAULT;
    }
}

static void model_start(struct model *model, bool compact)
{
    memset(model, 0, sizeof *model);
    model->data = malloc(1);
    model->compact = compact;
    http_parser_start(&model->parser, &case_limits, false);
}

/* Says which case it was, and how it was cut, before cmocka says where. */
static void model_check(struct model *model, const struct http_case *expected, size_t cut)
{
    const char *end = model->closed ? "close" : model->pending ? "wait" : "keep";
    size_t used = strlen(model->words);
    snprintf(model->words + used, sizeof model->words - used, "%s", end);
    if (strcmp(model->words, expected->want) != 0)
        print_error("case \"%s\", cut at %zu (fault: %s)\n", expected->name, cut,
                    model->parser.why != NULL ? model->parser.why : "none");
    assert_string_equal(model->words, expected->want);
    for (size_t i = 0; i < expected->echo_count; i++) {
        const struct http_case_bytes *got = &model->echoes[i];
        if (got->size != expected->echoes[i].size)
            print_error("case \"%s\", cut at %zu, echo %zu\n", expected->name, cut, i);
        assert_int_equal(got->size, expected->echoes[i].size);
        if (got->size > 0)
            assert_memory_equal(got->data, expected->echoes[i].data, got->size);
    }
    for (size_t i = 0; i < model->echo_count; i++)
        free(model->echoes[i].data);
    free(model->data);
}

static void every_case_whole(void **state)
{
    struct model model;
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        model_start(&model, false);
        model_feed(&model, cases[i].sent.data, cases[i].sent.size);
        model_check(&model, &cases[i], 0);
    }
    print_message("%zu cases\n", case_count);
}

static void every_case_byte_by_byte(void **state)
{
    struct model model;
    (void)state;
    for (size_t i = 0; i < 2 * case_count; i++) {
        const struct http_case *one = &cases[i / 2];
        model_start(&model, i % 2 == 1);
        for (size_t at = 0; at < one->sent.size; at++)
            model_feed(&model, one->sent.data + at, 1);
        model_check(&model, one, one->sent.size);
    }
}

static void every_case_cut_at_every_place(void **state)
{
    struct model model;
    size_t cuts = 0;
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        for (size_t cut = 1; cut < cases[i].sent.size; cut++, cuts++) {
            model_start(&model, cut % 2 == 1);
            model_feed(&model, cases[i].sent.data, cut);
            model_feed(&model, cases[i].sent.data + cut, cases[i].sent.size - cut);
            model_check(&model, &cases[i], cut);
        }
    }
    print_message("%zu cuts\n", cuts);
}

static void assert_text(struct http_text text, const char *expected)
{
    assert_int_equal(text.size, strlen(expected));
    assert_memory_equal(text.data, expected, text.size);
}

static enum http_progress parse(struct http_parser *parser, const char *text, bool secure,
                                struct http_request *request)
{
    static char data[4096];
    size_t size = strlen(text);
    memcpy(data, text, size);
    http_parser_start(parser, &case_limits, secure);
    enum http_progress progress = http_parser_run(parser, data, size);
    if (progress == HTTP_PROGRESS_COMPLETE)
        http_parser_request(parser, data, request);
    return progress;
}

static void a_request_is_taken_apart(void **state)
{
    struct http_parser parser;
    struct http_request request;
    (void)state;
    assert_int_equal(parse(&parser,
                           "PATCH /v1/tasks/x?a=b&c?d HTTP/1.1\r\nHost: h:1\r\n"
                           "X-Empty:\r\nIf-Match: \t\"v7\" \r\n\r\n",
                           false, &request),
                     HTTP_PROGRESS_COMPLETE);
    assert_int_equal(request.method, HTTP_PATCH);
    assert_text(request.method_name, "PATCH");
    assert_text(request.target, "/v1/tasks/x?a=b&c?d");
    assert_text(request.path, "/v1/tasks/x");
    assert_text(request.query, "a=b&c?d");
    assert_text(request.host, "h:1");
    assert_int_equal(request.field_count, 3);
    assert_text(request.fields[2].name, "If-Match");
    assert_text(http_field(&request, "if-match"), "\"v7\"");
    assert_text(http_field(&request, "x-empty"), "");
    assert_non_null(http_field(&request, "X-EMPTY").data);
    assert_null(http_field(&request, "x-none").data);
    assert_false(request.tls);
}

static void the_authority_of_the_target_is_the_host(void **state)
{
    static const struct {
        const char *line, *path, *query;
    } rows[] = {
        {"GET http://h:1/a?b HTTP/1.1", "/a", "b"}, {"GET http://h:1 HTTP/1.1", "/", ""},
        {"GET http://h:1?q HTTP/1.1", "/", "q"},    {"OPTIONS http://h:1 HTTP/1.1", "*", ""},
        {"OPTIONS http://h:1/ HTTP/1.1", "/", ""},  {"OPTIONS * HTTP/1.1", "*", ""}};
    struct http_parser parser;
    struct http_request request;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[200];
        snprintf(text, sizeof text, "%s\r\nHost: H:1\r\n\r\n", rows[i].line);
        assert_int_equal(parse(&parser, text, false, &request), HTTP_PROGRESS_COMPLETE);
        assert_text(request.path, rows[i].path);
        assert_text(request.query, rows[i].query);
        assert_int_equal(request.host.size, 3);
    }
}

static void under_tls_the_scheme_is_https(void **state)
{
    struct http_parser parser;
    struct http_request request;
    (void)state;
    assert_int_equal(parse(&parser, "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n", true, &request),
                     HTTP_PROGRESS_COMPLETE);
    assert_true(request.tls);
    assert_int_equal(parse(&parser, "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", true, &request),
                     HTTP_PROGRESS_FAULT);
    assert_int_equal(parser.fault, PROBLEM_MISDIRECTED_REQUEST);
}

static void after_a_fault_nothing_is_read(void **state)
{
    char data[] = "GET / HTTP/9.9\r\n";
    struct http_parser parser;
    (void)state;
    http_parser_start(&parser, &case_limits, false);
    for (int i = 0; i < 3; i++)
        assert_int_equal(http_parser_run(&parser, data, sizeof data - 1), HTTP_PROGRESS_FAULT);
    assert_int_equal(parser.fault, PROBLEM_HTTP_VERSION);
    assert_non_null(parser.why);
    assert_true(parser.close);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_whole),
        cmocka_unit_test(every_case_byte_by_byte),
        cmocka_unit_test(every_case_cut_at_every_place),
        cmocka_unit_test(a_request_is_taken_apart),
        cmocka_unit_test(the_authority_of_the_target_is_the_host),
        cmocka_unit_test(under_tls_the_scheme_is_https),
        cmocka_unit_test(after_a_fault_nothing_is_read),
    };
    return cmocka_run_group_tests_name("the HTTP parser", tests, load_cases, free_cases);
}
