/* problem.c - reads application/problem+json, and words what the client itself finds wrong. */
#include "problem.h"

#include "buffer.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct local {
    int result;
    const char *code;
    const char *title_vi;
    const char *title_en;
};

static const struct local locals[] = {
    [LOCAL_NO_MEMORY] = {STEER_FAILED, "no-memory", "Hết bộ nhớ", "Out of memory"},
    [LOCAL_ARGUMENT] = {STEER_USAGE, "argument", "Tham số không hợp lệ", "Invalid argument"},
    [LOCAL_PLAIN_HTTP] = {STEER_USAGE, "plain-http",
                          "Không gửi bí mật qua http:// không mã hóa tới máy khác",
                          "Secrets are not sent over plain http:// to another machine"},
    [LOCAL_UNREACHABLE] = {STEER_UNAVAILABLE, "unreachable", "Không kết nối được với máy chủ",
                           "The server cannot be reached"},
    [LOCAL_LOST] = {STEER_UNAVAILABLE, "connection-lost", "Mất kết nối khi chưa có trả lời",
                    "The connection was lost before an answer came"},
    [LOCAL_TIMED_OUT] = {STEER_UNAVAILABLE, "no-answer", "Máy chủ không trả lời kịp",
                         "The server did not answer in time"},
    [LOCAL_NOT_TRUSTED] = {STEER_FAILED, "not-trusted", "Không tin được chứng thư của máy chủ",
                           "The server's certificate is not trusted"},
    [LOCAL_BAD_ANSWER] = {STEER_FAILED, "bad-answer", "Trả lời không phải của API này",
                          "The answer is not one of this API"},
    [LOCAL_INVALID_CLIENT] = {STEER_DENIED, "invalid-client", "Không xác thực được ứng dụng",
                              "Client authentication failed"},
    [LOCAL_INTERRUPTED] = {STEER_INTERRUPTED, "interrupted", "Đã ngắt", "Interrupted"},
    [LOCAL_QUEUE] = {STEER_FAILED, "queue", "Không dùng được tệp hàng đợi",
                     "The file of the queue cannot be used"},
    [LOCAL_QUEUE_BUSY] = {STEER_UNAVAILABLE, "queue-busy",
                          "Một chương trình khác đang gửi hàng đợi",
                          "Another program is delivering the queue"},
    [LOCAL_NO_ENTRY] = {STEER_NOT_FOUND, "no-entry", "Hàng đợi không có mục này",
                        "The queue has no such entry"},
};

/* The result that an HTTP status stands for. */
static int result_of(int status)
{
    switch (status) {
    case 400:
    case 405:
    case 406:
    case 413:
    case 414:
    case 415:
    case 431:
        return STEER_USAGE;
    case 401:
    case 403:
        return STEER_DENIED;
    case 404:
    case 410:
        return STEER_NOT_FOUND;
    case 409:
    case 412:
    case 428:
        return STEER_CONFLICT;
    case 422:
        return STEER_RULE;
    case 408:
    case 429:
    case 502:
    case 503:
    case 504:
        return STEER_UNAVAILABLE;
    default:
        return STEER_FAILED;
    }
}

void problem_clear(struct steer_problem_details *problem)
{
    free(problem->code);
    free(problem->title);
    free(problem->detail);
    free(problem->request_id);
    free(problem->body);
    for (size_t i = 0; i < problem->fault_count; i++) {
        free(problem->faults[i].pointer);
        free(problem->faults[i].code);
        free(problem->faults[i].detail);
    }
    free(problem->faults);
    *problem = (struct steer_problem_details){0};
}

int problem_local(struct steer_problem_details *problem, enum local_problem kind,
                  const char *language, const char *detail)
{
    const struct local *local = &locals[kind];
    char *copy = copy_text(detail); /* may point into the problem that is cleared now */
    problem_clear(problem);
    problem->result = local->result;
    problem->code = copy_text(local->code);
    problem->title = copy_text(strcmp(language, "en") == 0 ? local->title_en : local->title_vi);
    problem->detail = copy;
    return problem->result;
}

static char *member(const cJSON *object, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(value) ? copy_text(value->valuestring) : NULL;
}

static void read_faults(struct steer_problem_details *problem, const cJSON *root)
{
    const cJSON *errors = cJSON_GetObjectItemCaseSensitive(root, "errors");
    int count = cJSON_IsArray(errors) ? cJSON_GetArraySize(errors) : 0;
    if (count <= 0)
        return;
    problem->faults = calloc((size_t)count, sizeof *problem->faults);
    if (problem->faults == NULL)
        return;
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, errors)
    {
        struct fault *fault = &problem->faults[problem->fault_count++];
        fault->pointer = member(entry, "pointer");
        fault->code = member(entry, "code");
        fault->detail = member(entry, "detail");
    }
}

/* The token endpoint of another issuer answers in the form of RFC 6749 section 5.2. */
static void read_members(struct steer_problem_details *problem, const cJSON *root)
{
    problem->code = member(root, "code");
    if (problem->code == NULL)
        problem->code = member(root, "error");
    problem->title = member(root, "title");
    if (problem->title == NULL)
        problem->title = member(root, "error_description");
    problem->detail = member(root, "detail");
    problem->request_id = member(root, "request_id");
    read_faults(problem, root);
}

int problem_parse(struct steer_problem_details *problem, int status, const char *body)
{
    problem_clear(problem);
    problem->status = status;
    problem->result = result_of(status);
    problem->body = copy_text(body);
    cJSON *root = cJSON_Parse(body);
    if (cJSON_IsObject(root))
        read_members(problem, root);
    cJSON_Delete(root);
    problem->genuine = problem->code != NULL;
    if (problem->code == NULL) {
        char code[32];
        snprintf(code, sizeof code, "http-%d", status);
        problem->code = copy_text(code);
    }
    if (problem->title == NULL) {
        char title[32];
        snprintf(title, sizeof title, "HTTP %d", status);
        problem->title = copy_text(title);
    }
    return problem->result;
}

void problem_of_token(struct steer_problem_details *problem, const char *language)
{
    const struct local *local = &locals[LOCAL_INVALID_CLIENT];
    if (problem->code == NULL || strcmp(problem->code, "invalid_client") != 0)
        return;
    free(problem->code);
    free(problem->title);
    problem->code = copy_text(local->code);
    problem->title = copy_text(strcmp(language, "en") == 0 ? local->title_en : local->title_vi);
}

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

int steer_problem_result(const steer_problem_details *problem)
{
    return problem->result;
}

int steer_problem_status(const steer_problem_details *problem)
{
    return problem->status;
}

const char *steer_problem_code(const steer_problem_details *problem)
{
    return or_empty(problem->code);
}

const char *steer_problem_title(const steer_problem_details *problem)
{
    return or_empty(problem->title);
}

const char *steer_problem_detail(const steer_problem_details *problem)
{
    return or_empty(problem->detail);
}

const char *steer_problem_request_id(const steer_problem_details *problem)
{
    return or_empty(problem->request_id);
}

const char *steer_problem_body(const steer_problem_details *problem)
{
    return or_empty(problem->body);
}

size_t steer_problem_faults(const steer_problem_details *problem)
{
    return problem->fault_count;
}

const char *steer_fault_pointer(const steer_problem_details *problem, size_t index)
{
    return index < problem->fault_count ? or_empty(problem->faults[index].pointer) : "";
}

const char *steer_fault_code(const steer_problem_details *problem, size_t index)
{
    return index < problem->fault_count ? or_empty(problem->faults[index].code) : "";
}

const char *steer_fault_detail(const steer_problem_details *problem, size_t index)
{
    return index < problem->fault_count ? or_empty(problem->faults[index].detail) : "";
}
