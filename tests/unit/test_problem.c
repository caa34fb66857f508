/* test_problem.c - problems keep the first cause, count and cut their faults, and know their
 * tables. */
#include "problem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void the_first_cause_stays(void **state)
{
    struct problem problem = PROBLEM_INIT;
    (void)state;
    assert_int_equal(problem_set(&problem, PROBLEM_NOT_FOUND, "row %d", 7), -1);
    assert_int_equal(problem_set(&problem, PROBLEM_INTERNAL, "later"), -1);
    assert_int_equal(problem.code, PROBLEM_NOT_FOUND);
    assert_string_equal(problem.note, "row 7");
    assert_int_equal(problem_fault(&problem, "/a", "required", NULL, NULL), -1);
    assert_int_equal(problem.code, PROBLEM_NOT_FOUND);
    assert_int_equal(problem.fault_count, 1);
    problem_clear(&problem);
    assert_int_equal(problem.code, PROBLEM_NONE);
    assert_null(problem.faults);
    problem_clear(&problem);
}

/* A note may go to the database, which refuses half a character. */
static void a_long_note_ends_between_characters(void **state)
{
    struct problem problem = PROBLEM_INIT;
    char text[2 * sizeof problem.note] = "";
    (void)state;
    for (size_t i = 0; i < sizeof problem.note; i += 3)
        strcat(text, "ộ");
    problem_set(&problem, PROBLEM_INTERNAL, "ab%s", text);
    size_t size = strlen(problem.note);
    assert_in_range(size, sizeof problem.note - 3, sizeof problem.note - 1);
    assert_int_equal((size - 2) % 3, 0);
    problem_clear(&problem);
}

static void a_fault_makes_an_empty_problem_invalid_input(void **state)
{
    struct problem problem = PROBLEM_INIT;
    (void)state;
    problem_fault(&problem, "/due_on", "bad-date", "yyyy-MM-dd", NULL);
    assert_int_equal(problem.code, PROBLEM_INVALID_INPUT);
    assert_string_equal(problem.faults[0].pointer, "/due_on");
    assert_string_equal(problem.faults[0].code, "bad-date");
    assert_string_equal(problem.faults[0].args[0], "yyyy-MM-dd");
    assert_string_equal(problem.faults[0].args[1], "");
    problem_clear(&problem);
}

static void faults_are_kept_in_order_up_to_the_limit(void **state)
{
    struct problem problem = PROBLEM_INIT;
    char pointer[16];
    (void)state;
    for (unsigned i = 0; i < PROBLEM_FAULTS_MAX + 5; i++) {
        snprintf(pointer, sizeof pointer, "/%u", i);
        problem_fault(&problem, pointer, "required", NULL, NULL);
        assert_int_equal(problem.fault_count, i < PROBLEM_FAULTS_MAX ? i + 1 : PROBLEM_FAULTS_MAX);
    }
    for (unsigned i = 0; i < PROBLEM_FAULTS_MAX; i++) {
        snprintf(pointer, sizeof pointer, "/%u", i);
        assert_string_equal(problem.faults[i].pointer, pointer);
    }
    problem_clear(&problem);
}

/* An answer with half a character in it would not be UTF-8, and the whole of it unreadable. */
static void long_texts_are_cut_between_characters(void **state)
{
    const size_t room = sizeof((struct problem_fault *)NULL)->pointer;
    const size_t room_of_word = sizeof((struct problem_fault *)NULL)->args[1];
    (void)state;
    for (size_t before = 0; before < 4; before++) {
        struct problem problem = PROBLEM_INIT;
        char text[400];
        memset(text, 'x', before);
        for (size_t i = before; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "\xE1\xBB\x87\0", 4);
        problem_fault(&problem, text, "required", text, text);
        size_t size = strlen(problem.faults[0].pointer);
        assert_in_range(size, room - 3, room - 1);
        assert_int_equal((size - before) % 3, 0);
        size = strlen(problem.faults[0].args[1]);
        assert_in_range(size, room_of_word - 3, room_of_word - 1);
        assert_int_equal((size - before) % 3, 0);
        problem_clear(&problem);
    }
}

static void a_text_that_just_fits_is_not_cut(void **state)
{
    struct problem problem = PROBLEM_INIT;
    enum { ROOM = sizeof((struct problem_fault *)NULL)->args[0] };
    char text[ROOM + 1];
    (void)state;
    memset(text, 'y', ROOM);
    text[ROOM - 1] = '\0';
    problem_fault(&problem, "", "required", text, NULL);
    assert_string_equal(problem.faults[0].args[0], text);
    text[ROOM - 1] = 'y';
    text[ROOM] = '\0';
    problem_fault(&problem, "", "required", text, NULL);
    assert_int_equal(strlen(problem.faults[1].args[0]), ROOM - 1);
    problem_clear(&problem);
}

static void every_row_has_a_unique_slug_a_status_and_two_titles(void **state)
{
    static const int in_use[] = {400, 401, 403, 404, 405, 406, 408, 409, 410, 412, 413, 414,
                                 415, 421, 422, 428, 429, 431, 500, 501, 503, 504, 505};
    (void)state;
    for (unsigned i = PROBLEM_NONE + 1; i < PROBLEM_COUNT; i++) {
        enum problem_code code = (enum problem_code)i;
        bool known = false;
        for (size_t j = 0; j < sizeof in_use / sizeof *in_use; j++)
            known |= in_use[j] == problem_status(code);
        assert_true(known);
        assert_int_equal(problem_by_slug(problem_slug(code)), code);
        assert_true(strlen(problem_title(code, LANGUAGE_VI)) > 0);
        assert_true(strlen(problem_title(code, LANGUAGE_EN)) > 0);
    }
    assert_int_equal(problem_by_slug("no-such-problem"), PROBLEM_NONE);
    assert_int_equal(problem_by_slug(""), PROBLEM_NONE);
    assert_int_equal(problem_by_slug(NULL), PROBLEM_NONE);
}

static void a_code_out_of_range_is_an_internal_error(void **state)
{
    (void)state;
    assert_int_equal(problem_status((enum problem_code)9999), 500);
    assert_string_equal(problem_slug((enum problem_code)9999), "internal-error");
}

static void fault_codes_have_texts_in_both_languages(void **state)
{
    (void)state;
    assert_string_equal(problem_fault_text("required", LANGUAGE_VI), "Bắt buộc");
    assert_string_equal(problem_fault_text("required", LANGUAGE_EN), "Required");
    assert_null(problem_fault_text("no-such-fault", LANGUAGE_EN));
}

struct sqlstate_case {
    const char *sqlstate;
    const char *message;
    int status;
    const char *slug;
};

static const struct sqlstate_case sqlstate_cases[] = {
    {NULL, NULL, 503, "unavailable"},
    {"", "lost", 503, "unavailable"},
    {"23505", "duplicate key", 409, "already-exists"},
    {"23P01", "conflicting key", 409, "conflict"},
    {"23503", "violates foreign key", 422, "invalid-input"},
    {"23514", "violates check", 422, "invalid-input"},
    {"22P02", "invalid input syntax", 422, "invalid-input"},
    {"22001", "value too long", 422, "invalid-input"},
    {"23502", "null value", 500, "internal-error"},
    {"42501", "permission denied", 403, "forbidden"},
    {"42P01", "no such relation", 500, "internal-error"},
    {"40001", "could not serialize", 503, "busy"},
    {"40P01", "deadlock", 503, "busy"},
    {"57014", "statement timeout", 504, "timed-out"},
    {"57P01", "terminating", 503, "unavailable"},
    {"57P03", "starting up", 503, "unavailable"},
    {"53300", "too many connections", 503, "unavailable"},
    {"08006", "connection failure", 503, "unavailable"},
    {"XX000", "internal", 500, "internal-error"},
    {"P0001", "raise", 500, "internal-error"},
    {"ST404", "not-found", 404, "not-found"},
    {"ST409", "illegal-transition", 409, "illegal-transition"},
    {"ST422", "task-not-clear", 422, "task-not-clear"},
    {"ST401", "invalid-token", 401, "invalid-token"},
    {"ST403", "insufficient-scope", 403, "insufficient-scope"},
    {"ST412", "version-mismatch", 412, "version-mismatch"},
    {"ST422", "a slug nobody knows", 500, "internal-error"},
    {"ST422", NULL, 500, "internal-error"},
};

static void sqlstates_become_problems_by_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sqlstate_cases / sizeof *sqlstate_cases; i++) {
        const struct sqlstate_case *row = &sqlstate_cases[i];
        enum problem_code code = problem_from_sqlstate(row->sqlstate, row->message);
        assert_string_equal(problem_slug(code), row->slug);
        assert_int_equal(problem_status(code), row->status);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_cause_stays),
        cmocka_unit_test(a_long_note_ends_between_characters),
        cmocka_unit_test(a_fault_makes_an_empty_problem_invalid_input),
        cmocka_unit_test(faults_are_kept_in_order_up_to_the_limit),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(a_text_that_just_fits_is_not_cut),
        cmocka_unit_test(every_row_has_a_unique_slug_a_status_and_two_titles),
        cmocka_unit_test(a_code_out_of_range_is_an_internal_error),
        cmocka_unit_test(fault_codes_have_texts_in_both_languages),
        cmocka_unit_test(sqlstates_become_problems_by_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
