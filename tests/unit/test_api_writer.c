/* test_api_writer.c - what the API writes and reads by itself: JSON, CSV, HTML, forms, lines,
 * limits. */
#include "api/form.h"
#include "api/limiter.h"
#include "api/lines.h"
#include "api/refusal.h"
#include "api/writer.h"
#include "db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>
#include <cmocka.h>
#include <string.h>

static struct http_text text(const char *words)
{
    return (struct http_text){words, strlen(words)};
}

static void json_strings_come_back_as_they_were(void **state)
{
    static const char words[] = "a\"b\\c\n\t\x01\x1f\x7fđ Đ 😀 /";
    struct writer out = {NULL, 0, 0, false};
    (void)state;
    write_json(&out, words);
    cJSON *value = cJSON_Parse(out.bytes);
    assert_string_equal(cJSON_GetStringValue(value), words);
    cJSON_Delete(value);
    writer_clear(&out);
}

static void csv_cells_are_quoted_where_they_must_be(void **state)
{
    struct writer out = {NULL, 0, 0, false};
    (void)state;
    write_csv(&out, "plain; text");
    write_text(&out, ",");
    write_csv(&out, "a,b");
    write_text(&out, ",");
    write_csv(&out, "say \"no\"");
    write_text(&out, ",");
    write_csv(&out, "two\nlines");
    assert_string_equal(out.bytes, "plain; text,\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"");
    writer_clear(&out);
}

static void html_has_no_markup_of_others(void **state)
{
    struct writer out = {NULL, 0, 0, false};
    (void)state;
    write_html(&out, "<b> & \"c\" 'd'");
    assert_string_equal(out.bytes, "&#60;b&#62; &#38; &#34;c&#34; &#39;d&#39;");
    writer_clear(&out);
}

static void a_long_text_grows_the_writer(void **state)
{
    struct writer out = {NULL, 0, 0, false};
    (void)state;
    for (int i = 0; i < 10000; i++)
        write_format(&out, "%05d", i);
    assert_int_equal(out.size, 50000);
    assert_memory_equal(out.bytes + 49995, "09999", 6);
    writer_clear(&out);
}

static void a_form_is_read_strictly(void **state)
{
    char value[16];
    (void)state;
    assert_int_equal(form_value(value, sizeof value, text("a=1&b=x%20y+z"), "b"), FORM_FOUND);
    assert_string_equal(value, "x y z");
    assert_int_equal(form_value(value, sizeof value, text("a=1"), "b"), FORM_ABSENT);
    assert_int_equal(form_value(value, sizeof value, text(""), "b"), FORM_ABSENT);
    assert_int_equal(form_value(value, sizeof value, text("b="), "b"), FORM_FOUND);
    assert_string_equal(value, "");
    assert_int_equal(form_value(value, sizeof value, text("b=1&b=2"), "b"), FORM_MALFORMED);
    assert_int_equal(form_value(value, sizeof value, text("b"), "b"), FORM_MALFORMED);
    assert_int_equal(form_value(value, sizeof value, text("b=%"), "b"), FORM_MALFORMED);
    assert_int_equal(form_value(value, sizeof value, text("b=%4"), "b"), FORM_MALFORMED);
    assert_int_equal(form_value(value, sizeof value, text("b=%00"), "b"), FORM_MALFORMED);
    assert_int_equal(form_value(value, sizeof value, text("b=%ff"), "b"), FORM_MALFORMED);
    assert_int_equal(form_value(value, sizeof value, text("b=123456789012345"), "b"), FORM_FOUND);
    assert_int_equal(form_value(value, sizeof value, text("b=1234567890123456"), "b"),
                     FORM_MALFORMED);
    assert_int_equal(form_value(value, sizeof value, text("%62=1"), "b"), FORM_FOUND);
}

static void lines_are_cut_and_blank_ones_passed_over(void **state)
{
    struct http_text rest = text("{\"a\":1}\r\n\n  \n{\"b\":2}");
    (void)state;
    struct http_text line = lines_next(&rest);
    assert_int_equal(line.size, 8);
    assert_memory_equal(line.data, "{\"a\":1}", 7);
    line = lines_next(&rest);
    assert_int_equal(line.size, 7);
    assert_memory_equal(line.data, "{\"b\":2}", 7);
    assert_int_equal(lines_next(&rest).size, 0);
}

static void a_problem_is_written_in_both_languages(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct writer out = {NULL, 0, 0, false};
    (void)state;
    problem_fault(&problem, "/state", "not-in-list", "a, \"b\"", NULL);
    refusal_write(&out, &problem, LANGUAGE_EN, "r-1");
    cJSON *value = cJSON_Parse(out.bytes);
    assert_non_null(value);
    assert_string_equal(cJSON_GetObjectItem(value, "type")->valuestring, "/problems/invalid-input");
    assert_int_equal(cJSON_GetObjectItem(value, "status")->valueint, 422);
    assert_string_equal(cJSON_GetObjectItem(value, "request_id")->valuestring, "r-1");
    cJSON *fault = cJSON_GetArrayItem(cJSON_GetObjectItem(value, "errors"), 0);
    assert_string_equal(cJSON_GetObjectItem(fault, "detail")->valuestring, "Not one of: a, \"b\"");
    cJSON_Delete(value);
    out.size = 0;
    refusal_write(&out, &problem, LANGUAGE_VI, NULL);
    assert_non_null(strstr(out.bytes, "Giá trị không nằm trong danh sách"));
    assert_null(strstr(out.bytes, "request_id"));
    writer_clear(&out);
    problem_clear(&problem);
}

static void vietnamese_has_its_own_words_and_days(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct writer out = {NULL, 0, 0, false};
    (void)state;
    problem_fault(&problem, "/action", "illegal-transition", "running", "start");
    problem_fault(&problem, "", "only-in-state", "closed", "planned, running");
    problem_fault(&problem, "/due_on", "order", "2025-12-31", NULL);
    problem_fault(&problem, "/due_on", "bad-date", "2025-06-30", NULL);
    refusal_write(&out, &problem, LANGUAGE_VI, NULL);
    assert_non_null(strstr(out.bytes, "Không thể bắt đầu khi trạng thái là “đang kiểm tra”"));
    assert_non_null(strstr(out.bytes, "là “đã kết thúc”, chỉ khi: dự kiến, đang kiểm tra"));
    assert_non_null(strstr(out.bytes, "Phải sau 31/12/2025"));
    assert_non_null(strstr(out.bytes, "cần 2025-06-30"));
    out.size = 0;
    refusal_write(&out, &problem, LANGUAGE_EN, NULL);
    assert_non_null(strstr(out.bytes, "Cannot start from state running"));
    assert_non_null(strstr(out.bytes, "Must come after 2025-12-31"));
    writer_clear(&out);
    problem_clear(&problem);
}

static void what_sql_raises_becomes_a_problem(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct writer out = {NULL, 0, 0, false};
    const struct db_result result = {.outcome = DB_ERROR,
                                     .sqlstate = "ST412",
                                     .message = "version-mismatch",
                                     .detail = "{\"errors\":[],\"current_etag\":\"\\\"v8\\\"\"}"};
    (void)state;
    refusal_from_database(&problem, &result, true);
    assert_int_equal(problem.code, PROBLEM_VERSION_MISMATCH);
    refusal_write(&out, &problem, LANGUAGE_EN, NULL);
    assert_non_null(strstr(out.bytes, "\"current_etag\":\"\\\"v8\\\"\""));
    writer_clear(&out);
    problem_clear(&problem);
}

static void constraint_names_never_reach_the_peer(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct writer out = {NULL, 0, 0, false};
    const struct db_result result = {.outcome = DB_ERROR,
                                     .sqlstate = "23505",
                                     .message = "duplicate key violates \"tasks_code_key\"",
                                     .detail = "{\"errors\":[{\"pointer\":\"tasks_code_key\"}]}"};
    (void)state;
    refusal_from_database(&problem, &result, true);
    refusal_write(&out, &problem, LANGUAGE_EN, NULL);
    assert_int_equal(problem_status(problem.code), 409);
    assert_null(strstr(out.bytes, "tasks_code_key"));
    writer_clear(&out);
    problem_clear(&problem);
}

static void each_outcome_of_a_call_has_its_problem(void **state)
{
    static const struct {
        enum db_outcome outcome;
        bool write;
        uint64_t run_us;
        enum problem_code code;
    } cases[] = {
        {DB_TIMEOUT, false, 9, PROBLEM_TIMED_OUT},
        {DB_TIMEOUT, true, 9, PROBLEM_OUTCOME_UNKNOWN},
        {DB_TIMEOUT, true, 0, PROBLEM_TIMED_OUT}, /* never sent */
        {DB_LOST, false, 9, PROBLEM_DATABASE_UNAVAILABLE},
        {DB_LOST, true, 9, PROBLEM_DATABASE_UNAVAILABLE},
        {DB_UNKNOWN, true, 9, PROBLEM_OUTCOME_UNKNOWN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct problem problem = PROBLEM_INIT;
        const struct db_result result = {.outcome = cases[i].outcome, .run_us = cases[i].run_us};
        refusal_from_database(&problem, &result, cases[i].write);
        assert_int_equal(problem.code, cases[i].code);
        assert_int_equal(problem.retry_after, problem_status(problem.code) == 503 ? 1 : 0);
        problem_clear(&problem);
    }
}

static void a_client_gets_what_its_bucket_holds_and_then_waits(void **state)
{
    struct limiter *limiter = limiter_new(60);
    struct allowance allowance;
    uint64_t now = 1000000;
    (void)state;
    for (int i = 0; i < 60; i++) {
        assert_true(limiter_take(limiter, "a", now, &allowance));
        assert_int_equal(allowance.remaining, 59 - i);
    }
    assert_false(limiter_take(limiter, "a", now, &allowance));
    assert_int_equal(allowance.retry_s, 1);
    assert_int_equal(allowance.reset_s, 60);
    assert_true(limiter_take(limiter, "b", now, &allowance));
    assert_false(limiter_take(limiter, "a", now + 999999, &allowance));
    assert_true(limiter_take(limiter, "a", now + 1000000, &allowance));
    assert_false(limiter_take(limiter, "a", now + 1000000, &allowance));
    limiter_free(limiter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_strings_come_back_as_they_were),
        cmocka_unit_test(csv_cells_are_quoted_where_they_must_be),
        cmocka_unit_test(html_has_no_markup_of_others),
        cmocka_unit_test(a_long_text_grows_the_writer),
        cmocka_unit_test(a_form_is_read_strictly),
        cmocka_unit_test(lines_are_cut_and_blank_ones_passed_over),
        cmocka_unit_test(a_problem_is_written_in_both_languages),
        cmocka_unit_test(vietnamese_has_its_own_words_and_days),
        cmocka_unit_test(what_sql_raises_becomes_a_problem),
        cmocka_unit_test(constraint_names_never_reach_the_peer),
        cmocka_unit_test(each_outcome_of_a_call_has_its_problem),
        cmocka_unit_test(a_client_gets_what_its_bucket_holds_and_then_waits),
    };
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
