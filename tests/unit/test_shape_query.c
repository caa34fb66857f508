/* test_shape_query.c - query strings: typed, complete, and nothing that reads two ways. */
#include "json/shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

static const char *const states[] = {"assigned", "in_progress", "reported", NULL};
static const char *const counts[] = {"exact", NULL};
static const struct field state_item = {.type = FIELD_ENUM, .values = states};
static const struct field number_item = {.type = FIELD_INTEGER, .minimum = 0, .maximum = 9};

static const struct field fields[] = {
    {.name = "limit", .type = FIELD_INTEGER, .minimum = 1, .maximum = 500},
    {.name = "offset", .type = FIELD_INTEGER},
    {.name = "overdue", .type = FIELD_BOOLEAN},
    {.name = "q", .type = FIELD_STRING, .maximum = 20},
    {.name = "state", .type = FIELD_ARRAY, .maximum = 3, .item = &state_item},
    {.name = "numbers", .type = FIELD_ARRAY, .item = &number_item},
    {.name = "due_from", .type = FIELD_DATE},
    {.name = "modified_since", .type = FIELD_TIME},
    {.name = "count", .type = FIELD_ENUM, .values = counts},
    {.name = "lead_agency", .type = FIELD_REFERENCE},
    {.name = NULL},
};
static const struct shape shape = {"TaskListQuery", fields};

struct query_case {
    const char *query;
    size_t size;
    const char *json; /* NULL: refused with the one fault that follows */
    const char *pointer;
    const char *code;
};

#define GIVES(query, json)                                                                         \
    {                                                                                              \
        query, sizeof(query) - 1, json, NULL, NULL                                                 \
    }
#define REFUSE(query, pointer, code)                                                               \
    {                                                                                              \
        query, sizeof(query) - 1, NULL, pointer, code                                              \
    }

static const struct query_case cases[] = {
    GIVES("", "{}"),
    GIVES("limit=50", "{\"limit\":50}"),
    GIVES("limit=1&q=a", "{\"limit\":1,\"q\":\"a\"}"),
    GIVES("limit=500", "{\"limit\":500}"),
    GIVES("l%69mit=50", "{\"limit\":50}"),
    GIVES("offset=-12", "{\"offset\":-12}"),
    GIVES("offset=0", "{\"offset\":0}"),
    GIVES("offset=999999999999999", "{\"offset\":999999999999999}"),
    GIVES("overdue=true", "{\"overdue\":true}"),
    GIVES("overdue=false", "{\"overdue\":false}"),
    GIVES("q=s%E1%BB%9F+ng%c3%a0nh%20x", "{\"q\":\"sở ngành x\"}"),
    GIVES("q=", "{\"q\":\"\"}"),
    GIVES("q=a=b", "{\"q\":\"a=b\"}"),
    GIVES("q=a%26b%3Dc%2Bd%25", "{\"q\":\"a&b=c+d%\"}"),
    GIVES("q=true", "{\"q\":\"true\"}"),
    GIVES("q=5", "{\"q\":\"5\"}"),
    GIVES("q=%22%5C", "{\"q\":\"\\\"\\\\\"}"),
    GIVES("state=assigned", "{\"state\":[\"assigned\"]}"),
    GIVES("state=assigned,reported", "{\"state\":[\"assigned\",\"reported\"]}"),
    GIVES("state=assigned%2Creported", "{\"state\":[\"assigned\",\"reported\"]}"),
    GIVES("numbers=1,2,9", "{\"numbers\":[1,2,9]}"),
    GIVES("due_from=2025-06-30", "{\"due_from\":\"2025-06-30\"}"),
    GIVES("modified_since=2025-06-12T15:04:05%2B07:00",
          "{\"modified_since\":\"2025-06-12T15:04:05+07:00\"}"),
    GIVES("count=exact", "{\"count\":\"exact\"}"),
    GIVES("lead_agency=so-khcn", "{\"lead_agency\":\"so-khcn\"}"),

    REFUSE("limit=0", "limit", "too-small"),
    REFUSE("limit=501", "limit", "too-large"),
    REFUSE("limit=", "limit", "wrong-type"),
    REFUSE("limit=abc", "limit", "wrong-type"),
    REFUSE("limit=+50", "limit", "wrong-type"),
    REFUSE("limit=050", "limit", "wrong-type"),
    REFUSE("limit=50.0", "limit", "wrong-type"),
    REFUSE("limit=5e1", "limit", "wrong-type"),
    REFUSE("limit=50%20", "limit", "wrong-type"),
    REFUSE("limit=0x32", "limit", "wrong-type"),
    REFUSE("limit=9999999999999999999999", "limit", "wrong-type"),
    REFUSE("limit=-", "limit", "wrong-type"),
    REFUSE("limit=%EF%BC%95", "limit", "wrong-type"),
    REFUSE("offset=-0x1", "offset", "wrong-type"),
    REFUSE("overdue=1", "overdue", "wrong-type"),
    REFUSE("overdue=TRUE", "overdue", "wrong-type"),
    REFUSE("overdue=", "overdue", "wrong-type"),
    REFUSE("overdue", "overdue", "bad-format"),
    REFUSE("q", "q", "bad-format"),
    REFUSE("limit=50&limit=50", "limit", "repeated"),
    REFUSE("limit=50&l%69mit=60", "limit", "repeated"),
    REFUSE("state=assigned&state=reported", "state", "repeated"),
    REFUSE("state=", "state", "not-in-list"),
    REFUSE("state=assigned,", "state", "not-in-list"),
    REFUSE("state=,assigned", "state", "not-in-list"),
    REFUSE("state=assigned,assigned,assigned,assigned", "state", "too-long"),
    REFUSE("numbers=1,10", "numbers", "too-large"),
    REFUSE("numbers=1,b", "numbers", "wrong-type"),
    REFUSE("dry_run=true", "dry_run", "unknown-parameter"),
    REFUSE("Limit=50", "Limit", "unknown-parameter"),
    REFUSE("limit[]=50", "limit[]", "unknown-parameter"),
    REFUSE("a/b~=50", "a/b~", "unknown-parameter"),
    REFUSE("=50", "", "unknown-parameter"),
    REFUSE("&limit=50", "", "unknown-parameter"),
    REFUSE("limit=50&", "", "unknown-parameter"),
    REFUSE("limit=50&&q=a", "", "unknown-parameter"),
    REFUSE("limit=50;q=a", "limit", "wrong-type"),
    REFUSE("?limit=50", "?limit", "unknown-parameter"),
    REFUSE("q=%", "q", "bad-encoding"),
    REFUSE("q=%2", "q", "bad-encoding"),
    REFUSE("q=%zz", "q", "bad-encoding"),
    REFUSE("q=%2g", "q", "bad-encoding"),
    REFUSE("q=%%32", "q", "bad-encoding"),
    REFUSE("q=a%00b", "q", "bad-encoding"),
    REFUSE("q=a\0b", "q", "bad-encoding"),
    REFUSE("q=%C3", "q", "bad-encoding"),
    REFUSE("q=%C0%AF", "q", "bad-encoding"),
    REFUSE("q=%ED%A0%80", "q", "bad-encoding"),
    REFUSE("q=\xFF", "q", "bad-encoding"),
    REFUSE("q=%u0041", "q", "bad-encoding"),
    REFUSE("%FF=a", "", "bad-encoding"),
    REFUSE("limi%74%00=50", "", "bad-encoding"),
    REFUSE("q=a%0Ab", "q", "control-character"),
    REFUSE("q=%1B", "q", "control-character"),
    REFUSE("q=%C2%85", "q", "control-character"),
    REFUSE("q=123456789012345678901", "q", "too-long"),
    REFUSE("due_from=30/06/2025", "due_from", "bad-date"),
    REFUSE("modified_since=2025-06-12T15:04:05+07:00", "modified_since", "bad-date"),
    REFUSE("count=true", "count", "not-in-list"),
    REFUSE("lead_agency=", "lead_agency", "too-short"),
};

static void check_case(const struct query_case *row)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *out = NULL;
    /* A copy of the exact size: reading past the end is an error the sanitizer sees. */
    char *bytes = malloc(row->size + (row->size == 0));
    assert_non_null(bytes);
    memcpy(bytes, row->query, row->size);
    int result = shape_query(&out, &shape, bytes, row->size, &problem);
    free(bytes);
    if (row->json != NULL) {
        if (result != 0)
            fail_msg("%s: %s", row->query, problem.note);
        char *printed = cJSON_PrintUnformatted(out);
        assert_string_equal(printed, row->json);
        cJSON_free(printed);
        cJSON_Delete(out);
        return;
    }
    if (result == 0)
        fail_msg("%s: accepted", row->query);
    assert_null(out);
    assert_int_equal(problem.code, PROBLEM_INVALID_QUERY);
    const struct problem_fault *fault = &problem.faults[0];
    if (strcmp(fault->pointer, row->pointer) != 0 || strcmp(fault->code, row->code) != 0 ||
        problem.fault_count != 1)
        fail_msg("%s: %zu faults, %s at '%s'", row->query, problem.fault_count, fault->code,
                 fault->pointer);
    problem_clear(&problem);
}

static void each_query_is_typed_or_refused_at_its_parameter(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(&cases[i]);
}

static void all_faults_are_told_at_once(void **state)
{
    static const char query[] = "limit=0&x=1&q=%zz&state=a,b&limit=3&overdue&due_from=x";
    static const struct {
        const char *pointer;
        const char *code;
    } expected[] = {
        {"limit", "too-small"},    {"x", "unknown-parameter"}, {"q", "bad-encoding"},
        {"state", "not-in-list"},  {"state", "not-in-list"},   {"limit", "repeated"},
        {"overdue", "bad-format"}, {"due_from", "bad-date"},
    };
    struct problem problem = PROBLEM_INIT;
    struct cJSON *out = NULL;
    (void)state;
    assert_int_equal(shape_query(&out, &shape, query, sizeof query - 1, &problem), -1);
    assert_int_equal(problem.fault_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < problem.fault_count; i++) {
        assert_string_equal(problem.faults[i].pointer, expected[i].pointer);
        assert_string_equal(problem.faults[i].code, expected[i].code);
    }
    problem_clear(&problem);
}

static void a_missing_parameter_is_told_and_a_bad_one_is_not_missing(void **state)
{
    static const struct field needed[] = {
        {.name = "from", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
        {.name = "to", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
        {.name = NULL},
    };
    static const struct shape period = {"Period", needed};
    struct problem problem = PROBLEM_INIT;
    struct cJSON *out = NULL;
    (void)state;
    assert_int_equal(shape_query(&out, &period, "to=%", 4, &problem), -1);
    assert_int_equal(problem.code, PROBLEM_INVALID_QUERY);
    assert_int_equal(problem.fault_count, 2);
    assert_string_equal(problem.faults[0].code, "bad-encoding");
    assert_string_equal(problem.faults[1].code, "required");
    assert_string_equal(problem.faults[1].pointer, "from");
    problem_clear(&problem);
}

static void very_many_parameters_give_a_hundred_faults(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *out = NULL;
    char query[8192] = "";
    (void)state;
    for (int i = 0; i < 2000; i++)
        memcpy(query + i * 4, "a=1&", 5);
    assert_int_equal(shape_query(&out, &shape, query, strlen(query), &problem), -1);
    assert_int_equal(problem.fault_count, PROBLEM_FAULTS_MAX);
    problem_clear(&problem);
}

static void any_two_bytes_are_handled(void **state)
{
    char query[] = "q=xx&limit=5";
    (void)state;
    for (unsigned i = 0; i < 256 * 256; i++) {
        struct problem problem = PROBLEM_INIT;
        struct cJSON *out = NULL;
        query[2] = (char)(i >> 8);
        query[3] = (char)(i & 255);
        if (shape_query(&out, &shape, query, sizeof query - 1, &problem) == 0)
            assert_int_equal(cJSON_GetObjectItemCaseSensitive(out, "limit")->valueint, 5);
        cJSON_Delete(out);
        problem_clear(&problem);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_query_is_typed_or_refused_at_its_parameter),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(a_missing_parameter_is_told_and_a_bad_one_is_not_missing),
        cmocka_unit_test(very_many_parameters_give_a_hundred_faults),
        cmocka_unit_test(any_two_bytes_are_handled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
