/* openapi.c - the document: paths in the order of the table, and the endpoint that serves it. */
#include "api/openapi.h"

#include "api/api.h"
#include "api/core.h"
#include "api/handlers.h"
#include "api/head.h"

#include <cjson/cJSON.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char about_vi[] =
    "Sổ theo dõi của Ban Chỉ đạo: nhiệm vụ, cập nhật tình hình, thời hạn và gia hạn, vướng mắc, "
    "đôn đốc, kiểm tra, văn bản, cơ quan, chương trình, người, chức vụ, ban và tổ, phương án kiện "
    "toàn. "
    "Ngày theo giờ Việt Nam; chữ theo NFC; tìm kiếm không phân biệt dấu. Cái gì có lịch sử thì đọc "
    "được như vào ngày valid_at, theo những gì hệ thống biết vào lúc known_at. "
    "Trường null là chưa có hoặc chưa xảy ra; nghĩa khác thì được nói ở chính trường đó. Cơ quan "
    "chỉ thấy phần của mình; của cơ quan khác thì như không có (404). "
    "Lỗi theo RFC 9457, mỗi mã có một trang ở /problems/{code}.\n\n"
    "Hệ thống của cơ quan nhận đôn đốc: đọc GET /v1/urgings theo số tăng dần, lưu code của mục "
    "cuối cùng, lần sau hỏi GET /v1/urgings?after=<code>; còn page.next thì đọc tiếp theo Link, "
    "tức là cùng các tham số và cursor. "
    "Không sót, không trùng, không cần hộp thư; cơ quan chỉ thấy số của mình nên số có thể không "
    "liền nhau. Khi gửi cập nhật, câu trả lời đã có light và light_reasons.";
static const char about_en[] =
    "The register of a steering committee: tasks, status updates, deadlines and their extensions, "
    "obstacles, urgings, inspections, documents, agencies, programmes, people, posts, committees "
    "and teams, plans of their restructuring. "
    "Dates are of Vietnam; texts are NFC; search ignores tone marks. What has a history is read as "
    "of day valid_at, as the register knew it at known_at. "
    "A member that is null is not there, or has not happened, yet; where null means something "
    "else, the member says so. An agency sees its own part; what is another's is as if it were not "
    "there (404). "
    "Errors follow RFC 9457, each code has a page at /problems/{code}. Readers must ignore members "
    "they do not know.\n\n"
    "How an agency's system follows urgings: read GET /v1/urgings, which is in the order of their "
    "numbers, keep the code of the last one, and ask for GET /v1/urgings?after=<code> next time; "
    "while there is a page.next, read on by the Link, which is the same parameters and the cursor. "
    "None is missed, none comes twice, no mailbox is needed; an agency sees its own, so their "
    "numbers may have gaps. The answer to a push has light and light_reasons already.";

void openapi_text(struct cJSON *object, const char *name, const char *text)
{
    if (text != NULL)
        cJSON_AddStringToObject(object, name, text);
}

struct cJSON *openapi_reference(const char *kind, const char *name, const char *suffix)
{
    char target[160];
    cJSON *object = cJSON_CreateObject();
    snprintf(target, sizeof target, "#/components/%s/%s%s", kind, name, suffix);
    cJSON_AddStringToObject(object, "$ref", target);
    return object;
}

static const char *method_name(enum http_method method)
{
    switch (method) {
    case HTTP_POST:
        return "post";
    case HTTP_PATCH:
        return "patch";
    default:
        return "get";
    }
}

static void add_paths(cJSON *document)
{
    cJSON *paths = cJSON_AddObjectToObject(document, "paths");
    for (size_t i = 0; i < route_count; i++) {
        cJSON *path = cJSON_GetObjectItemCaseSensitive(paths, routes[i].path);
        if (path == NULL)
            path = cJSON_AddObjectToObject(paths, routes[i].path);
        cJSON_AddItemToObject(path, method_name(routes[i].method), openapi_operation(&routes[i]));
    }
}

static void add_info(cJSON *document)
{
    cJSON *info = cJSON_AddObjectToObject(document, "info");
    cJSON_AddStringToObject(info, "title", "steerd");
    cJSON_AddStringToObject(info, "version", STEER_VERSION);
    cJSON_AddStringToObject(info, "description", about_vi);
    cJSON_AddStringToObject(info, "x-description-en", about_en);
    /* Relative: the same document whatever name the server goes by. */
    cJSON *server = cJSON_CreateObject();
    cJSON_AddStringToObject(server, "url", "/");
    cJSON_AddItemToArray(cJSON_AddArrayToObject(document, "servers"), server);
}

int api_openapi(char **out)
{
    cJSON *document = cJSON_CreateObject();
    cJSON_AddStringToObject(document, "openapi", "3.1.0");
    add_info(document);
    add_paths(document);
    cJSON_AddItemToObject(document, "components", openapi_components());
    *out = cJSON_PrintUnformatted(document);
    cJSON_Delete(document);
    return *out != NULL ? 0 : -1;
}

static int build(struct api *api)
{
    unsigned char digest[SHA256_DIGEST_LENGTH];
    if (api->openapi != NULL)
        return 0;
    if (api_openapi(&api->openapi) != 0)
        return -1;
    api->openapi_size = strlen(api->openapi);
    SHA256((const unsigned char *)api->openapi, api->openapi_size, digest);
    snprintf(api->openapi_tag, sizeof api->openapi_tag, "\"%02x%02x%02x%02x%02x%02x%02x%02x\"",
             digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6],
             digest[7]);
    return 0;
}

int openapi_handle(struct exchange *exchange)
{
    struct api *api = exchange->api;
    char headers[128];
    if (build(api) != 0)
        return exchange_no_memory(exchange);
    snprintf(headers, sizeof headers, "Cache-Control: public, max-age=300\r\nETag: %s\r\n",
             api->openapi_tag);
    struct answer answer = {.status = 200,
                            .content_type = "application/json",
                            .body = api->openapi,
                            .size = api->openapi_size,
                            .headers = headers};
    if (head_none_match(exchange->head.if_none_match, api->openapi_tag))
        answer = (struct answer){.status = 304, .headers = headers};
    exchange_answer(exchange, &answer);
    return 0;
}
