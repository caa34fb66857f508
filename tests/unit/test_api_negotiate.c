/* test_api_negotiate.c - Accept, Accept-Language, Content-Type, and the other fields of a head. */
#include "api/head.h"
#include "api/hosts.h"
#include "api/negotiate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const enum media LIST[] = {MEDIA_JSON, MEDIA_CSV, MEDIA_NDJSON, MEDIA_NONE};

static struct http_text text(const char *words)
{
    return (struct http_text){words, words != NULL ? strlen(words) : 0};
}

static void the_media_type_wanted_most_is_chosen(void **state)
{
    static const struct {
        const char *accept;
        enum media chosen;
    } cases[] = {
        {NULL, MEDIA_JSON},
        {"*/*", MEDIA_JSON},
        {"application/json", MEDIA_JSON},
        {"text/csv", MEDIA_CSV},
        {"TEXT/CSV", MEDIA_CSV},
        {"text/*", MEDIA_CSV},
        {"application/*", MEDIA_JSON},
        {"application/x-ndjson", MEDIA_NDJSON},
        {"text/csv;q=0.5, application/x-ndjson;q=0.9", MEDIA_NDJSON},
        {"text/csv;q=0.5,application/json;q=0.5", MEDIA_JSON},
        {"*/*;q=0.1, text/csv", MEDIA_CSV},
        {"*/*, application/json;q=0", MEDIA_CSV},
        {"text/html, */*;q=0.2", MEDIA_JSON},
        {"text/html", MEDIA_NONE},
        {"application/json;q=0", MEDIA_NONE},
        {"", MEDIA_NONE},
        {"application", MEDIA_NONE},
        {",,text/csv,", MEDIA_CSV},
        {"text/csv ; q=1.000", MEDIA_CSV},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(media_choose(text(cases[i].accept), LIST), cases[i].chosen);
}

static void vietnamese_is_spoken_unless_english_is_wanted_more(void **state)
{
    (void)state;
    assert_int_equal(language_choose(text(NULL)), LANGUAGE_VI);
    assert_int_equal(language_choose(text("fr")), LANGUAGE_VI);
    assert_int_equal(language_choose(text("*")), LANGUAGE_VI);
    assert_int_equal(language_choose(text("en")), LANGUAGE_EN);
    assert_int_equal(language_choose(text("en-GB")), LANGUAGE_EN);
    assert_int_equal(language_choose(text("vi, en")), LANGUAGE_VI);
    assert_int_equal(language_choose(text("vi;q=0.5, en;q=0.8")), LANGUAGE_EN);
    assert_int_equal(language_choose(text("vi-VN, en;q=0.9")), LANGUAGE_VI);
    assert_int_equal(language_choose(text("english")), LANGUAGE_VI);
}

static void a_content_type_may_only_say_utf_8(void **state)
{
    (void)state;
    assert_true(content_type_is(text("application/json"), "application/json"));
    assert_true(content_type_is(text("Application/JSON; charset=UTF-8"), "application/json"));
    assert_true(content_type_is(text("application/json;charset=\"utf-8\""), "application/json"));
    assert_false(content_type_is(text("application/json; charset=latin1"), "application/json"));
    assert_false(content_type_is(text("application/jsonx"), "application/json"));
    assert_false(content_type_is(text("text/plain"), "application/json"));
    assert_false(content_type_is(text(NULL), "application/json"));
}

static void a_head_is_read_in_one_pass(void **state)
{
    struct http_request request = {.field_count = 5};
    struct head head;
    (void)state;
    request.fields[0] = (struct http_field){text("x-request-id"), text("abc.1_2-3")};
    request.fields[1] = (struct http_field){text("AUTHORIZATION"), text("bearer  a.b.c")};
    request.fields[2] = (struct http_field){text("Accept-Language"), text("en")};
    request.fields[3] = (struct http_field){
        text("traceparent"), text("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")};
    request.fields[4] = (struct http_field){text("Accep"), text("text/csv")};
    head_read(&head, &request);
    assert_string_equal(head.request_id, "abc.1_2-3");
    assert_int_equal(head.language, LANGUAGE_EN);
    assert_string_equal(head.traceparent,
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assert_null(head.accept.data);
    struct http_text token = head_bearer(head.authorization);
    assert_int_equal(token.size, 5);
    assert_memory_equal(token.data, "a.b.c", 5);
    assert_int_equal(head_bearer(text("Basic abc")).size, 0);
    assert_int_equal(head_bearer(text("Bearer ")).size, 0);
    assert_int_equal(head_bearer(text("Bearerabc")).size, 0);
}

static void a_bad_request_id_or_trace_is_as_if_it_were_not_there(void **state)
{
    static const char *const ids[] = {
        "", "a b", "a\"b", "é",
        "12345678901234567890123456789012345678901234567890123456789012345"};
    struct http_request request = {.field_count = 2};
    struct head head;
    (void)state;
    request.fields[1] = (struct http_field){
        text("traceparent"), text("00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        request.fields[0] = (struct http_field){text("X-Request-Id"), text(ids[i])};
        head_read(&head, &request);
        assert_string_equal(head.request_id, "");
        assert_string_equal(head.traceparent, "");
    }
}

static void if_match_names_one_version(void **state)
{
    static const char *const bad[] = {
        "",         "v7", "\"7\"",          "\"v\"",   "\"v07\"",
        "W/\"v7\"", "*",  "\"v7\", \"v8\"", "\"v7x\"", "\"v9999999999\""};
    long version = 0;
    (void)state;
    struct problem problem = PROBLEM_INIT;
    assert_int_equal(head_if_match(&version, text("\"v7\""), &problem), 0);
    assert_int_equal(version, 7);
    assert_int_equal(head_if_match(&version, text("\"v999999999\""), &problem), 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(head_if_match(&version, text(bad[i]), &problem), -1);
        assert_int_equal(problem.code, PROBLEM_INVALID_HEADER);
        problem_clear(&problem);
    }
}

static void if_none_match_knows_lists_and_weak_tags(void **state)
{
    (void)state;
    assert_true(head_none_match(text("\"v7\""), "\"v7\""));
    assert_true(head_none_match(text("W/\"v7\""), "\"v7\""));
    assert_true(head_none_match(text("\"v6\", \"v7\""), "\"v7\""));
    assert_true(head_none_match(text("\"v7\" , \"v6\""), "\"v7\""));
    assert_true(head_none_match(text("*"), "\"v7\""));
    assert_false(head_none_match(text("\"v77\""), "\"v7\""));
    assert_false(head_none_match(text("\"v6\""), "\"v7\""));
    assert_false(head_none_match(text("v7"), "\"v7\""));
    assert_false(head_none_match(text(NULL), "\"v7\""));
}

static void an_idempotency_key_is_visible_ascii(void **state)
{
    char key[130];
    (void)state;
    struct problem problem = PROBLEM_INIT;
    memset(key, 'k', sizeof key);
    assert_int_equal(head_idempotency_key(text("\"8e03978e-40d5\""), &problem), 0);
    assert_int_equal(head_idempotency_key((struct http_text){key, 128}, &problem), 0);
    assert_int_equal(head_idempotency_key((struct http_text){key, 129}, &problem), -1);
    problem_clear(&problem);
    assert_int_equal(head_idempotency_key(text(""), &problem), -1);
    problem_clear(&problem);
    assert_int_equal(head_idempotency_key(text("a b"), &problem), -1);
    problem_clear(&problem);
}

static void only_the_names_configured_are_served(void **state)
{
    (void)state;
    assert_true(host_is_served("", text("anything")));
    assert_true(host_is_served("a.vn,b.vn", text("B.vn:8057")));
    assert_true(host_is_served("a.vn, b.vn", text("b.vn")));
    assert_true(host_is_served("[::1]", text("[::1]:80")));
    assert_false(host_is_served("a.vn", text("a.vn.evil")));
    assert_false(host_is_served("a.vn", text("a.v")));
    assert_false(host_is_served("a.vn", text("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_media_type_wanted_most_is_chosen),
        cmocka_unit_test(vietnamese_is_spoken_unless_english_is_wanted_more),
        cmocka_unit_test(a_content_type_may_only_say_utf_8),
        cmocka_unit_test(a_head_is_read_in_one_pass),
        cmocka_unit_test(a_bad_request_id_or_trace_is_as_if_it_were_not_there),
        cmocka_unit_test(if_match_names_one_version),
        cmocka_unit_test(if_none_match_knows_lists_and_weak_tags),
        cmocka_unit_test(an_idempotency_key_is_visible_ascii),
        cmocka_unit_test(only_the_names_configured_are_served),
    };
    return cmocka_run_group_tests_name("negotiate", tests, NULL, NULL);
}
