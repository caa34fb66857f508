/* test_router.c - paths and methods to operations: what is found, what is 404, 405, 400, 501. */
#include "api/router.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static enum router_outcome match(struct router_match *out, enum http_method method,
                                 const char *path)
{
    return router_match(out, method, (struct http_text){path, strlen(path)});
}

static void assert_found(enum http_method method, const char *path, const char *operation,
                         const char *object)
{
    struct router_match found;
    assert_int_equal(match(&found, method, path), ROUTER_FOUND);
    assert_string_equal(found.route->operation, operation);
    assert_string_equal(found.object, object);
}

static void every_row_of_the_table_is_found_by_its_own_path(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        char path[200];
        size_t size = 0;
        for (const char *at = routes[i].path; *at != '\0'; at++) {
            if (*at == '{') {
                path[size++] = 'x';
                at = strchr(at, '}');
            } else {
                path[size++] = *at;
            }
        }
        path[size] = '\0';
        assert_found(routes[i].method, path, routes[i].operation,
                     strchr(routes[i].path, '{') != NULL ? "x" : "");
    }
}

static void operations_have_names_of_their_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        for (size_t j = i + 1; j < route_count; j++)
            assert_string_not_equal(routes[i].operation, routes[j].operation);
    }
}

static void the_segment_is_decoded_and_an_encoded_slash_stays_inside(void **state)
{
    (void)state;
    assert_found(HTTP_GET, "/v1/documents/726%2FKH-UBND", "document_get", "726/KH-UBND");
    assert_found(HTTP_GET, "/v1/tasks/NV%2d2025-0001/history", "task_history", "NV-2025-0001");
    assert_found(HTTP_GET, "/v1/documents/12%2FQ%C4%90-TTg", "document_get", "12/QĐ-TTg");
    assert_found(HTTP_GET, "/v1/documents/..", "document_get", "..");
}

static void head_finds_what_get_finds(void **state)
{
    (void)state;
    assert_found(HTTP_HEAD, "/v1/tasks", "task_list", "");
}

static void a_literal_path_wins_over_a_segment(void **state)
{
    (void)state;
    assert_found(HTTP_POST, "/v1/tasks/import", "task_import", "");
    assert_found(HTTP_GET, "/v1/tasks/import", "task_get", "import");
}

static void other_paths_are_not_found(void **state)
{
    static const char *const paths[] = {"/",           "/v1",
                                        "/v1/tasks/",  "/v1//tasks",
                                        "/v1/task",    "/v1/taskss",
                                        "/v1/tasks//", "/v1/tasks/a/b",
                                        "/V1/tasks",   "/v1/tasks/a/",
                                        "/v1/%74asks", "/v1/tasks//history",
                                        "/problems/",  "/v1/tasks/a/history/x",
                                        "*",           ""};
    struct router_match found;
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_int_equal(match(&found, HTTP_GET, paths[i]), ROUTER_NO_PATH);
}

static void bad_encoding_is_told_from_missing(void **state)
{
    static const char *const paths[] = {
        "/v1/tasks/%",         "/v1/tasks/%4",          "/v1/tasks/%zz", "/v1/tasks/%00",
        "/v1/tasks/a%0a",      "/v1/tasks/%7f",         "/v1/tasks/%ff", "/v1/tasks/%c0%af",
        "/v1/tasks/%ed%a0%80", "/v1/tasks/%f5%80%80%80"};
    struct router_match found;
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_int_equal(match(&found, HTTP_GET, paths[i]), ROUTER_BAD_ENCODING);
}

static void a_segment_has_a_longest_length(void **state)
{
    char path[400] = "/v1/tasks/";
    struct router_match found;
    (void)state;
    memset(path + 10, 'a', ROUTER_OBJECT_MAX);
    assert_int_equal(match(&found, HTTP_GET, path), ROUTER_FOUND);
    assert_int_equal(strlen(found.object), ROUTER_OBJECT_MAX);
    path[10 + ROUTER_OBJECT_MAX] = 'a';
    assert_int_equal(match(&found, HTTP_GET, path), ROUTER_NO_PATH);
}

static void another_method_is_405_with_what_the_path_allows(void **state)
{
    struct router_match found;
    char allow[64];
    (void)state;
    assert_int_equal(match(&found, HTTP_DELETE, "/v1/tasks/x"), ROUTER_NO_METHOD);
    router_allow(allow, sizeof allow, found.methods);
    assert_string_equal(allow, "GET, HEAD, PATCH, OPTIONS");
    assert_int_equal(match(&found, HTTP_GET, "/oauth/token"), ROUTER_NO_METHOD);
    router_allow(allow, sizeof allow, found.methods);
    assert_string_equal(allow, "POST, OPTIONS");
    assert_int_equal(match(&found, HTTP_OPTIONS, "/v1/tasks"), ROUTER_OPTIONS);
    router_allow(allow, sizeof allow, found.methods);
    assert_string_equal(allow, "GET, HEAD, POST, OPTIONS");
    assert_int_equal(match(&found, HTTP_OPTIONS, "/nowhere"), ROUTER_NO_PATH);
    assert_int_equal(match(&found, HTTP_METHOD_OTHER, "/v1/tasks"), ROUTER_NOT_IMPLEMENTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_table_is_found_by_its_own_path),
        cmocka_unit_test(operations_have_names_of_their_own),
        cmocka_unit_test(the_segment_is_decoded_and_an_encoded_slash_stays_inside),
        cmocka_unit_test(head_finds_what_get_finds),
        cmocka_unit_test(a_literal_path_wins_over_a_segment),
        cmocka_unit_test(other_paths_are_not_found),
        cmocka_unit_test(bad_encoding_is_told_from_missing),
        cmocka_unit_test(a_segment_has_a_longest_length),
        cmocka_unit_test(another_method_is_405_with_what_the_path_allows),
    };
    return cmocka_run_group_tests_name("router", tests, NULL, NULL);
}
