/* test_log.c - a log line is one JSON object whatever stands in its fields, and secrets are no
 * field. */
#include "log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>
#include <cmocka.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char captured[16384];

static int ends[2];
static int kept;

static void capture_begin(void)
{
    kept = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
}

static void capture_end(void)
{
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(ends[1]);
    ssize_t size = read(ends[0], captured, sizeof captured - 1);
    close(ends[0]);
    captured[size > 0 ? size : 0] = '\0';
}

/* What log_event() writes for these fields. */
static void capture(enum log_level level, const struct log_field *fields)
{
    capture_begin();
    log_event(level, "event", fields);
    capture_end();
}

static cJSON *line(void)
{
    size_t size = strlen(captured);
    assert_true(size > 0 && captured[size - 1] == '\n');
    assert_ptr_equal(strchr(captured, '\n'), captured + size - 1);
    cJSON *value = cJSON_ParseWithLength(captured, size - 1);
    assert_non_null(value);
    return value;
}

static void a_line_has_time_level_process_event_and_fields(void **state)
{
    const struct log_field fields[] = {LOG_TEXT("who", "office"), LOG_NUMBER("count", -7), LOG_END};
    (void)state;
    log_process_set("worker-1");
    capture(LOG_LEVEL_WARNING, fields);
    cJSON *value = line();
    assert_int_equal(strlen(cJSON_GetObjectItem(value, "time")->valuestring), 24);
    assert_string_equal(cJSON_GetObjectItem(value, "level")->valuestring, "warning");
    assert_string_equal(cJSON_GetObjectItem(value, "process")->valuestring, "worker-1");
    assert_string_equal(cJSON_GetObjectItem(value, "event")->valuestring, "event");
    assert_string_equal(cJSON_GetObjectItem(value, "who")->valuestring, "office");
    assert_int_equal(cJSON_GetObjectItem(value, "count")->valueint, -7);
    cJSON_Delete(value);
}

static void control_characters_cannot_forge_a_line_or_steer_a_terminal(void **state)
{
    const struct log_field fields[] = {LOG_TEXT("text",
                                                "a\n{\"level\":\"error\"}\r\x1b[2J\x7f\"\\ \xc2\x9b"
                                                "m đ"),
                                       LOG_END};
    (void)state;
    capture(LOG_LEVEL_INFO, fields);
    cJSON *value = line();
    assert_null(strpbrk(captured, "\x1b\r\x7f"));
    assert_null(strstr(captured, "\xc2\x9b"));
    assert_string_equal(cJSON_GetObjectItem(value, "text")->valuestring, fields[0].text);
    cJSON_Delete(value);
}

static void a_line_that_is_too_long_is_cut_and_stays_an_object(void **state)
{
    static char text[9000];
    (void)state;
    for (size_t lead = 0; lead < 8; lead++) {
        memset(text, 'a', lead);
        for (size_t i = lead; i + 2 < sizeof text; i += 2)
            memcpy(text + i, "\xc4\x91", 3);
        const struct log_field fields[] = {LOG_TEXT("a", text), LOG_TEXT("b", text),
                                           LOG_NUMBER("c", 1), LOG_END};
        capture(LOG_LEVEL_INFO, fields);
        assert_true(strlen(captured) <= 4096);
        cJSON_Delete(line());
    }
}

static void what_is_below_the_threshold_is_not_written(void **state)
{
    enum log_level level;
    (void)state;
    assert_int_equal(log_level_from_text(&level, "warning"), 0);
    log_level_set(level);
    capture(LOG_LEVEL_INFO, NULL);
    assert_string_equal(captured, "");
    log_level_set(LOG_LEVEL_INFO);
    assert_int_equal(log_level_from_text(&level, "loud"), -1);
}

static size_t lines(void)
{
    size_t count = 0;
    for (const char *c = captured; *c != '\0'; c++)
        count += *c == '\n';
    return count;
}

static void count_held(void *context)
{
    ++*(int *)context;
}

static void lines_wait_for_the_end_of_the_turn_but_never_behind_a_warning(void **state)
{
    int told = 0;
    (void)state;
    log_hold(count_held, &told);
    capture_begin();
    log_event(LOG_LEVEL_INFO, "one", NULL);
    log_event(LOG_LEVEL_INFO, "two", NULL);
    close(ends[1]);
    dup2(kept, STDERR_FILENO); /* nothing was written: the pipe is empty */
    assert_int_equal(read(ends[0], captured, sizeof captured), 0);
    close(ends[0]);
    assert_int_equal(told, 1);
    capture_begin();
    log_event(LOG_LEVEL_WARNING, "three", NULL);
    capture_end();
    assert_int_equal(lines(), 3);
    assert_true(strstr(captured, "one") < strstr(captured, "three"));
    capture_begin();
    log_event(LOG_LEVEL_INFO, "four", NULL);
    log_hold(NULL, NULL);
    capture_end();
    assert_int_equal(lines(), 1);
    assert_int_equal(told, 2);
}

static void lines_that_wait_are_written_before_they_are_too_many_for_a_pipe(void **state)
{
    int told = 0;
    static char all[sizeof captured];
    const struct log_field fields[] = {LOG_TEXT("text", "thẩm quyền"), LOG_END};
    (void)state;
    log_hold(count_held, &told);
    capture_begin();
    for (int i = 0; i < 60; i++)
        log_event(LOG_LEVEL_INFO, "request", fields);
    log_hold(NULL, NULL);
    size_t size = (size_t)read(ends[0], all, sizeof all - 1);
    capture_end();
    assert_true(size > PIPE_BUF && told > 1);
    memcpy(captured, all, size);
    captured[size] = '\0';
    assert_int_equal(lines(), 60);
}

static void numbers_are_written_to_their_ends(void **state)
{
    const struct log_field fields[] = {LOG_NUMBER("a", INT64_MIN), LOG_NUMBER("b", INT64_MAX),
                                       LOG_NUMBER("c", 0), LOG_END};
    (void)state;
    capture(LOG_LEVEL_INFO, fields);
    assert_non_null(strstr(captured, "\"a\":-9223372036854775808,\"b\":9223372036854775807,"
                                     "\"c\":0}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_time_level_process_event_and_fields),
        cmocka_unit_test(control_characters_cannot_forge_a_line_or_steer_a_terminal),
        cmocka_unit_test(a_line_that_is_too_long_is_cut_and_stays_an_object),
        cmocka_unit_test(what_is_below_the_threshold_is_not_written),
        cmocka_unit_test(lines_wait_for_the_end_of_the_turn_but_never_behind_a_warning),
        cmocka_unit_test(lines_that_wait_are_written_before_they_are_too_many_for_a_pipe),
        cmocka_unit_test(numbers_are_written_to_their_ends),
    };
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
