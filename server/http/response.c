/* response.c - status line, Date, length and connection of an answer, and the reason phrases. */
#include "response.h"

#include <stdio.h>
#include <string.h>

const char *http_reason(int status)
{
    static const struct {
        int status;
        const char *phrase;
    } reasons[] = {
        {100, "Continue"},
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {207, "Multi-Status"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].status == status)
            return reasons[i].phrase;
    }
    return "Unknown";
}

/* strftime() would write the names of the process's locale. */
static void write_date(char *out, time_t second)
{
    static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct tm tm;
    gmtime_r(&second, &tm);
    snprintf(out, HTTP_DATE_SIZE, "%s, %02u %s %04u %02u:%02u:%02u GMT", days[tm.tm_wday % 7],
             (unsigned)tm.tm_mday % 100, months[tm.tm_mon % 12],
             (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)tm.tm_hour % 100,
             (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100);
}

const char *http_clock_date(struct http_clock *clock)
{
    time_t now = time(NULL);
    if (now != clock->second || clock->date[0] == '\0') {
        clock->second = now;
        write_date(clock->date, now);
    }
    return clock->date;
}

static char *append_number(char *at, size_t number)
{
    char digits[24];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    memcpy(at, digits + first, sizeof digits - first);
    return at + (sizeof digits - first);
}

static void add(struct http_parts *parts, const char *data, size_t size)
{
    if (size == 0)
        return;
    /* iovec is not const, though sending reads only. */
    union {
        const char *in;
        void *out;
    } base = {data};
    parts->part[parts->count++] = (struct iovec){base.out, size};
}

/* 204 and 304 have no content by definition, and 204 may not even say how much (RFC 9110
 * section 8.6). */
void http_response_parts(struct http_parts *parts, const struct http_response *response,
                         const char *date, bool head_only)
{
    bool bare = response->status == 204 || response->status == 304;
    bool content = response->content_type != NULL && !bare;
    char *at = stpcpy(parts->head, "HTTP/1.1 ");
    parts->count = 0;
    at = append_number(at, (size_t)response->status);
    *at++ = ' ';
    at = stpcpy(at, http_reason(response->status));
    at = stpcpy(stpcpy(at, "\r\nDate: "), date);
    if (!bare)
        at = append_number(stpcpy(at, "\r\nContent-Length: "), content ? response->body_size : 0);
    if (response->close)
        at = stpcpy(at, "\r\nConnection: close");
    at = stpcpy(at, content ? "\r\nContent-Type: " : "\r\n");
    add(parts, parts->head, (size_t)(at - parts->head));
    if (content) {
        add(parts, response->content_type, strlen(response->content_type));
        add(parts, "\r\n", 2);
    }
    if (response->headers != NULL)
        add(parts, response->headers, strlen(response->headers));
    add(parts, "\r\n", 2);
    parts->with_body = content && !head_only && response->body_size > 0;
    if (parts->with_body)
        add(parts, response->body, response->body_size);
}
