/* test_shape.c - every kind of field at its limits, every fault of a body at once, merge patches.
 */
#include "json/scan.h"
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

static const char *const states[] = {"received", "in_progress", "reported", NULL};

static const struct field state_item = {.type = FIELD_ENUM, .values = states};
static const struct field reference_item = {.type = FIELD_REFERENCE};

static const struct field evidence_fields[] = {
    {.name = "title", .type = FIELD_STRING, .flags = FIELD_REQUIRED, .maximum = 10},
    {.name = "url", .type = FIELD_URL, .flags = FIELD_NULLABLE},
    {.name = NULL},
};
static const struct shape evidence = {"Evidence", evidence_fields};
static const struct field evidence_item = {.type = FIELD_OBJECT, .shape = &evidence};

static const struct field fields[] = {
    {.name = "string", .type = FIELD_STRING, .minimum = 2, .maximum = 5},
    {.name = "text", .type = FIELD_TEXT, .maximum = 8},
    {.name = "code", .type = FIELD_CODE},
    {.name = "reference", .type = FIELD_REFERENCE},
    {.name = "uuid", .type = FIELD_UUID},
    {.name = "integer", .type = FIELD_INTEGER, .minimum = 0, .maximum = 100},
    {.name = "any_integer", .type = FIELD_INTEGER},
    {.name = "large_integer", .type = FIELD_INTEGER, .maximum = 9223372036854775807L},
    {.name = "boolean", .type = FIELD_BOOLEAN},
    {.name = "decimal", .type = FIELD_DECIMAL},
    {.name = "share", .type = FIELD_DECIMAL, .minimum = -1, .maximum = 100},
    {.name = "date", .type = FIELD_DATE},
    {.name = "import_date", .type = FIELD_IMPORT_DATE},
    {.name = "time", .type = FIELD_TIME},
    {.name = "enum", .type = FIELD_ENUM, .values = states},
    {.name = "url", .type = FIELD_URL},
    {.name = "sha256", .type = FIELD_SHA256},
    {.name = "object", .type = FIELD_OBJECT, .shape = &evidence},
    {.name = "array", .type = FIELD_ARRAY, .minimum = 1, .maximum = 3, .item = &state_item},
    {.name = "long_array", .type = FIELD_ARRAY, .item = &reference_item},
    {.name = "objects", .type = FIELD_ARRAY, .maximum = 2, .item = &evidence_item},
    {.name = "any", .type = FIELD_ANY},
    {.name = "nullable", .type = FIELD_STRING, .flags = FIELD_NULLABLE},
    {.name = "plain", .type = FIELD_STRING},
    {.name = NULL},
};
static const struct shape shape = {"Everything", fields};

static const struct field required_fields[] = {
    {.name = "title", .type = FIELD_STRING, .flags = FIELD_REQUIRED, .maximum = 500},
    {.name = "note", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .maximum = 500},
    {.name = "code", .type = FIELD_CODE, .flags = FIELD_REQUIRED},
    {.name = "evidence", .type = FIELD_ARRAY, .item = &evidence_item},
    {.name = "main", .type = FIELD_OBJECT, .shape = &evidence},
    {.name = NULL},
};
static const struct shape required = {"Required", required_fields};

static int check_text(const struct shape *against, enum shape_mode mode, const char *text,
                      struct problem *problem)
{
    struct cJSON *value = NULL;
    if (json_parse(&value, text, strlen(text), problem) != 0)
        fail_msg("%s: %s", text, problem->note);
    int result = shape_check(against, value, mode, problem);
    cJSON_Delete(value);
    return result;
}

struct field_case {
    const char *member;
    const char *value;
    const char *code; /* NULL: accepted */
    const char *argument;
};

#define REPEAT8(x)  x x x x x x x x
#define REPEAT64(x) REPEAT8(REPEAT8(x))
#define HEX64       REPEAT8("0123abcD")

static const struct field_case field_cases[] = {
    /* Lengths are counted in characters, not in bytes. */
    {"string", "\"a\"", "too-short", "2"},
    {"string", "\"đ\"", "too-short", "2"},
    {"string", "\"ab\"", NULL, NULL},
    {"string", "\"Tổ ấm\"", NULL, NULL},
    {"string", "\"\\uD83D\\uDE00aaaa\"", NULL, NULL},
    {"string", "\"Tổ ấm!\"", "too-long", "5"},
    {"string", "\"  \"", "empty", ""},
    {"string", "\"a\\nb\"", "control-character", ""},
    {"string", "\"a\\tb\"", "control-character", ""},
    {"string", "\"a\\u007f\"", "control-character", ""},
    {"string", "\"a\\u0085\"", "control-character", ""},
    {"string", "\"a\\u2028b\"", "control-character", ""},
    {"string", "1", "wrong-type", "string"},
    {"string", "true", "wrong-type", "string"},
    {"string", "[\"ab\"]", "wrong-type", "string"},
    {"string", "{}", "wrong-type", "string"},
    {"string", "null", "wrong-type", "string"},
    {"text", "\"\"", NULL, NULL},
    {"text", "\"a\\nb\\tc\"", NULL, NULL},
    {"text", "\"a\\rb\"", "control-character", ""},
    {"text", "\"a\\u001b\"", "control-character", ""},
    {"text", "\"1234567\"", NULL, NULL},
    {"text", "\"12345678\"", NULL, NULL},
    {"text", "\"123456789\"", "too-long", "8"},
    {"code", "\"\"", "too-short", "1"},
    {"code", "\"a\"", NULL, NULL},
    {"code", "\"NV-2025-0081\"", NULL, NULL},
    {"code", "\"so_khcn.2\"", NULL, NULL},
    {"code", "\"-a\"", "bad-format", "A-Z a-z 0-9 . _ -"},
    {"code", "\".a\"", "bad-format", "A-Z a-z 0-9 . _ -"},
    {"code", "\"a b\"", "bad-format", "A-Z a-z 0-9 . _ -"},
    {"code", "\"a/b\"", "bad-format", "A-Z a-z 0-9 . _ -"},
    {"code", "\"sở\"", "bad-format", "A-Z a-z 0-9 . _ -"},
    {"code", "\"" REPEAT64("a") "\"", NULL, NULL},
    {"code", "\"" REPEAT64("a") "a\"", "too-long", "64"},
    {"reference", "\"726/KH-UBND\"", NULL, NULL},
    {"reference", "\"\"", "too-short", "1"},
    {"reference", "\"" REPEAT64("ư") "\"", NULL, NULL},
    {"reference", "\"" REPEAT64("ư") "ư\"", "too-long", "64"},
    {"reference", "\"a\\nb\"", "control-character", ""},
    {"uuid", "\"5f0c2f3e-3b0c-4a6b-9d59-1f5a4ad0a001\"", NULL, NULL},
    {"uuid", "\"5F0C2F3E-3B0C-4A6B-9D59-1F5A4AD0A001\"", NULL, NULL},
    {"uuid", "\"5f0c2f3e-3b0c-4a6b-9d59-1f5a4ad0a00\"", "bad-format", "UUID"},
    {"uuid", "\"5f0c2f3e-3b0c-4a6b-9d59-1f5a4ad0a0011\"", "bad-format", "UUID"},
    {"uuid", "\"5f0c2f3e3b0c4a6b9d591f5a4ad0a001\"", "bad-format", "UUID"},
    {"uuid", "\"5f0c2f3e-3b0c-4a6b-9d59-1f5a4ad0a00g\"", "bad-format", "UUID"},
    {"integer", "-1", "too-small", "0"},
    {"integer", "0", NULL, NULL},
    {"integer", "-0", NULL, NULL},
    {"integer", "1", NULL, NULL},
    {"integer", "99", NULL, NULL},
    {"integer", "100", NULL, NULL},
    {"integer", "1e2", NULL, NULL},
    {"integer", "100.0", NULL, NULL},
    {"integer", "101", "too-large", "100"},
    {"integer", "1.5", "wrong-type", "integer"},
    {"integer", "1e-1", "wrong-type", "integer"},
    {"integer", "1e64", "too-large", "100"},
    {"integer", "\"1\"", "wrong-type", "integer"},
    {"integer", "true", "wrong-type", "integer"},
    {"integer", "null", "wrong-type", "integer"},
    {"integer", "[]", "wrong-type", "integer"},
    {"any_integer", "9007199254740990", NULL, NULL},
    {"any_integer", "9007199254740991", NULL, NULL},
    {"any_integer", "9007199254740992", "too-large", "9007199254740991"},
    {"any_integer", "9007199254740993", "too-large", "9007199254740991"},
    {"any_integer", "-9007199254740991", NULL, NULL},
    {"any_integer", "-9007199254740992", "too-small", "-9007199254740991"},
    {"large_integer", "9007199254740991", NULL, NULL},
    {"large_integer", "9007199254740992", "too-large", "9007199254740991"},
    {"large_integer", "-1", "too-small", "0"},
    {"boolean", "true", NULL, NULL},
    {"boolean", "false", NULL, NULL},
    {"boolean", "0", "wrong-type", "boolean"},
    {"boolean", "\"true\"", "wrong-type", "boolean"},
    {"boolean", "null", "wrong-type", "boolean"},
    {"decimal", "\"0\"", NULL, NULL},
    {"decimal", "\"-12.5\"", NULL, NULL},
    {"decimal", "\"123456789012345678.123456789\"", NULL, NULL},
    {"decimal", "\"1234567890123456789\"", "bad-format", "-?[0-9]{1,18}(.[0-9]{1,9})?"},
    {"decimal", "\"1.1234567890\"", "bad-format", "-?[0-9]{1,18}(.[0-9]{1,9})?"},
    {"decimal", "\"1.\"", "bad-format", "-?[0-9]{1,18}(.[0-9]{1,9})?"},
    {"decimal", "\".5\"", "bad-format", "-?[0-9]{1,18}(.[0-9]{1,9})?"},
    {"decimal", "\"1,5\"", "bad-format", "-?[0-9]{1,18}(.[0-9]{1,9})?"},
    {"decimal", "\"+1\"", "bad-format", "-?[0-9]{1,18}(.[0-9]{1,9})?"},
    {"decimal", "\"1e5\"", "bad-format", "-?[0-9]{1,18}(.[0-9]{1,9})?"},
    {"decimal", "\"-\"", "bad-format", "-?[0-9]{1,18}(.[0-9]{1,9})?"},
    {"decimal", "\"\"", "bad-format", "-?[0-9]{1,18}(.[0-9]{1,9})?"},
    {"decimal", "1.5", "wrong-type", "string"},
    {"share", "\"-1\"", NULL, NULL},
    {"share", "\"-1.000\"", NULL, NULL},
    {"share", "\"-1.001\"", "too-small", "-1"},
    {"share", "\"-0.5\"", NULL, NULL},
    {"share", "\"100\"", NULL, NULL},
    {"share", "\"100.000000001\"", "too-large", "100"},
    {"share", "\"99.999999999\"", NULL, NULL},
    {"share", "\"101\"", "too-large", "100"},
    {"date", "\"2025-06-30\"", NULL, NULL},
    {"date", "\"2024-02-29\"", NULL, NULL},
    {"date", "\"2000-02-29\"", NULL, NULL},
    {"date", "\"2025-02-29\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"1900-02-29\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"2100-02-29\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"2025-04-31\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"2025-12-31\"", NULL, NULL},
    {"date", "\"2025-13-01\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"2025-00-01\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"2025-01-00\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"1900-01-01\"", NULL, NULL},
    {"date", "\"1899-12-31\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"2199-12-31\"", NULL, NULL},
    {"date", "\"2200-01-01\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"2025-6-30\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"2025-06-30 \"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"30/06/2025\"", "bad-date", "yyyy-MM-dd"},
    {"date", "\"\"", "bad-date", "yyyy-MM-dd"},
    {"date", "20250630", "wrong-type", "string"},
    {"import_date", "\"2025-06-30\"", NULL, NULL},
    {"import_date", "\"30/06/2025\"", NULL, NULL},
    {"import_date", "\"06/30/2025\"", "bad-date", "yyyy-MM-dd / dd/MM/yyyy"},
    {"import_date", "\"31/02/2025\"", "bad-date", "yyyy-MM-dd / dd/MM/yyyy"},
    {"import_date", "\"30/06/25\"", "bad-date", "yyyy-MM-dd / dd/MM/yyyy"},
    {"import_date", "\"30/06/2025x\"", "bad-date", "yyyy-MM-dd / dd/MM/yyyy"},
    {"time", "\"2025-06-12T15:04:05+07:00\"", NULL, NULL},
    {"time", "\"2025-06-12T15:04:05Z\"", NULL, NULL},
    {"time", "\"2025-06-12t15:04:05z\"", NULL, NULL},
    {"time", "\"2025-06-12T15:04:05.123456789-03:30\"", NULL, NULL},
    {"time", "\"2025-06-12T23:59:59.9+15:59\"", NULL, NULL},
    {"time", "\"2025-06-12T00:00:00-00:00\"", NULL, NULL},
    {"time", "\"2025-06-12T15:04:05\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12 15:04:05Z\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12T24:00:00Z\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12T23:60:00Z\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2016-12-31T23:59:60Z\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12T15:04:05.Z\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12T15:04:05.1234567890Z\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12T15:04:05+07\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12T15:04:05+0700\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12T15:04:05+16:00\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12T15:04:05+07:60\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12T15:04:05Zx\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-02-30T15:04:05Z\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12T15:04Z\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"2025-06-12\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"time", "\"\"", "bad-date", "yyyy-MM-ddThh:mm:ss+07:00"},
    {"enum", "\"reported\"", NULL, NULL},
    {"enum", "\"Reported\"", "not-in-list", "received, in_progress, reported"},
    {"enum", "\"\"", "not-in-list", "received, in_progress, reported"},
    {"enum", "\"reported \"", "not-in-list", "received, in_progress, reported"},
    {"enum", "1", "wrong-type", "string"},
    {"url", "\"https://vanban.longan.gov.vn/a?b=c#d\"", NULL, NULL},
    {"url", "\"HTTP://example.vn\"", NULL, NULL},
    {"url", "\"http://example.vn:8080/%C4%90\"", NULL, NULL},
    {"url", "\"http://[::1]:80/\"", NULL, NULL},
    {"url", "\"http://127.0.0.1\"", NULL, NULL},
    {"url", "\"ftp://example.vn\"", "bad-format", "https://…"},
    {"url", "\"javascript:alert(1)\"", "bad-format", "https://…"},
    {"url", "\"//example.vn\"", "bad-format", "https://…"},
    {"url", "\"https://\"", "bad-format", "https://…"},
    {"url", "\"https:///path\"", "bad-format", "https://…"},
    {"url", "\"https://user:secret@example.vn/\"", "bad-format", "https://…"},
    {"url", "\"https://example.vn:99999/\"", "bad-format", "https://…"},
    {"url", "\"https://example.vn:/\"", "bad-format", "https://…"},
    {"url", "\"https://example.vn/a b\"", "bad-format", "https://…"},
    {"url", "\"https://example.vn/\\n\"", "bad-format", "https://…"},
    {"url", "\"https://example.vn/%zz\"", "bad-format", "https://…"},
    {"url", "\"https://example.vn/%2\"", "bad-format", "https://…"},
    {"url", "\"https://example.vn/đ\"", "bad-format", "https://…"},
    {"url", "\"https://example.vn/#a#b\"", "bad-format", "https://…"},
    {"url", "\"https://example.vn\\\\@evil.vn\"", "bad-format", "https://…"},
    {"url", "\"https://[::1\"", "bad-format", "https://…"},
    {"url", "\"https://[]/\"", "bad-format", "https://…"},
    {"sha256", "\"" HEX64 "\"", NULL, NULL},
    {"sha256", "\"" HEX64 "0\"", "bad-format", "[0-9a-f]{64}"},
    {"sha256", "\"123\"", "bad-format", "[0-9a-f]{64}"},
    {"object", "{\"title\":\"a\"}", NULL, NULL},
    {"object", "[]", "wrong-type", "object"},
    {"object", "null", "wrong-type", "object"},
    {"array", "[\"reported\"]", NULL, NULL},
    {"array", "[\"reported\",\"reported\",\"reported\"]", NULL, NULL},
    {"array", "[]", "too-short", "1"},
    {"array", "[\"reported\",\"reported\",\"reported\",\"reported\"]", "too-long", "3"},
    {"array", "{}", "wrong-type", "array"},
    {"array", "\"reported\"", "wrong-type", "array"},
    {"array", "null", "wrong-type", "array"},
    {"any", "null", NULL, NULL},
    {"any", "{\"x\":[1,\"a\"]}", NULL, NULL},
    {"nullable", "null", NULL, NULL},
    {"nullable", "\"\"", NULL, NULL},
    {"plain", "null", "wrong-type", "string"},
    {"Plain", "\"a\"", "unknown-member", ""},
    {"nothing", "1", "unknown-member", ""},
};

static void check_field_case(const struct field_case *row)
{
    struct problem problem = PROBLEM_INIT;
    char body[512], pointer[64];
    snprintf(body, sizeof body, "{\"%s\":%s}", row->member, row->value);
    snprintf(pointer, sizeof pointer, "/%s", row->member);
    int result = check_text(&shape, SHAPE_WHOLE, body, &problem);
    if ((result == 0) != (row->code == NULL))
        fail_msg("%s: %s", body, result == 0 ? "accepted" : problem.note);
    if (row->code == NULL)
        return;
    assert_int_equal(problem.code, PROBLEM_INVALID_INPUT);
    assert_int_equal(problem.fault_count, 1);
    const struct problem_fault *fault = &problem.faults[0];
    if (strcmp(fault->code, row->code) != 0 || strcmp(fault->args[0], row->argument) != 0 ||
        strcmp(fault->pointer, pointer) != 0)
        fail_msg("%s: %s(%s) at %s", body, fault->code, fault->args[0], fault->pointer);
    assert_non_null(problem_fault_text(fault->code, LANGUAGE_EN));
    problem_clear(&problem);
}

static void each_kind_of_field_is_checked_at_its_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof field_cases / sizeof *field_cases; i++)
        check_field_case(&field_cases[i]);
}

/* One member whose value is `count` times the piece between two ends. */
static int check_repeated(const char *member, const char *piece, size_t count,
                          struct problem *problem)
{
    size_t size = strlen(piece) * count + 64;
    char *body = malloc(size);
    assert_non_null(body);
    size_t at = (size_t)snprintf(body, size, "{\"%s\":", member);
    for (size_t i = 0; i < count; i++)
        at += (size_t)snprintf(body + at, size - at, "%s", piece + (i == 0 && *piece == ','));
    snprintf(body + at, size - at, "}");
    int result = check_text(&shape, SHAPE_WHOLE, body, problem);
    free(body);
    return result;
}

static void limits_of_the_types_themselves_hold(void **state)
{
    static const struct {
        const char *member;
        const char *before;
        const char *piece;
        const char *after;
        size_t limit;
    } rows[] = {
        {"plain", "\"", "ư", "\"", 1000},
        {"url", "\"https://e.vn/", "a", "\"", 2000 - 13},
        {"long_array", "[\"a\"", ",\"a\"", "]", 499},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t count = rows[i].limit - 1; count <= rows[i].limit + 1; count++) {
            struct problem problem = PROBLEM_INIT;
            char *value = calloc(1, count * strlen(rows[i].piece) + 64);
            assert_non_null(value);
            strcat(value, rows[i].before);
            for (size_t j = 0; j < count; j++)
                strcat(value, rows[i].piece);
            strcat(value, rows[i].after);
            int result = check_repeated(rows[i].member, value, 1, &problem);
            assert_int_equal(result, count > rows[i].limit ? -1 : 0);
            if (result != 0)
                assert_string_equal(problem.faults[0].code, "too-long");
            problem_clear(&problem);
            free(value);
        }
    }
}

static void a_body_must_be_an_object(void **state)
{
    static const char *const bodies[] = {"[]", "null", "1", "\"a\"", "true"};
    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct problem problem = PROBLEM_INIT;
        assert_int_equal(check_text(&shape, SHAPE_WHOLE, bodies[i], &problem), -1);
        assert_string_equal(problem.faults[0].pointer, "");
        assert_string_equal(problem.faults[0].code, "wrong-type");
        assert_string_equal(problem.faults[0].args[0], "object");
        problem_clear(&problem);
    }
}

struct expected {
    const char *pointer;
    const char *code;
};

static void assert_faults(const struct problem *problem, const struct expected *expected,
                          size_t count)
{
    assert_int_equal(problem->fault_count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(problem->faults[i].pointer, expected[i].pointer);
        assert_string_equal(problem->faults[i].code, expected[i].code);
    }
}

static void all_faults_are_told_at_once(void **state)
{
    static const struct expected expected[] = {
        {"/code", "required"},
        {"/title", "too-long"},
        {"/evidence/0/title", "required"},
        {"/evidence/1/url", "bad-format"},
        {"/evidence/1/x~1y", "unknown-member"},
        {"/evidence/2", "wrong-type"},
        {"/evidence/3/title", "empty"},
        {"/main/title", "wrong-type"},
        {"/m~0", "unknown-member"},
    };
    struct problem problem = PROBLEM_INIT;
    char body[1024];
    (void)state;
    snprintf(body, sizeof body,
             "{\"title\":\"%0501d\",\"evidence\":[{\"url\":null},{\"title\":\"a\",\"url\":\"x\","
             "\"x/y\":1},7,{\"title\":\" \\u00a0\"}],\"main\":{\"title\":5},\"m~\":1}",
             0);
    assert_int_equal(check_text(&required, SHAPE_WHOLE, body, &problem), -1);
    assert_int_equal(problem.code, PROBLEM_INVALID_INPUT);
    assert_faults(&problem, expected, sizeof expected / sizeof *expected);
    problem_clear(&problem);
}

static void required_members_must_hold_something(void **state)
{
    static const struct {
        const char *body;
        struct expected expected;
    } rows[] = {
        {"{\"code\":\"a\"}", {"/title", "required"}},
        {"{\"title\":null,\"code\":\"a\"}", {"/title", "required"}},
        {"{\"title\":\"\",\"code\":\"a\"}", {"/title", "empty"}},
        {"{\"title\":\"  \",\"code\":\"a\"}", {"/title", "empty"}},
        {"{\"title\":\"\\u3000\\u200b\",\"code\":\"a\"}", {"/title", "empty"}},
        {"{\"title\":\"t\",\"code\":\"\"}", {"/code", "too-short"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct problem problem = PROBLEM_INIT;
        assert_int_equal(check_text(&required, SHAPE_WHOLE, rows[i].body, &problem), -1);
        assert_faults(&problem, &rows[i].expected, 1);
        problem_clear(&problem);
    }
}

static void a_merge_patch_requires_nothing_and_null_removes(void **state)
{
    static const struct expected nulls[] = {{"/title", "required"}, {"/main/title", "required"}};
    static const struct expected blank[] = {{"/title", "empty"}};
    static const struct expected entry[] = {{"/evidence/0/title", "required"}};
    struct problem problem = PROBLEM_INIT;
    (void)state;
    assert_int_equal(check_text(&required, SHAPE_PATCH, "{}", &problem), 0);
    assert_int_equal(check_text(&required, SHAPE_PATCH, "{\"note\":null}", &problem), 0);
    assert_int_equal(check_text(&required, SHAPE_PATCH, "{\"main\":{\"url\":null}}", &problem), 0);
    assert_int_equal(check_text(&required, SHAPE_PATCH,
                                "{\"title\":null,\"note\":null,\"main\":{\"title\":null}}",
                                &problem),
                     -1);
    assert_faults(&problem, nulls, 2);
    problem_clear(&problem);
    assert_int_equal(check_text(&required, SHAPE_PATCH, "{\"title\":\" \"}", &problem), -1);
    assert_faults(&problem, blank, 1);
    problem_clear(&problem);
    /* RFC 7396 replaces an array as a whole, so its entries must be whole. */
    assert_int_equal(check_text(&required, SHAPE_PATCH, "{\"evidence\":[{}]}", &problem), -1);
    assert_faults(&problem, entry, 1);
    problem_clear(&problem);
    assert_int_equal(check_text(&required, SHAPE_PATCH, "[]", &problem), -1);
    problem_clear(&problem);
}

static void faults_stop_at_the_limit(void **state)
{
    struct problem problem = PROBLEM_INIT;
    char body[8192] = "{";
    (void)state;
    for (int i = 0; i < 300; i++)
        snprintf(body + strlen(body), sizeof body - strlen(body), "%s\"x%d\":1", i > 0 ? "," : "",
                 i);
    strcat(body, "}");
    assert_int_equal(check_text(&shape, SHAPE_WHOLE, body, &problem), -1);
    assert_int_equal(problem.fault_count, PROBLEM_FAULTS_MAX);
    /* A second check with the same, full problem still says that it failed. */
    assert_int_equal(check_text(&shape, SHAPE_WHOLE, "{\"y\":1}", &problem), -1);
    problem_clear(&problem);
}

static void entries_beyond_the_limit_are_not_looked_at(void **state)
{
    static const struct expected expected[] = {{"/objects", "too-long"},
                                               {"/objects/1", "wrong-type"}};
    struct problem problem = PROBLEM_INIT;
    (void)state;
    assert_int_equal(
        check_text(&shape, SHAPE_WHOLE, "{\"objects\":[{\"title\":\"a\"},1,2,3]}", &problem), -1);
    assert_faults(&problem, expected, 2);
    problem_clear(&problem);
}

static void a_long_list_of_values_is_cut(void **state)
{
    static const char *const many[] = {"party_committee",
                                       "party_body",
                                       "people_council",
                                       "people_committee",
                                       "department",
                                       "commune",
                                       "public_unit",
                                       "mass_organisation",
                                       "association_of_the_people",
                                       NULL};
    static const struct field kinds[] = {
        {.name = "kind", .type = FIELD_ENUM, .values = many},
        {.name = NULL},
    };
    static const struct shape agency = {"Agency", kinds};
    struct problem problem = PROBLEM_INIT;
    (void)state;
    assert_int_equal(check_text(&agency, SHAPE_WHOLE, "{\"kind\":\"x\"}", &problem), -1);
    assert_string_equal(problem.faults[0].args[0],
                        "party_committee, party_body, people_council, people_committee, "
                        "department, commune, public_unit, mass_organisation, …");
    problem_clear(&problem);
    assert_int_equal(check_text(&agency, SHAPE_WHOLE, "{\"kind\":\"public_unit\"}", &problem), 0);
}

static void long_names_in_pointers_stay_text(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *string = NULL;
    char text[1024];
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        snprintf(text, sizeof text, "{\"%.*s%s\":1}", (int)shift, "abc", REPEAT64("ặ/~"));
        assert_int_equal(check_text(&shape, SHAPE_WHOLE, text, &problem), -1);
        snprintf(text, sizeof text, "\"%s\"", problem.faults[0].pointer);
        assert_in_range(strlen(text), 180, 193);
        problem_clear(&problem);
        assert_int_equal(json_parse(&string, text, strlen(text), &problem), 0);
        cJSON_Delete(string);
    }
}

/* Someone may build a tree without the gate; then a double may be anything. */
static void infinite_numbers_are_no_integers(void **state)
{
    static const double numbers[] = {1e308 * 10, -1e308 * 10, 0.0 / 1e-300 - 0.5};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct problem problem = PROBLEM_INIT;
        struct cJSON *object = cJSON_CreateObject();
        cJSON_AddNumberToObject(object, "any_integer", numbers[i]);
        assert_int_equal(shape_check(&shape, object, SHAPE_WHOLE, &problem), -1);
        assert_string_equal(problem.faults[0].code, "wrong-type");
        problem_clear(&problem);
        cJSON_Delete(object);
    }
}

static void a_problem_of_before_keeps_its_code(void **state)
{
    struct problem problem = PROBLEM_INIT;
    (void)state;
    problem_set(&problem, PROBLEM_STATE_SECRET, "first");
    assert_int_equal(check_text(&shape, SHAPE_WHOLE, "{\"x\":1}", &problem), -1);
    assert_int_equal(problem.code, PROBLEM_STATE_SECRET);
    assert_int_equal(problem.fault_count, 1);
    problem_clear(&problem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_field_is_checked_at_its_limits),
        cmocka_unit_test(limits_of_the_types_themselves_hold),
        cmocka_unit_test(a_body_must_be_an_object),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(required_members_must_hold_something),
        cmocka_unit_test(a_merge_patch_requires_nothing_and_null_removes),
        cmocka_unit_test(faults_stop_at_the_limit),
        cmocka_unit_test(entries_beyond_the_limit_are_not_looked_at),
        cmocka_unit_test(a_long_list_of_values_is_cut),
        cmocka_unit_test(long_names_in_pointers_stay_text),
        cmocka_unit_test(infinite_numbers_are_no_integers),
        cmocka_unit_test(a_problem_of_before_keeps_its_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
