/* command_outbox.c - steerctl outbox and steerctl notice-address: messages to agencies, and the
 * official mailboxes they go to. */
#include "json.h"
#include "memory.h"
#include "output.h"
#include "run.h"

/* People read what a message says as it goes out, line by line, below the rest. */
static int show_message(const struct run *run, const char *json)
{
    bool columns = argument_value(&run->arguments, "columns") != NULL;
    bool table = run->format == FORMAT_TABLE || run->format == FORMAT_WIDE;
    cJSON *message = columns || !table ? NULL : json_parse_all(json);
    if (message == NULL)
        return output_object(run, json);
    cJSON *body = cJSON_DetachItemFromObjectCaseSensitive(message, "body");
    char *rest = must(cJSON_PrintUnformatted(message));
    int result = output_object(run, rest);
    if (cJSON_IsString(body))
        output_lines(run, body->valuestring);
    cJSON_free(rest);
    cJSON_Delete(body);
    cJSON_Delete(message);
    return result;
}

static int run_outbox_show(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    if (result == EXIT_DONE)
        result = show_message(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

const struct command outbox_commands[] = {
    {.noun = "outbox",
     .verbs = "list",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/outbox",
     .view = "outbox",
     .filters = "state channel agency audience sort fields count",
     .run = run_list,
     .about_vi = "các thông điệp gửi cơ quan, mới nhất trước",
     .about_en = "list messages to agencies, newest first"},
    {.noun = "outbox",
     .verbs = "show get",
     .operands = "MESSAGE",
     .method = "GET",
     .path = "/v1/outbox/{}",
     .view = "outbox-message",
     .filters = "fields",
     .run = run_outbox_show,
     .about_vi = "xem một thông điệp, với nội dung",
     .about_en = "show one message, with what it says"},
    {.noun = "outbox",
     .verbs = "retry",
     .operands = "MESSAGE",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/outbox/{}/retry",
     .view = "outbox",
     .run = run_change,
     .about_vi = "gửi lại ngay một thông điệp đang chờ hoặc đã hết hiệu lực",
     .about_en = "have a message that waits or has lapsed tried again now"},
    {.noun = NULL},
};

const struct command notice_address_commands[] = {
    {.noun = "notice-address",
     .verbs = "list",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/notice-addresses",
     .view = "notice-address",
     .filters = "missing sort fields count",
     .run = run_list,
     .about_vi = "hộp thư công vụ của các cơ quan và bộ phận",
     .about_en = "list the official mailboxes of agencies and bodies"},
    {.noun = "notice-address",
     .verbs = "show get",
     .operands = "RECIPIENT",
     .method = "GET",
     .path = "/v1/notice-addresses/{}",
     .view = "notice-address",
     .filters = "fields",
     .run = run_get,
     .about_vi = "xem hộp thư của một cơ quan hoặc bộ phận",
     .about_en = "show the mailbox of an agency or a body"},
    {.noun = "notice-address",
     .verbs = "set patch",
     .operands = "RECIPIENT",
     .flags = COMMAND_CHANGES | COMMAND_VERSIONED,
     .method = "PATCH",
     .path = "/v1/notice-addresses/{}",
     .view = "notice-address",
     .members = "email",
     .run = run_change,
     .about_vi = "đặt hộp thư (--email), hoặc bỏ (--unset email)",
     .about_en = "set a mailbox (--email), or take it away (--unset email)"},
    {.noun = NULL},
};
