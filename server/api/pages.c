/* pages.c - /problems and /problems/{slug}: what each problem means, for people (RFC 9457 §3.1.1).
 */
#include "api/handlers.h"

#include "api/exchange.h"
#include "api/writer.h"

#include <string.h>

static const char *say(enum language language, const char *vi, const char *en)
{
    return language == LANGUAGE_EN ? en : vi;
}

static void write_top(struct writer *out, enum language language, const char *title)
{
    write_format(out,
                 "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
                 "<meta name=\"viewport\" content=\"width=device-width\"><title>",
                 say(language, "vi", "en"));
    write_html(out, title);
    write_text(out, "</title></head><body><h1>");
    write_html(out, title);
    write_text(out, "</h1>\n");
}

/* What the one who got it can do. */
static const char *advice(enum problem_code code, enum language language)
{
    switch (problem_status(code)) {
    case 401:
        return say(language, "Lấy mã truy cập mới ở /oauth/token rồi gửi lại.",
                   "Get a new access token at /oauth/token and repeat.");
    case 403:
        return say(language, "Đề nghị quản trị viên cấp thêm phạm vi quyền.",
                   "Ask the administrator for the scope.");
    case 409:
    case 412:
        return say(language, "Đọc lại trạng thái mới nhất rồi quyết định lại.",
                   "Read the latest state and decide anew.");
    case 429:
    case 503:
        return say(language, "Chờ số giây trong Retry-After rồi gửi lại với cùng Idempotency-Key.",
                   "Wait as long as Retry-After says and repeat with the same Idempotency-Key.");
    case 500:
    case 504:
        return say(language, "Báo cho quản trị viên kèm request_id.",
                   "Tell the administrator, with the request_id.");
    default:
        return say(language, "Sửa yêu cầu ở những chỗ nêu trong errors rồi gửi lại.",
                   "Correct the request where errors points, and repeat.");
    }
}

static int answer_page(struct exchange *exchange, struct writer *body)
{
    if (body->failed) {
        writer_clear(body);
        return exchange_no_memory(exchange);
    }
    const struct answer answer = {
        .status = 200,
        .content_type = media_type(MEDIA_HTML),
        .body = body->bytes,
        .size = body->size,
        .headers = exchange->head.language == LANGUAGE_EN
                       ? "Cache-Control: public, max-age=3600\r\nVary: Accept-Language\r\n"
                         "Content-Language: en\r\nContent-Security-Policy: default-src 'none'\r\n"
                       : "Cache-Control: public, max-age=3600\r\nVary: Accept-Language\r\n"
                         "Content-Language: vi\r\nContent-Security-Policy: default-src 'none'\r\n"};
    exchange_answer(exchange, &answer);
    writer_clear(body);
    return 0;
}

static int choose_html(struct exchange *exchange)
{
    static const enum media html[] = {MEDIA_HTML, MEDIA_NONE};
    if (media_choose(exchange->head.accept, html) == MEDIA_NONE)
        return problem_set(&exchange->problem, PROBLEM_NOT_ACCEPTABLE, NULL);
    return 0;
}

int problem_index_handle(struct exchange *exchange)
{
    enum language language = exchange->head.language;
    struct writer body = {NULL, 0, 0, false};
    if (choose_html(exchange) != 0)
        return -1;
    write_top(&body, language, say(language, "Các lỗi của API", "Problems of the API"));
    write_text(&body, "<ul>\n");
    for (unsigned code = PROBLEM_NONE + 1; code < PROBLEM_COUNT; code++) {
        const char *slug = problem_slug((enum problem_code)code);
        write_format(&body, "<li>%d <a href=\"/problems/%s\">%s</a>: ",
                     problem_status((enum problem_code)code), slug, slug);
        write_html(&body, problem_title((enum problem_code)code, language));
        write_text(&body, "</li>\n");
    }
    write_text(&body, "</ul></body></html>\n");
    return answer_page(exchange, &body);
}

int problem_page_handle(struct exchange *exchange)
{
    enum language language = exchange->head.language;
    enum problem_code code = problem_by_slug(exchange->match.object);
    struct writer body = {NULL, 0, 0, false};
    if (code == PROBLEM_NONE)
        return problem_set(&exchange->problem, PROBLEM_NOT_FOUND, NULL);
    if (choose_html(exchange) != 0)
        return -1;
    write_top(&body, language, problem_title(code, language));
    write_format(&body, "<p><code>%s</code>, HTTP %d</p>\n<p>", problem_slug(code),
                 problem_status(code));
    write_html(&body, advice(code, language));
    write_format(&body, "</p>\n<p><a href=\"/problems\">%s</a></p></body></html>\n",
                 say(language, "Mọi lỗi", "All problems"));
    return answer_page(exchange, &body);
}
