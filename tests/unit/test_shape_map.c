/* test_shape_map.c - members of any name, and what must be said but may be null. */
#include "json/scan.h"
#include "json/shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

static const struct field taker = {.type = FIELD_REFERENCE, .flags = FIELD_NULLABLE};
static const struct field fields[] = {
    {.name = "map", .type = FIELD_MAP, .minimum = 1, .maximum = 2, .item = &taker},
    {.name = "person", .type = FIELD_REFERENCE, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.name = NULL},
};
static const struct shape shape = {"Handover", fields};

/* {body, where, what}: NULL is accepted. */
static const char *const cases[][3] = {
    {"{\"person\":null,\"map\":{\"default\":\"so-khcn\",\"57-NQ/TW\":null}}", NULL, NULL},
    {"{\"person\":\"a\"}", NULL, NULL},
    {"{}", "/person", "required"},
    {"{\"person\":7}", "/person", "wrong-type"},
    {"{\"person\":\" \"}", "/person", "empty"},
    {"{\"person\":null,\"map\":{}}", "/map", "too-short"},
    {"{\"person\":null,\"map\":{\"a\":null,\"b\":null,\"c\":null}}", "/map", "too-long"},
    {"{\"person\":null,\"map\":[]}", "/map", "wrong-type"},
    {"{\"person\":null,\"map\":null}", "/map", "wrong-type"},
    {"{\"person\":null,\"map\":{\"57-NQ/TW\":7}}", "/map/57-NQ~1TW", "wrong-type"},
};

static void check_case(const char *const row[3])
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *value = NULL;
    assert_int_equal(json_parse(&value, row[0], strlen(row[0]), &problem), 0);
    assert_int_equal(shape_check(&shape, value, SHAPE_WHOLE, &problem), row[1] == NULL ? 0 : -1);
    if (row[1] != NULL) {
        assert_int_equal(problem.fault_count, 1);
        assert_string_equal(problem.faults[0].pointer, row[1]);
        assert_string_equal(problem.faults[0].code, row[2]);
    }
    cJSON_Delete(value);
    problem_clear(&problem);
}

static void each_body_is_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(cases[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_body_is_judged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
