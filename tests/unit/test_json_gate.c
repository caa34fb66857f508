/* test_json_gate.c - what the JSON gate lets through, what it refuses, and where it says it is. */
#include "json/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

struct gate_case {
    const char *text;
    size_t size;
    const char *code; /* NULL: accepted */
    size_t offset;
    const char *pointer;
};

#define ACCEPT(text)                                                                               \
    {                                                                                              \
        text, sizeof(text) - 1, NULL, 0, NULL                                                      \
    }
#define REFUSE(text, code, offset, pointer)                                                        \
    {                                                                                              \
        text, sizeof(text) - 1, code, offset, pointer                                              \
    }

#define DEEP8    "[[[[[[[["
#define CLOSE8   "]]]]]]]]"
#define DIGITS30 "123456789012345678901234567890"

static const struct gate_case cases[] = {
    /* Values of every kind */
    ACCEPT("null"),
    ACCEPT("true"),
    ACCEPT("false"),
    ACCEPT("0"),
    ACCEPT("-0"),
    ACCEPT("\"\""),
    ACCEPT("{}"),
    ACCEPT("[]"),
    ACCEPT(" \t\r\n1 \t\r\n"),
    ACCEPT("[ ]"),
    ACCEPT("{ }"),
    ACCEPT("[1,2,3]"),
    ACCEPT("[[],{},\"\",0,null,true,false]"),
    ACCEPT("{\"a\":1,\"b\":{\"a\":1}}"),
    ACCEPT("{\"a\" : [ 1 , { \"b\" : null } ] }"),
    ACCEPT("{\"\":1}"),
    ACCEPT("{\"a\":1,\"A\":2}"),
    ACCEPT("[{\"a\":1},{\"a\":1}]"),
    ACCEPT("{\"task\":\"NV-2025-0081\",\"summary\":\"Đã trình dự thảo lần 2\"}"),

    /* Numbers */
    ACCEPT("1.5"),
    ACCEPT("-1.5e+10"),
    ACCEPT("1E5"),
    ACCEPT("1e-64"),
    ACCEPT("1e64"),
    ACCEPT("1e+064"),
    ACCEPT("0.0"),
    ACCEPT("0e0"),
    ACCEPT(DIGITS30 "12"),
    ACCEPT("-" DIGITS30 "1"),
    REFUSE(DIGITS30 "123", "number-range", 0, ""),
    REFUSE("[1,-" DIGITS30 "12]", "number-range", 3, "/1"),
    REFUSE("1e65", "number-range", 0, ""),
    REFUSE("{\"n\":1e-65}", "number-range", 5, "/n"),
    REFUSE("1e131071", "number-range", 0, ""),
    REFUSE("1e99999999999999999999", "number-range", 0, ""),
    REFUSE("1e4294967297", "number-range", 0, ""),
    REFUSE("1e18446744073709551617", "number-range", 0, ""),
    REFUSE("1e00000000000000000000000000000000000001", "number-range", 0, ""),
    REFUSE("01", "trailing-bytes", 1, ""),
    REFUSE("[01]", "syntax", 2, ""),
    REFUSE("-", "syntax", 1, ""),
    REFUSE("-a", "syntax", 1, ""),
    REFUSE("+1", "syntax", 0, ""),
    REFUSE(".5", "syntax", 0, ""),
    REFUSE("1.", "syntax", 2, ""),
    REFUSE("[1.]", "syntax", 3, "/0"),
    REFUSE("1.e5", "syntax", 2, ""),
    REFUSE("1e", "syntax", 2, ""),
    REFUSE("1e+", "syntax", 3, ""),
    REFUSE("0x10", "trailing-bytes", 1, ""),
    REFUSE("NaN", "syntax", 0, ""),
    REFUSE("Infinity", "syntax", 0, ""),
    REFUSE("-Infinity", "syntax", 1, ""),
    REFUSE("1_000", "trailing-bytes", 1, ""),
    REFUSE("\xD9\xA1", "syntax", 0, ""),

    /* Words */
    REFUSE("nul", "syntax", 3, ""),
    REFUSE("nulL", "syntax", 3, ""),
    REFUSE("True", "syntax", 0, ""),
    REFUSE("truee", "trailing-bytes", 4, ""),
    REFUSE("[tru]", "syntax", 4, "/0"),
    REFUSE("undefined", "syntax", 0, ""),

    /* Nothing, too much, and what stands around */
    REFUSE("", "empty", 0, ""),
    REFUSE(" \n\t", "empty", 3, ""),
    REFUSE("\xEF\xBB\xBF{}", "byte-order-mark", 0, ""),
    REFUSE(" \xEF\xBB\xBF{}", "syntax", 1, ""),
    REFUSE("\xFE\xFF\0{", "syntax", 0, ""),
    REFUSE("{}x", "trailing-bytes", 2, ""),
    REFUSE("{} {}", "trailing-bytes", 3, ""),
    REFUSE("{}\0", "trailing-bytes", 2, ""),
    REFUSE("1 2", "trailing-bytes", 2, ""),
    REFUSE("{}\f", "trailing-bytes", 2, ""),
    REFUSE("\v1", "syntax", 0, ""),
    REFUSE("\xC2\xA0"
           "1",
           "syntax", 0, ""),
    REFUSE("{}//", "trailing-bytes", 2, ""),
    REFUSE("/* */{}", "syntax", 0, ""),
    REFUSE("'a'", "syntax", 0, ""),
    REFUSE("\0", "syntax", 0, ""),

    /* Arrays */
    REFUSE("[", "syntax", 1, "/0"),
    REFUSE("[1", "syntax", 2, ""),
    REFUSE("[1,", "syntax", 3, "/1"),
    REFUSE("[1,]", "syntax", 3, "/1"),
    REFUSE("[,1]", "syntax", 1, "/0"),
    REFUSE("[1 2]", "syntax", 3, ""),
    REFUSE("[1}", "syntax", 2, ""),
    REFUSE("]", "syntax", 0, ""),
    REFUSE("[1,,2]", "syntax", 3, "/1"),
    REFUSE("{\"a\":[0,1,tru]}", "syntax", 13, "/a/2"),

    /* Objects */
    REFUSE("{", "syntax", 1, ""),
    REFUSE("{\"a\"", "syntax", 4, "/a"),
    REFUSE("{\"a\"}", "syntax", 4, "/a"),
    REFUSE("{\"a\":", "syntax", 5, "/a"),
    REFUSE("{\"a\":1", "syntax", 6, ""),
    REFUSE("{\"a\":1,", "syntax", 7, ""),
    REFUSE("{\"a\":1,}", "syntax", 7, ""),
    REFUSE("{,}", "syntax", 1, ""),
    REFUSE("{a:1}", "syntax", 1, ""),
    REFUSE("{1:1}", "syntax", 1, ""),
    REFUSE("{\"a\":1 \"b\":2}", "syntax", 7, ""),
    REFUSE("{\"a\"=1}", "syntax", 4, "/a"),
    REFUSE("{\"a\":1]", "syntax", 6, ""),
    REFUSE("{\"a\":{\"b\":}}", "syntax", 10, "/a/b"),
    REFUSE("{\"a\":1}}", "trailing-bytes", 7, ""),
    REFUSE("{\"a/b\":{\"c~d\":x}}", "syntax", 14, "/a~1b/c~0d"),
    REFUSE("{\"\\u0061\\/\":x}", "syntax", 12, "/a~1"),
    REFUSE("{\"\\ud83d\\ude00\":x}", "syntax", 16, "/\xF0\x9F\x98\x80"),
    REFUSE("{\"\":x}", "syntax", 4, "/"),

    /* A member named twice */
    REFUSE("{\"a\":1,\"a\":2}", "duplicate-member", 7, "/a"),
    REFUSE("{\"a\":1,\"\\u0061\":2}", "duplicate-member", 7, "/a"),
    REFUSE("{\"\\u0061\":1,\"a\":2}", "duplicate-member", 12, "/a"),
    REFUSE("{\"/\":1,\"\\/\":2}", "duplicate-member", 7, "/~1"),
    REFUSE("{\"\\u000a\":1,\"\\n\":2}", "duplicate-member", 12, "/\n"),
    REFUSE("{\"\\u00e9\":1,\"\xC3\xA9\":2}", "duplicate-member", 12, "/\xC3\xA9"),
    REFUSE("{\"\\uD83D\\uDE00\":1,\"\xF0\x9F\x98\x80\":2}", "duplicate-member", 18,
           "/\xF0\x9F\x98\x80"),
    REFUSE("{\"\":1,\"\":2}", "duplicate-member", 6, "/"),
    REFUSE("{\"x\":[{\"a\":1,\"b\":2,\"a\":3}]}", "duplicate-member", 19, "/x/0/a"),
    REFUSE("{\"a\":1,\"b\":{\"a\":1},\"a\":2}", "duplicate-member", 19, "/a"),
    ACCEPT("{\"a\":1,\"aa\":2,\"\":3,\"b\":4}"),
    ACCEPT("{\"\xC3\xA9\":1,\"e\xCC\x81\":2}"),

    /* Strings and escapes */
    ACCEPT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20AC\\u20ac\""),
    ACCEPT("\"\x7F\""),
    ACCEPT("\"\\u001f\\u007f\""),
    ACCEPT("\"\\uD83D\\uDE00\""),
    ACCEPT("\"\\udbff\\udffd\""),
    REFUSE("\"", "syntax", 1, ""),
    REFUSE("\"abc", "syntax", 4, ""),
    REFUSE("\"a\\", "syntax", 3, ""),
    REFUSE("\"a\\\"", "syntax", 4, ""),
    REFUSE("\"\\a\"", "syntax", 2, ""),
    REFUSE("\"\\'\"", "syntax", 2, ""),
    REFUSE("\"\\x41\"", "syntax", 2, ""),
    REFUSE("\"\\U0041\"", "syntax", 2, ""),
    REFUSE("\"\\\0\"", "syntax", 2, ""),
    REFUSE("\"\\u12\"", "syntax", 5, ""),
    REFUSE("\"\\u12g4\"", "syntax", 5, ""),
    REFUSE("\"\\u+123\"", "syntax", 3, ""),
    REFUSE("\"\\u", "syntax", 3, ""),
    REFUSE("\"a\nb\"", "syntax", 2, ""),
    REFUSE("\"a\tb\"", "syntax", 2, ""),
    REFUSE("\"\x1F\"", "syntax", 1, ""),
    REFUSE("{\"a\nb\":1}", "syntax", 3, ""),

    /* U+0000 and noncharacters */
    REFUSE("\"\\u0000\"", "null-character", 1, ""),
    REFUSE("\"a\0b\"", "null-character", 2, ""),
    REFUSE("{\"k\":\"ab\\u0000c\"}", "null-character", 8, "/k"),
    REFUSE("{\"k\\u0000\":1}", "null-character", 3, ""),
    REFUSE("\"\\uFFFF\"", "noncharacter", 1, ""),
    REFUSE("\"\\ufdd0\"", "noncharacter", 1, ""),
    REFUSE("\"\xEF\xBF\xBE\"", "noncharacter", 1, ""),
    REFUSE("\"\xEF\xB7\xAF\"", "noncharacter", 1, ""),
    REFUSE("\"\xF4\x8F\xBF\xBF\"", "noncharacter", 1, ""),
    REFUSE("\"\\uD83F\\uDFFE\"", "noncharacter", 1, ""),
    ACCEPT("\"\xEF\xB7\x8F\xEF\xB7\xB0\xEF\xBF\xBD\""),

    /* Surrogates */
    REFUSE("\"\\uD800\"", "lone-surrogate", 1, ""),
    REFUSE("\"\\uDC00\"", "lone-surrogate", 1, ""),
    REFUSE("\"\\uD800\\uD800\"", "lone-surrogate", 1, ""),
    REFUSE("\"\\uDC00\\uD800\"", "lone-surrogate", 1, ""),
    REFUSE("\"\\uD800\\n\"", "lone-surrogate", 1, ""),
    REFUSE("\"\\uD800x\"", "lone-surrogate", 1, ""),
    REFUSE("\"\\uD800\\u00\"", "syntax", 11, ""),
    REFUSE("[\"ab\\uDFFF\"]", "lone-surrogate", 4, "/0"),

    /* UTF-8 */
    ACCEPT("\"\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xF0\x90\x80\x80\""),
    ACCEPT("\"\xF4\x8F\xBF\xBD\""),
    REFUSE("\"\x80\"", "bad-utf8", 1, ""),
    REFUSE("\"\xBF\"", "bad-utf8", 1, ""),
    REFUSE("\"a\xC0\xAF\"", "bad-utf8", 2, ""),
    REFUSE("\"\xC1\xBF\"", "bad-utf8", 1, ""),
    REFUSE("\"\xC3\"", "bad-utf8", 1, ""),
    REFUSE("\"\xC3(\"", "bad-utf8", 1, ""),
    REFUSE("\"\xE0\x9F\xBF\"", "bad-utf8", 1, ""),
    REFUSE("\"\xE1\x80\"", "bad-utf8", 1, ""),
    REFUSE("\"\xED\xA0\x80\"", "bad-utf8", 1, ""),
    REFUSE("\"\xED\xBF\xBF\"", "bad-utf8", 1, ""),
    REFUSE("\"\xF0\x8F\xBF\xBF\"", "bad-utf8", 1, ""),
    REFUSE("\"\xF0\x90\x80\"", "bad-utf8", 1, ""),
    REFUSE("\"\xF4\x90\x80\x80\"", "bad-utf8", 1, ""),
    REFUSE("\"\xF5\x80\x80\x80\"", "bad-utf8", 1, ""),
    REFUSE("\"\xFF\"", "bad-utf8", 1, ""),
    REFUSE("\"\xF0\x9F\x98", "bad-utf8", 1, ""),
    REFUSE("{\"k\":\"1234567890\xFF\"}", "bad-utf8", 16, "/k"),
    REFUSE("{\"k\xFF\":1}", "bad-utf8", 3, ""),

    /* Depth */
    ACCEPT(DEEP8 DEEP8 DEEP8 DEEP8 CLOSE8 CLOSE8 CLOSE8 CLOSE8),
    REFUSE(DEEP8 DEEP8 DEEP8 DEEP8 "[]" CLOSE8 CLOSE8 CLOSE8 CLOSE8, "too-deep", 32,
           "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0"),
    REFUSE(DEEP8 DEEP8 DEEP8 "[[[[[[[{\"a\":{}}", "too-deep", 36,
           "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/a"),
};

static void check_case(const struct gate_case *row)
{
    struct problem problem = PROBLEM_INIT;
    char offset[24];
    /* A copy of the exact size: reading past the end is an error the sanitizer sees. */
    char *bytes = malloc(row->size + (row->size == 0));
    assert_non_null(bytes);
    memcpy(bytes, row->text, row->size);
    int result = json_gate(bytes, row->size, &problem);
    free(bytes);
    if (row->code == NULL) {
        if (result != 0)
            fail_msg("%s: refused: %s", row->text, problem.note);
        return;
    }
    snprintf(offset, sizeof offset, "%zu", row->offset);
    if (result == 0)
        fail_msg("%s: accepted", row->text);
    assert_int_equal(problem.code, PROBLEM_MALFORMED_JSON);
    assert_int_equal(problem.fault_count, 1);
    const struct problem_fault *fault = &problem.faults[0];
    if (strcmp(fault->code, row->code) != 0 || strcmp(fault->args[0], offset) != 0 ||
        strcmp(fault->pointer, row->pointer) != 0)
        fail_msg("%s: %s at %s in '%s', not %s at %s in '%s'", row->text, fault->code,
                 fault->args[0], fault->pointer, row->code, offset, row->pointer);
    assert_non_null(problem_fault_text(fault->code, LANGUAGE_VI));
    problem_clear(&problem);
}

static void each_case_is_accepted_or_refused_where_it_is_wrong(void **state)
{
    (void)state;
    assert_true(sizeof cases / sizeof *cases >= 150);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(&cases[i]);
}

/* The tree cJSON makes says the same as the text: printed, it parses to an equal tree. */
static void assert_cjson_agrees(const char *text, size_t size)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *tree = NULL, *again = NULL;
    assert_int_equal(json_parse(&tree, text, size, &problem), 0);
    char *printed = cJSON_PrintUnformatted(tree);
    assert_non_null(printed);
    assert_int_equal(json_parse(&again, printed, strlen(printed), &problem), 0);
    assert_true(cJSON_Compare(tree, again, true));
    char *printed_again = cJSON_PrintUnformatted(again);
    assert_string_equal(printed, printed_again);
    cJSON_free(printed);
    cJSON_free(printed_again);
    cJSON_Delete(tree);
    cJSON_Delete(again);
}

static void what_passes_the_gate_cjson_reads_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (cases[i].code == NULL)
            assert_cjson_agrees(cases[i].text, cases[i].size);
    }
}

static const char document[] =
    "{\"task\":\"NV-2025-0081\",\"source\":{\"event_id\":\"evt-009912\",\"sequence\":42,"
    "\"occurred_at\":\"2025-06-12T15:04:05+07:00\"},\"state\":\"in_progress\","
    "\"progress_percent\":60.5e0,\"summary\":\"Đã trình dự thảo lần 2 \\uD83D\\uDE00\\n\","
    "\"evidence\":[{\"document_number\":\"215/TTr-SKHCN\",\"sha256\":null}],\"done\":false}";

static void every_beginning_of_a_document_is_refused_at_its_end(void **state)
{
    (void)state;
    for (size_t size = 0; size < sizeof document - 1; size++) {
        struct problem problem = PROBLEM_INIT;
        char *bytes = malloc(size + (size == 0));
        assert_non_null(bytes);
        memcpy(bytes, document, size);
        assert_int_equal(json_gate(bytes, size, &problem), -1);
        size_t offset = strtoul(problem.faults[0].args[0], NULL, 10);
        /* Half a character or half a pair is told at its own beginning. */
        assert_in_range(offset, size < 8 ? 0 : size - 8, size);
        problem_clear(&problem);
        free(bytes);
    }
}

static void a_changed_byte_never_makes_cjson_disagree(void **state)
{
    char bytes[sizeof document];
    unsigned accepted = 0;
    (void)state;
    for (size_t i = 0; i < sizeof document - 1; i++) {
        for (unsigned value = 0; value < 256; value++) {
            struct problem problem = PROBLEM_INIT;
            memcpy(bytes, document, sizeof document);
            bytes[i] = (char)value;
            if (json_gate(bytes, sizeof document - 1, &problem) == 0) {
                assert_cjson_agrees(bytes, sizeof document - 1);
                accepted++;
            } else {
                assert_int_equal(problem.fault_count, 1);
            }
            problem_clear(&problem);
        }
    }
    assert_true(accepted > 10000);
}

/* The gate looks at eight bytes at a time: nothing may hide among them. */
static void a_byte_is_found_at_every_place_of_a_long_string(void **state)
{
    static const struct {
        char byte;
        const char *code;
        size_t behind; /* where the fault is told, from the byte on */
    } rows[] = {{'\0', "null-character", 0}, {'\x01', "syntax", 0},      {'\n', "syntax", 0},
                {'\x1F', "syntax", 0},       {'"', "trailing-bytes", 1}, {'\\', "syntax", 1},
                {'\x80', "bad-utf8", 0},     {'\xFF', "bad-utf8", 0}};
    char text[44];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t at = 1; at < sizeof text - 1; at++) {
            struct problem problem = PROBLEM_INIT;
            memset(text, 'a', sizeof text);
            text[0] = text[sizeof text - 1] = '"';
            assert_int_equal(json_gate(text, sizeof text, &problem), 0);
            text[at] = rows[i].byte;
            assert_int_equal(json_gate(text, sizeof text, &problem), -1);
            size_t offset = strtoul(problem.faults[0].args[0], NULL, 10);
            /* A backslash before the closing quote takes it: then the end is missing. */
            if (rows[i].byte == '\\' && at == sizeof text - 2)
                assert_int_equal(offset, sizeof text);
            else
                assert_int_equal(offset, at + rows[i].behind);
            assert_string_equal(problem.faults[0].code, rows[i].code);
            problem_clear(&problem);
        }
    }
}

static void parse_gives_nothing_when_the_gate_refuses(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *tree = NULL;
    (void)state;
    assert_int_equal(json_parse(&tree, "{\"a\":1,\"a\":2}", 13, &problem), -1);
    assert_null(tree);
    assert_int_equal(problem.code, PROBLEM_MALFORMED_JSON);
    problem_clear(&problem);
}

/* An object of `count` members "m0", "m1" … and after them `last`. */
static char *large_object(size_t count, const char *last, size_t *size)
{
    char *text = malloc(count * 24 + 64);
    assert_non_null(text);
    char *at = text;
    *at++ = '{';
    for (size_t i = 0; i < count; i++)
        at += sprintf(at, "\"m%zu\":0,", i);
    at += sprintf(at, "%s}", last);
    *size = (size_t)(at - text);
    return text;
}

static void a_large_object_takes_time_in_proportion(void **state)
{
    struct problem problem = PROBLEM_INIT;
    size_t size = 0;
    (void)state;
    char *text = large_object(JSON_VALUES_MAX - 2, "\"z\":0", &size);
    clock_t start = clock();
    assert_int_equal(json_gate(text, size, &problem), 0);
    /* Comparing each with each would be 5,000,000,000 comparisons. */
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 3.0);
    free(text);
}

static void a_repetition_is_found_in_objects_of_every_size(void **state)
{
    (void)state;
    for (size_t count = 1; count < 70; count++) {
        for (size_t twice = 0; twice < count; twice += 3) {
            struct problem problem = PROBLEM_INIT;
            char last[32], pointer[32];
            size_t size = 0;
            snprintf(last, sizeof last, "\"\\u006d%zu\":1", twice);
            snprintf(pointer, sizeof pointer, "/m%zu", twice);
            char *text = large_object(count, last, &size);
            assert_int_equal(json_gate(text, size, &problem), -1);
            assert_string_equal(problem.faults[0].code, "duplicate-member");
            assert_string_equal(problem.faults[0].pointer, pointer);
            size_t offset = strtoul(problem.faults[0].args[0], NULL, 10);
            assert_int_equal(offset, size - strlen(last) - 1);
            problem_clear(&problem);
            free(text);
        }
    }
}

static void the_first_of_several_repetitions_is_told(void **state)
{
    struct problem problem = PROBLEM_INIT;
    size_t size = 0;
    (void)state;
    char *text = large_object(40, "\"m30\":0,\"m5\":0,\"m30\":0", &size);
    assert_int_equal(json_gate(text, size, &problem), -1);
    assert_string_equal(problem.faults[0].pointer, "/m30");
    assert_int_equal(strtoul(problem.faults[0].args[0], NULL, 10),
                     size - strlen("\"m30\":0,\"m5\":0,\"m30\":0}"));
    problem_clear(&problem);
    free(text);
}

/* [0,0,…]: `count` values with the array itself. */
static int gate_many_values(size_t count, struct problem *problem)
{
    char *text = malloc(count * 2 + 2);
    assert_non_null(text);
    size_t size = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        text[size++] = i == 0 ? '[' : ',';
        text[size++] = '0';
    }
    text[size++] = ']';
    int result = json_gate(text, size, problem);
    free(text);
    return result;
}

static void values_are_counted(void **state)
{
    struct problem problem = PROBLEM_INIT;
    (void)state;
    assert_int_equal(gate_many_values(JSON_VALUES_MAX - 1, &problem), 0);
    assert_int_equal(gate_many_values(JSON_VALUES_MAX, &problem), 0);
    assert_int_equal(gate_many_values(JSON_VALUES_MAX + 1, &problem), -1);
    assert_string_equal(problem.faults[0].code, "too-many-values");
    assert_string_equal(problem.faults[0].pointer, "/99999");
    problem_clear(&problem);
}

static void a_long_pointer_is_cut_but_stays_text(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *string = NULL;
    char text[2048] = "";
    (void)state;
    for (int i = 0; i < 20; i++)
        strcat(text, "{\"Nhiệm vụ trọng tâm của năm\":");
    strcat(text, "x");
    assert_int_equal(json_gate(text, strlen(text), &problem), -1);
    snprintf(text, sizeof text, "\"%s\"", problem.faults[0].pointer);
    problem_clear(&problem);
    assert_in_range(strlen(text), 150, 193);
    assert_int_equal(json_parse(&string, text, strlen(text), &problem), 0);
    cJSON_Delete(string);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_is_accepted_or_refused_where_it_is_wrong),
        cmocka_unit_test(what_passes_the_gate_cjson_reads_the_same),
        cmocka_unit_test(every_beginning_of_a_document_is_refused_at_its_end),
        cmocka_unit_test(a_changed_byte_never_makes_cjson_disagree),
        cmocka_unit_test(a_byte_is_found_at_every_place_of_a_long_string),
        cmocka_unit_test(parse_gives_nothing_when_the_gate_refuses),
        cmocka_unit_test(a_large_object_takes_time_in_proportion),
        cmocka_unit_test(a_repetition_is_found_in_objects_of_every_size),
        cmocka_unit_test(the_first_of_several_repetitions_is_told),
        cmocka_unit_test(values_are_counted),
        cmocka_unit_test(a_long_pointer_is_cut_but_stays_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
