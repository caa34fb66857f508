/* head.c - what a complete head means: whom it is for, where its body ends, what comes after. */
#include "framing.h"
#include "syntax.h"

#include <string.h>

static bool malformed(struct http_parser *parser, const char *why)
{
    http_parser_fault(parser, PROBLEM_BAD_REQUEST, why);
    return false;
}

static struct http_text known_value(const struct http_parser *parser, const char *data,
                                    enum http_known known)
{
    return http_span_text(parser->fields[parser->known[known] - 1].value, data);
}

static bool judge_host(struct http_parser *parser, const char *data)
{
    if (parser->known[HTTP_KNOWN_HOST] == 0)
        return parser->http_1_0 || malformed(parser, "no Host");
    if (!http_authority_valid(known_value(parser, data, HTTP_KNOWN_HOST)))
        return malformed(parser, "invalid Host");
    parser->host = parser->fields[parser->known[HTTP_KNOWN_HOST] - 1].value;
    return true;
}

/* Divides [at, end) of the target into path and query; the path may be empty here. */
static bool judge_path(struct http_parser *parser, const char *data, size_t at, size_t end)
{
    const char *mark = memchr(data + at, '?', end - at);
    size_t path_end = mark != NULL ? (size_t)(mark - data) : end;
    parser->path = (struct http_span){(uint32_t)at, (uint32_t)(path_end - at)};
    if (mark != NULL)
        parser->query = (struct http_span){(uint32_t)path_end + 1, (uint32_t)(end - path_end - 1)};
    for (size_t i = at; i < end; i++) {
        if (!http_is(data[i], HTTP_CLASS_PATH) && data[i] != '?')
            return malformed(parser, "malformed path or query");
    }
    return true;
}

static bool same_authority(struct http_text a, struct http_text b)
{
    char lower[301];
    if (a.size != b.size || b.size >= sizeof lower)
        return false;
    for (size_t i = 0; i < b.size; i++)
        lower[i] = (char)(b.data[i] >= 'A' && b.data[i] <= 'Z' ? b.data[i] + 32 : b.data[i]);
    lower[b.size] = '\0';
    return http_same(a, lower);
}

/* RFC 9112 section 3.2.2; the authority of the target takes the place of Host, and a client must
 * have sent the same: where the two differ somebody is being led astray. */
static bool judge_absolute(struct http_parser *parser, const char *data)
{
    struct http_text target = http_span_text(parser->target, data);
    const char *end = target.data + target.size;
    const char *colon = memchr(target.data, ':', target.size);
    if (colon == NULL || end - colon < 4 || memcmp(colon, "://", 3) != 0)
        return malformed(parser, "a target of no known form");
    struct http_text scheme = {target.data, (size_t)(colon - target.data)};
    bool https = http_same(scheme, "https");
    if (!https && !http_same(scheme, "http"))
        return malformed(parser, "a target of another scheme");
    struct http_text authority = {colon + 3, 0};
    while (authority.data + authority.size < end && authority.data[authority.size] != '/' &&
           authority.data[authority.size] != '?')
        authority.size++;
    if (!http_authority_valid(authority))
        return malformed(parser, "invalid authority in the target");
    if (parser->host.size > 0 && !same_authority(authority, http_span_text(parser->host, data)))
        return malformed(parser, "target and Host name different hosts");
    if (https != parser->secure) {
        http_parser_fault(parser, PROBLEM_MISDIRECTED_REQUEST, "a target of the other scheme");
        return false;
    }
    parser->host = (struct http_span){(uint32_t)(authority.data - data), (uint32_t)authority.size};
    return judge_path(parser, data, (size_t)(authority.data - data) + authority.size,
                      (size_t)(end - data));
}

static bool judge_target(struct http_parser *parser, const char *data)
{
    struct http_text target = http_span_text(parser->target, data);
    struct http_text method = http_span_text(parser->method_name, data);
    if (method.size == 7 && memcmp(method.data, "CONNECT", 7) == 0) {
        http_parser_fault(parser, PROBLEM_NOT_IMPLEMENTED, "no tunnels here");
        return false;
    }
    if (*target.data == '/')
        return judge_path(parser, data, parser->target.at, parser->target.at + target.size);
    if (target.size == 1 && *target.data == '*') {
        parser->path = parser->target;
        return parser->method == HTTP_OPTIONS || malformed(parser, "'*' with another method");
    }
    return judge_absolute(parser, data);
}

/* Takes the next element of a comma-separated list off its front. */
static struct http_text next_element(struct http_text *list)
{
    const char *comma = memchr(list->data, ',', list->size);
    size_t size = comma != NULL ? (size_t)(comma - list->data) : list->size;
    struct http_text element = {list->data, size};
    size_t used = comma != NULL ? size + 1 : size;
    list->data += used;
    list->size -= used;
    return http_trimmed(element);
}

static bool judge_connection(struct http_parser *parser, const char *data)
{
    parser->close = parser->http_1_0;
    for (unsigned i = 0; i < parser->field_count; i++) {
        if (!http_same(http_span_text(parser->fields[i].name, data), "connection"))
            continue;
        struct http_text list = http_span_text(parser->fields[i].value, data);
        while (list.size > 0) {
            struct http_text option = next_element(&list);
            if (!http_all(option, HTTP_CLASS_TOKEN))
                return malformed(parser, "malformed Connection");
            parser->close |= http_same(option, "close");
        }
    }
    return true;
}

/* RFC 9112 section 6.1: a final coding that is not chunked leaves the end of the body unknown
 * (400); chunked over codings that are not implemented is 501. */
static bool judge_coding(struct http_parser *parser, struct http_text codings)
{
    struct http_text element = {codings.data, 0};
    if (parser->http_1_0)
        return malformed(parser, "Transfer-Encoding in HTTP/1.0");
    if (http_same(codings, "chunked")) {
        parser->chunked = true;
        return true;
    }
    bool final = codings.size > 0 && codings.data[codings.size - 1] != ',';
    while (final && codings.size > 0) {
        element = next_element(&codings);
        if (element.size == 0 || (codings.size > 0 && http_same(element, "chunked")) ||
            !http_all(element, HTTP_CLASS_TOKEN))
            return malformed(parser, "malformed Transfer-Encoding");
    }
    if (!final || !http_same(element, "chunked"))
        return malformed(parser, "Transfer-Encoding does not end in chunked");
    http_parser_fault(parser, PROBLEM_NOT_IMPLEMENTED, "an unknown transfer coding");
    return false;
}

/* A number too large to count is over every limit all the same. */
static bool judge_length(struct http_parser *parser, struct http_text length)
{
    uint64_t number = 0;
    if (length.size == 0 || !http_all(length, HTTP_CLASS_DIGIT))
        return malformed(parser, "malformed Content-Length");
    for (size_t i = 0; i < length.size; i++) {
        if (number > (UINT64_MAX - 9) / 10) {
            number = UINT64_MAX;
            break;
        }
        number = number * 10 + (uint64_t)(length.data[i] - '0');
    }
    parser->content_length = number;
    return true;
}

/* White space around a value is no part of it; but a tab behind one of these two is refused by
 * other parsers, and where two readers could differ we refuse with them. A line end always follows.
 */
static bool tab_follows(struct http_text value)
{
    const char *after = value.data + value.size;
    return after[strcspn(after, "\t\r")] == '\t';
}

static bool judge_framing(struct http_parser *parser, const char *data)
{
    bool coding = parser->known[HTTP_KNOWN_TRANSFER_ENCODING] != 0;
    bool length = parser->known[HTTP_KNOWN_CONTENT_LENGTH] != 0;
    if (coding && length)
        return malformed(parser, "both Transfer-Encoding and Content-Length");
    if (!coding && !length)
        return true;
    struct http_text value = known_value(
        parser, data, coding ? HTTP_KNOWN_TRANSFER_ENCODING : HTTP_KNOWN_CONTENT_LENGTH);
    if (tab_follows(value))
        return malformed(parser, "a tab behind the field that frames");
    return coding ? judge_coding(parser, value) : judge_length(parser, value);
}

static bool judge_expect(struct http_parser *parser, const char *data)
{
    if (parser->known[HTTP_KNOWN_EXPECT] == 0 || parser->http_1_0)
        return true;
    if (!http_same(known_value(parser, data, HTTP_KNOWN_EXPECT), "100-continue"))
        return malformed(parser, "an expectation that cannot be met");
    parser->expect_continue = parser->chunked || parser->content_length > 0;
    return true;
}

enum http_progress http_head_judge(struct http_parser *parser, const char *data)
{
    if (!judge_host(parser, data) || !judge_target(parser, data) ||
        !judge_connection(parser, data) || !judge_framing(parser, data) ||
        !judge_expect(parser, data))
        return HTTP_PROGRESS_FAULT;
    parser->body_at = parser->at;
    if (!parser->chunked && parser->content_length == 0)
        return HTTP_PROGRESS_COMPLETE;
    parser->state = parser->chunked ? http_body_chunked : http_body_sized;
    return HTTP_PROGRESS_HEAD;
}

/* The path of an absolute target may be empty (RFC 9112 sections 3.2.1 and 3.2.4). */
static struct http_text request_path(const struct http_parser *parser, const char *data)
{
    if (parser->path.size > 0)
        return http_span_text(parser->path, data);
    bool all = parser->method == HTTP_OPTIONS && parser->query.at == 0;
    return (struct http_text){all ? "*" : "/", 1};
}

void http_parser_request(const struct http_parser *parser, const char *data,
                         struct http_request *out)
{
    out->method = parser->method;
    out->method_name = http_span_text(parser->method_name, data);
    out->target = http_span_text(parser->target, data);
    out->path = request_path(parser, data);
    out->query = http_span_text(parser->query, data);
    out->host = http_span_text(parser->host, data);
    out->field_count = parser->field_count;
    for (unsigned i = 0; i < parser->field_count; i++) {
        out->fields[i].name = http_span_text(parser->fields[i].name, data);
        out->fields[i].value = http_span_text(parser->fields[i].value, data);
    }
    out->body = (struct http_text){data + parser->body_at, parser->body_size};
    out->tls = parser->secure;
}

struct http_text http_field(const struct http_request *request, const char *name)
{
    size_t size = strlen(name);
    for (unsigned i = 0; i < request->field_count; i++) {
        struct http_text found = request->fields[i].name;
        if (found.size == size && strncasecmp(found.data, name, size) == 0)
            return request->fields[i].value;
    }
    return (struct http_text){NULL, 0};
}
