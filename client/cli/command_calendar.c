/* command_calendar.c - steerctl calendar: days off and swapped working days, and counting by them.
 */
#include "body.h"
#include "json.h"
#include "memory.h"
#include "output.h"
#include "run.h"
#include "transfer.h"

#include <stdlib.h>
#include <string.h>

/* "+5", "-5", "5" */
static bool is_count(const char *text)
{
    text += *text == '+' || *text == '-';
    return *text != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* ---- show ---- */

static int run_show(struct run *run)
{
    const char *year = run_operand(run, 0);
    steer_request *request = NULL;
    steer_answer *answer = NULL;
    int result = run_request(&request, run, run->command->method, run->command->path);
    if (result == EXIT_DONE && year != NULL)
        steer_request_query(request, "year", year);
    if (result == EXIT_DONE)
        result = run_begin(run);
    if (result == EXIT_DONE)
        result = run_send(&answer, run, request);
    if (result == EXIT_DONE) {
        run_tell_warnings(run, steer_answer_body(answer));
        result = output_list(run, steer_answer_body(answer));
    }
    steer_answer_free(answer);
    steer_request_free(request);
    return result;
}

/* ---- workdays ---- */

static int add_day(steer_request *request, const struct run *run, const char *name, const char *day)
{
    char *date = iso_date(day);
    if (date == NULL) {
        say(run->language, M_BAD_DAY, day, NULL);
        return EXIT_USAGE;
    }
    steer_request_query(request, name, date);
    free(date);
    return EXIT_DONE;
}

/* DATE +5, DATE DATE, DATE --to DATE */
static int add_period(steer_request *request, const struct run *run)
{
    const char *second = run_operand(run, 1);
    bool has_to = argument_value(&run->arguments, "to") != NULL;
    if ((second != NULL) == has_to) {
        say(run->language, M_OPERANDS, "calendar workdays DATE [DAYS]", NULL);
        return EXIT_USAGE;
    }
    int result = add_day(request, run, "from", run_operand(run, 0));
    if (result == EXIT_DONE && second != NULL && is_count(second))
        steer_request_query(request, "days", second + (*second == '+'));
    else if (result == EXIT_DONE && second != NULL)
        result = add_day(request, run, "to", second);
    return result;
}

/* People see the period, and below it the days that do not count and those that do though the week
 * has them off. */
static int show_period(const struct run *run, const cJSON *answer)
{
    static const char *const names[][2] = {
        {"from", "starts_on"}, {"days", "workdays"}, {"to", "ends_on"}};
    const char *columns = run->language == LANGUAGE_VI ? "date why name_vi source"
                                                       : "date why name_en name_vi source";
    cJSON *period = must(cJSON_CreateObject());
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(answer, names[i][0]);
        cJSON_AddItemToObject(period, names[i][1], must(cJSON_Duplicate(value, 1)));
    }
    char *text = must(cJSON_PrintUnformatted(period));
    int result = output_object(run, text);
    output_rows(run, cJSON_GetObjectItemCaseSensitive(answer, "skipped"), columns);
    output_rows(run, cJSON_GetObjectItemCaseSensitive(answer, "worked"), columns);
    cJSON_free(text);
    cJSON_Delete(period);
    return result;
}

/* What was asked for, alone: for scripts. */
static int show_asked(const struct run *run, const cJSON *answer)
{
    const char *second = run_operand(run, 1);
    bool day = second != NULL && is_count(second);
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(answer, day ? "to" : "days");
    if (cJSON_IsNumber(value))
        printf("%.0f\n", value->valuedouble);
    else if (cJSON_IsString(value))
        puts(value->valuestring);
    return EXIT_DONE;
}

static int show_workdays(const struct run *run, const char *json)
{
    cJSON *answer = json_parse_all(json);
    bool table = run->format == FORMAT_TABLE || run->format == FORMAT_WIDE;
    int result = EXIT_DONE;
    run_tell_warnings(run, json);
    if (answer != NULL && run->format == FORMAT_NAME)
        result = show_asked(run, answer);
    else if (answer != NULL && table && argument_value(&run->arguments, "columns") == NULL)
        result = show_period(run, answer);
    else
        result = output_object(run, json);
    cJSON_Delete(answer);
    return result;
}

static int run_workdays(struct run *run)
{
    steer_request *request = NULL;
    steer_answer *answer = NULL;
    int result = run_request(&request, run, run->command->method, run->command->path);
    if (result == EXIT_DONE)
        result = add_period(request, run);
    if (result == EXIT_DONE)
        result = run_begin(run);
    if (result == EXIT_DONE)
        result = run_send(&answer, run, request);
    if (result == EXIT_DONE)
        result = show_workdays(run, steer_answer_body(answer));
    steer_answer_free(answer);
    steer_request_free(request);
    return result;
}

/* ---- import ---- */

static const struct target calendar_target = {
    .options = "kind name-vi name-en document",
    .others = "date source",
};

static int run_calendar_import(struct run *run)
{
    return import_entries(run, &calendar_target, "tasks", "code due_on_before due_on");
}

const struct command calendar_commands[] = {
    {.noun = "calendar",
     .verbs = "show get",
     .operands = "[YEAR]",
     .method = "GET",
     .path = "/v1/calendar",
     .view = "calendar",
     .filters = "from to",
     .run = run_show,
     .about_vi = "các ngày nghỉ và ngày làm bù; năm nay khi không cho năm",
     .about_en = "show days off and swapped working days; of this year when none is given"},
    {.noun = "calendar",
     .verbs = "import",
     .operands = "[FILE]",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/calendar/import",
     .view = "calendar-import",
     .options = "format",
     .run = run_calendar_import,
     .about_vi = "nhập ngày nghỉ và ngày làm bù từ CSV, JSON hoặc NDJSON",
     .about_en = "import days off and swapped working days from CSV, JSON or NDJSON"},
    {.noun = "calendar",
     .verbs = "workdays",
     .operands = "DATE [DAYS]",
     .method = "GET",
     .path = "/v1/calendar/workdays",
     .view = "workdays",
     .filters = "to",
     .run = run_workdays,
     .about_vi = "ngày làm việc thứ mấy sau (+5) hay trước (-5) một ngày, hay số ngày làm việc "
                 "đến một ngày",
     .about_en =
         "so many working days after (+5) or before (-5) a day, or how many to another day"},
    {.noun = NULL},
};
