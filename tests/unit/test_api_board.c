/* test_api_board.c - readiness and metrics from what the processes write on the board. */
#include "board.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct board *board;

static struct board_entry entry_of(bool ready, uint64_t requests)
{
    struct board_entry entry;
    memset(&entry, 0, sizeof entry);
    entry.pid = 1;
    entry.ready = ready;
    strcpy(entry.why, ready ? "" : "no database");
    entry.http.requests = requests;
    entry.http.open = 5;
    entry.api.operations[0].answers[0] = requests;
    entry.api.operations[0].bucket[1] = requests;
    return entry;
}

static void write_worker(unsigned index, bool ready, uint64_t requests)
{
    struct board_entry entry = entry_of(ready, requests);
    board_write(board, PROCESS_WORKER, index, &entry);
}

static void assert_metric(const char *line)
{
    char *text = board_metrics(board);
    if (strstr(text, line) == NULL)
        print_error("lacks %s\n%s", line, text);
    assert_non_null(strstr(text, line));
    free(text);
}

static int set_up(void **state)
{
    struct problem problem = PROBLEM_INIT;
    (void)state;
    return board_new(&board, 2, &problem);
}

static int tear_down(void **state)
{
    (void)state;
    board_free(board);
    return 0;
}

static void the_daemon_is_ready_when_every_worker_that_runs_is(void **state)
{
    char why[120];
    (void)state;
    assert_string_equal(board_not_ready(board, why, sizeof why), "no worker has started yet");
    write_worker(0, false, 0);
    assert_string_equal(board_not_ready(board, why, sizeof why), "no database");
    write_worker(1, true, 0);
    assert_string_equal(board_not_ready(board, why, sizeof why), "no database");
    board_forget(board, PROCESS_WORKER, 0);
    assert_null(board_not_ready(board, why, sizeof why));
    write_worker(0, true, 0);
    assert_null(board_not_ready(board, why, sizeof why));
    board_drain(board);
    assert_string_equal(board_not_ready(board, why, sizeof why), "the daemon is going down");
}

static void a_ready_clerk_makes_no_daemon_ready(void **state)
{
    struct board_entry entry = entry_of(true, 0);
    char why[120];
    (void)state;
    board_write(board, PROCESS_CLERK, 0, &entry);
    assert_non_null(board_not_ready(board, why, sizeof why));
}

static void a_late_clerk_is_told_and_no_reason_not_to_be_ready(void **state)
{
    struct board_entry entry = entry_of(true, 0);
    char text[300];
    (void)state;
    assert_string_equal(board_warnings(board, text, sizeof text), "");
    write_worker(0, true, 0);
    entry.duties[0] = (struct board_duty){"purge", 1800, 1800, ""};
    entry.duties[1] = (struct board_duty){"outbox", 301, 300, ""};
    entry.outbox.messages[BOARD_SMTP][0] = 7;
    board_write(board, PROCESS_CLERK, 0, &entry);
    assert_string_equal(board_warnings(board, text, sizeof text),
                        "warning: duty outbox was not done for 301 s, more than 300\n");
    entry.duties[1] = (struct board_duty){"urge", 0, 300, "no calendar of 2031"};
    board_write(board, PROCESS_CLERK, 0, &entry);
    assert_string_equal(board_warnings(board, text, sizeof text),
                        "warning: duty urge: no calendar of 2031\n");
    assert_null(board_not_ready(board, text, sizeof text));
    assert_metric("\nsteerd_clerk_lag_seconds{duty=\"purge\"} 1800\n");
    assert_metric("\nsteerd_outbox_messages{channel=\"smtp\",state=\"waiting\"} 7\n");
    assert_metric("\nsteerd_outbox_failures{channel=\"file\"} 0\n");
}

static void metrics_sum_over_the_processes(void **state)
{
    (void)state;
    write_worker(0, true, 3);
    write_worker(1, true, 4);
    assert_metric("\nsteerd_http_requests_total 7\n");
    assert_metric("\nsteerd_connections_open 10\n");
    assert_metric("\nsteerd_ready 1\n");
    assert_metric("\nsteerd_processes 2\n");
    assert_metric("steerd_requests_total{operation=\"task_get\",status=\"2xx\"} 7\n");
    assert_metric(
        "steerd_request_duration_seconds_bucket{operation=\"task_get\",le=\"0.00025\"} 0\n");
    assert_metric(
        "steerd_request_duration_seconds_bucket{operation=\"task_get\",le=\"0.0005\"} 7\n");
    assert_metric("steerd_request_duration_seconds_bucket{operation=\"task_get\",le=\"+Inf\"} 7\n");
}

static void what_a_dead_worker_counted_stays_counted(void **state)
{
    (void)state;
    write_worker(0, true, 3);
    board_forget(board, PROCESS_WORKER, 0);
    assert_metric("\nsteerd_http_requests_total 3\n");
    assert_metric("\nsteerd_connections_open 0\n");
    write_worker(0, true, 1);
    assert_metric("\nsteerd_http_requests_total 4\n");
    board_forget(board, PROCESS_WORKER, 0);
    board_forget(board, PROCESS_WORKER, 0);
    assert_metric("\nsteerd_http_requests_total 4\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_daemon_is_ready_when_every_worker_that_runs_is),
        TEST(a_ready_clerk_makes_no_daemon_ready),
        TEST(a_late_clerk_is_told_and_no_reason_not_to_be_ready),
        TEST(metrics_sum_over_the_processes),
        TEST(what_a_dead_worker_counted_stays_counted),
    };
    return cmocka_run_group_tests_name("board", tests, NULL, NULL);
}
