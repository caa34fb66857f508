/* test_shape_schema.c - the JSON Schema a table of fields prints, read back. */
#include "json/scan.h"
#include "json/shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

static const char *const levels[] = {"agency", "province", NULL};

static const struct field obstacle_fields[] = {
    {.name = "title", .type = FIELD_STRING, .flags = FIELD_REQUIRED, .maximum = 500},
    {.name = "needs_level",
     .type = FIELD_ENUM,
     .flags = FIELD_NULLABLE,
     .values = levels,
     .about_vi = "Cấp cần tháo gỡ",
     .about_en = "Who must help"},
    {.name = NULL},
};
static const struct shape obstacle = {"Obstacle", obstacle_fields};
static const struct field obstacle_item = {.type = FIELD_OBJECT, .shape = &obstacle};

static const struct field fields[] = {
    {.name = "code", .type = FIELD_CODE, .flags = FIELD_REQUIRED},
    {.name = "percent", .type = FIELD_INTEGER, .maximum = 100},
    {.name = "due_on", .type = FIELD_DATE, .flags = FIELD_NULLABLE},
    {.name = "at", .type = FIELD_TIME},
    {.name = "id", .type = FIELD_UUID},
    {.name = "value", .type = FIELD_DECIMAL},
    {.name = "key", .type = FIELD_BOOLEAN},
    {.name = "url", .type = FIELD_URL},
    {.name = "sha256", .type = FIELD_SHA256},
    {.name = "obstacles", .type = FIELD_ARRAY, .maximum = 20, .item = &obstacle_item},
    {.name = "main", .type = FIELD_OBJECT, .shape = &obstacle},
    {.name = "secret", .type = FIELD_TEXT, .flags = FIELD_SECRET, .about_en = "Only once"},
    {.name = "any", .type = FIELD_ANY},
    {.name = NULL},
};
static const struct shape shape = {"Everything", fields};

#define OBSTACLE_MEMBERS(required)                                                                 \
    "\"properties\":{\"title\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":500},"           \
    "\"needs_level\":{\"type\":[\"string\",\"null\"],\"enum\":[\"agency\",\"province\",null],"     \
    "\"description\":\"Cấp cần tháo gỡ\",\"x-description-en\":\"Who must help\"}}" required

#define CLOSED         ",\"additionalProperties\":false"
#define TITLE_REQUIRED ",\"required\":[\"title\"]"

static const char whole[] =
    "{\"title\":\"Everything\",\"type\":\"object\",\"properties\":{"
    "\"code\":{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$\","
    "\"minLength\":1,\"maxLength\":64},"
    "\"percent\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":100},"
    "\"due_on\":{\"type\":[\"string\",\"null\"],\"format\":\"date\"},"
    "\"at\":{\"type\":\"string\",\"format\":\"date-time\"},"
    "\"id\":{\"type\":\"string\",\"format\":\"uuid\"},"
    "\"value\":{\"type\":\"string\",\"pattern\":\"^-?[0-9]{1,18}(\\\\.[0-9]{1,9})?$\"},"
    "\"key\":{\"type\":\"boolean\"},"
    "\"url\":{\"type\":\"string\",\"format\":\"uri\",\"minLength\":1,\"maxLength\":2000},"
    "\"sha256\":{\"type\":\"string\",\"pattern\":\"^[0-9A-Fa-f]{64}$\"},"
    "\"obstacles\":{\"type\":\"array\",\"maxItems\":20,\"items\":{\"type\":\"object\"," //
    OBSTACLE_MEMBERS(
        TITLE_REQUIRED
            CLOSED) "}},"
                    "\"main\":{\"type\":\"object\"," OBSTACLE_MEMBERS(
                        TITLE_REQUIRED
                            CLOSED) "},"
                                    "\"secret\":{\"type\":\"string\",\"maxLength\":4000,"
                                    "\"writeOnly\":true,"
                                    "\"description\":\"Only once\"},"
                                    "\"any\":{}},"
                                    "\"required\":[\"code\"],\"additionalProperties\":false}";

/* What is printed is valid for our own gate, and says the same as `expected`. */
static void assert_schema(struct cJSON *schema, const char *expected)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *read = NULL, *wanted = NULL;
    assert_non_null(schema);
    char *printed = cJSON_PrintUnformatted(schema);
    assert_int_equal(json_parse(&read, printed, strlen(printed), &problem), 0);
    assert_int_equal(json_parse(&wanted, expected, strlen(expected), &problem), 0);
    if (!cJSON_Compare(read, wanted, true))
        fail_msg("%s\nis not\n%s", printed, expected);
    cJSON_free(printed);
    cJSON_Delete(schema);
    cJSON_Delete(read);
    cJSON_Delete(wanted);
}

static void a_whole_body_is_described(void **state)
{
    (void)state;
    assert_schema(shape_schema(&shape, SHAPE_WHOLE), whole);
}

static void a_patch_requires_nothing_but_in_entries(void **state)
{
    (void)state;
    assert_schema(shape_schema(&obstacle, SHAPE_PATCH),
                  "{\"title\":\"Obstacle\",\"type\":\"object\"," OBSTACLE_MEMBERS(CLOSED) "}");
    assert_schema(field_schema(&fields[9], SHAPE_PATCH),
                  "{\"type\":\"array\",\"maxItems\":20,\"items\":{\"type\":\"object\"," //
                  OBSTACLE_MEMBERS(TITLE_REQUIRED CLOSED) "}}");
    assert_schema(field_schema(&fields[10], SHAPE_PATCH),
                  "{\"type\":\"object\"," OBSTACLE_MEMBERS(CLOSED) "}");
}

static void members_of_any_name_are_described_once(void **state)
{
    static const struct field item = {.type = FIELD_DATE};
    static const struct field map = {.type = FIELD_MAP, .maximum = 7, .item = &item};
    (void)state;
    assert_schema(field_schema(&map, SHAPE_WHOLE),
                  "{\"type\":\"object\",\"maxProperties\":7,"
                  "\"additionalProperties\":{\"type\":\"string\",\"format\":\"date\"}}");
}

static void an_answer_may_grow(void **state)
{
    (void)state;
    assert_schema(shape_schema(&obstacle, SHAPE_ANSWER),
                  "{\"title\":\"Obstacle\",\"type\":\"object\"," //
                  OBSTACLE_MEMBERS(TITLE_REQUIRED) "}");
    assert_schema(field_schema(&fields[11], SHAPE_ANSWER),
                  "{\"type\":\"string\",\"maxLength\":4000,\"readOnly\":true,"
                  "\"description\":\"Only once\"}");
}

static void an_answer_with_new_members_passes_its_check(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *value = NULL;
    static const char text[] = "{\"title\":\"a\",\"since_v2\":1}";
    (void)state;
    assert_int_equal(json_parse(&value, text, sizeof text - 1, &problem), 0);
    assert_int_equal(shape_check(&obstacle, value, SHAPE_ANSWER, &problem), 0);
    assert_int_equal(shape_check(&obstacle, value, SHAPE_WHOLE, &problem), -1);
    problem_clear(&problem);
    cJSON_Delete(value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_body_is_described),
        cmocka_unit_test(a_patch_requires_nothing_but_in_entries),
        cmocka_unit_test(members_of_any_name_are_described_once),
        cmocka_unit_test(an_answer_may_grow),
        cmocka_unit_test(an_answer_with_new_members_passes_its_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
