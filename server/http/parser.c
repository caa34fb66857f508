/* parser.c - request line and field lines, byte after byte: the state is the installed function. */
#include "framing.h"
#include "syntax.h"

#include <string.h>

enum { METHOD_MAX = 24, VERSION_SIZE = 8 };

static enum http_progress state_method(struct http_parser *parser, char *data, size_t size);
static enum http_progress state_field(struct http_parser *parser, char *data, size_t size);

static const struct {
    const char *name;
    enum http_known known;
} known_fields[] = {
    {"host", HTTP_KNOWN_HOST},
    {"content-length", HTTP_KNOWN_CONTENT_LENGTH},
    {"transfer-encoding", HTTP_KNOWN_TRANSFER_ENCODING},
    {"connection", HTTP_KNOWN_CONNECTION},
    {"expect", HTTP_KNOWN_EXPECT},
    {"authorization", HTTP_KNOWN_AUTHORIZATION},
    {"content-type", HTTP_KNOWN_CONTENT_TYPE},
    {"if-match", HTTP_KNOWN_IF_MATCH},
    {"if-none-match", HTTP_KNOWN_IF_NONE_MATCH},
    {"idempotency-key", HTTP_KNOWN_IDEMPOTENCY_KEY},
    {"x-request-id", HTTP_KNOWN_X_REQUEST_ID},
    {"traceparent", HTTP_KNOWN_TRACEPARENT},
};

static enum http_progress state_faulted(struct http_parser *parser, char *data, size_t size)
{
    (void)parser;
    (void)data;
    (void)size;
    return HTTP_PROGRESS_FAULT;
}

enum http_progress http_parser_fault(struct http_parser *parser, enum problem_code code,
                                     const char *why)
{
    parser->fault = code;
    parser->why = why;
    parser->close = true;
    parser->state = state_faulted;
    return HTTP_PROGRESS_FAULT;
}

static enum http_progress malformed(struct http_parser *parser, const char *why)
{
    return http_parser_fault(parser, PROBLEM_BAD_REQUEST, why);
}

/* The end of what may be looked at of an element that began at `from`: one byte past its limit at
 * most. Without this a fault behind the limit would be found or not by how the bytes were cut. */
static size_t reach(size_t size, size_t from, size_t limit)
{
    return size - from > limit ? from + limit + 1 : size;
}

static bool line_over(const struct http_parser *parser)
{
    return parser->at - parser->start > parser->limits->request_line;
}

static enum http_progress line_too_long(struct http_parser *parser)
{
    return http_parser_fault(parser, PROBLEM_TARGET_TOO_LONG, "request line over its limit");
}

static bool section_over(const struct http_parser *parser)
{
    return parser->at - parser->section_at > parser->limits->headers;
}

static enum http_progress section_too_long(struct http_parser *parser)
{
    return http_parser_fault(parser, PROBLEM_HEADERS_TOO_LARGE, "fields over their limit");
}

/* Goes on over bytes of the class, within the limit of the line or the section. */
static void skip(struct http_parser *parser, const char *data, size_t end, int class)
{
    size_t at = parser->at;
    while (at < end && http_is(data[at], class))
        at++;
    parser->at = at;
}

static enum http_progress begin_line(struct http_parser *parser)
{
    parser->begun = true;
    parser->start = parser->mark = parser->at;
    return http_go_on(parser, state_method);
}

static enum http_progress state_empty_line(struct http_parser *parser, char *data, size_t size)
{
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] != '\n')
        return malformed(parser, "bare CR before the request line");
    parser->at++;
    return begin_line(parser);
}

/* One empty line before the request line is passed over (RFC 9112 section 2.2). */
static enum http_progress state_begin(struct http_parser *parser, char *data, size_t size)
{
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] != '\r')
        return begin_line(parser);
    parser->at++;
    return http_go_on(parser, state_empty_line);
}

static enum http_progress begin_section(struct http_parser *parser)
{
    parser->section_at = parser->at;
    return http_go_on(parser, state_field);
}

enum http_progress http_trailers_begin(struct http_parser *parser)
{
    parser->trailers = true;
    return begin_section(parser);
}

static enum http_progress state_line_end(struct http_parser *parser, char *data, size_t size)
{
    const char *digits = data + parser->version.at + 5;
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] != '\n')
        return malformed(parser, "bare CR in the request line");
    parser->at++;
    if (digits[0] != '1' || digits[2] > '1')
        return http_parser_fault(parser, PROBLEM_HTTP_VERSION, "neither HTTP/1.1 nor HTTP/1.0");
    parser->http_1_0 = digits[2] == '0';
    return begin_section(parser);
}

static bool version_byte(char byte, size_t place)
{
    static const char form[VERSION_SIZE + 1] = "HTTP/0.0";
    return form[place] == '0' ? http_is(byte, HTTP_CLASS_DIGIT) : byte == form[place];
}

static enum http_progress state_version(struct http_parser *parser, char *data, size_t size)
{
    size_t end = reach(size, parser->start, parser->limits->request_line);
    while (parser->at < end && parser->at - parser->mark < VERSION_SIZE &&
           version_byte(data[parser->at], parser->at - parser->mark))
        parser->at++;
    if (line_over(parser))
        return line_too_long(parser);
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (parser->at - parser->mark < VERSION_SIZE || data[parser->at] != '\r')
        return malformed(parser, "malformed HTTP version");
    parser->version = http_span_until(parser, parser->mark);
    parser->at++;
    return http_go_on(parser, state_line_end);
}

static enum http_progress state_target(struct http_parser *parser, char *data, size_t size)
{
    skip(parser, data, reach(size, parser->start, parser->limits->request_line), HTTP_CLASS_TARGET);
    if (line_over(parser))
        return line_too_long(parser);
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (parser->at == parser->mark || data[parser->at] != ' ')
        return malformed(parser, "malformed request target");
    parser->target = http_span_until(parser, parser->mark);
    parser->mark = ++parser->at;
    return http_go_on(parser, state_version);
}

static enum http_method method_named(struct http_text name)
{
    static const char *const names[HTTP_METHOD_OTHER] = {
        [HTTP_GET] = "GET",        [HTTP_HEAD] = "HEAD",   [HTTP_POST] = "POST",
        [HTTP_PUT] = "PUT",        [HTTP_PATCH] = "PATCH", [HTTP_DELETE] = "DELETE",
        [HTTP_OPTIONS] = "OPTIONS"};
    for (int method = HTTP_GET; method < HTTP_METHOD_OTHER; method++) {
        if (strlen(names[method]) == name.size && memcmp(names[method], name.data, name.size) == 0)
            return (enum http_method)method;
    }
    return HTTP_METHOD_OTHER;
}

static enum http_progress state_method(struct http_parser *parser, char *data, size_t size)
{
    size_t limit = parser->limits->request_line;
    skip(parser, data, reach(size, parser->start, limit < METHOD_MAX ? limit : METHOD_MAX),
         HTTP_CLASS_TOKEN);
    if (line_over(parser))
        return line_too_long(parser);
    if (parser->at - parser->start > METHOD_MAX)
        return http_parser_fault(parser, PROBLEM_NOT_IMPLEMENTED, "no method has such a name");
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (parser->at == parser->start || data[parser->at] != ' ')
        return malformed(parser, "malformed method");
    parser->method_name = http_span_until(parser, parser->start);
    parser->method = method_named(http_span_text(parser->method_name, data));
    parser->mark = ++parser->at;
    return http_go_on(parser, state_target);
}

static enum http_known known_field(struct http_text name)
{
    for (size_t i = 0; i < sizeof known_fields / sizeof *known_fields; i++) {
        if (http_same(name, known_fields[i].name))
            return known_fields[i].known;
    }
    return HTTP_KNOWN_NONE;
}

/* Takes the field line that is complete; NEXT, or the fault. */
static enum http_progress take_field(struct http_parser *parser, const char *data)
{
    enum http_known known = known_field(http_span_text(parser->line.name, data));
    if (parser->trailers) /* read, checked, and dropped (RFC 9110 section 6.5.1) */
        return known == HTTP_KNOWN_NONE ? HTTP_PROGRESS_NEXT
                                        : malformed(parser, "a trailer that may not be one");
    if (known < HTTP_KNOWN_COUNT) {
        if (parser->known[known] != 0)
            return malformed(parser, "a field that may occur only once is repeated");
        parser->known[known] = (uint8_t)(parser->field_count + 1);
    }
    parser->fields[parser->field_count++] = parser->line;
    return HTTP_PROGRESS_NEXT;
}

static enum http_progress state_field_end(struct http_parser *parser, char *data, size_t size)
{
    if (section_over(parser))
        return section_too_long(parser);
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] != '\n')
        return malformed(parser, "bare CR in a field");
    parser->at++;
    if (section_over(parser))
        return section_too_long(parser);
    parser->state = state_field;
    return take_field(parser, data);
}

static enum http_progress state_value(struct http_parser *parser, char *data, size_t size)
{
    skip(parser, data, reach(size, parser->section_at, parser->limits->headers), HTTP_CLASS_VALUE);
    if (section_over(parser))
        return section_too_long(parser);
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] != '\r')
        return malformed(parser, "a control character in a field");
    struct http_span *value = &parser->line.value;
    *value = http_span_until(parser, parser->mark);
    while (value->size > 0 && http_is(data[value->at + value->size - 1], HTTP_CLASS_BLANK))
        value->size--;
    parser->at++;
    return http_go_on(parser, state_field_end);
}

static enum http_progress state_value_begin(struct http_parser *parser, char *data, size_t size)
{
    skip(parser, data, reach(size, parser->section_at, parser->limits->headers), HTTP_CLASS_BLANK);
    if (section_over(parser))
        return section_too_long(parser);
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    parser->mark = parser->at;
    return http_go_on(parser, state_value);
}

static enum http_progress state_name(struct http_parser *parser, char *data, size_t size)
{
    skip(parser, data, reach(size, parser->section_at, parser->limits->headers), HTTP_CLASS_TOKEN);
    if (section_over(parser))
        return section_too_long(parser);
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] != ':')
        return malformed(parser, "malformed field name");
    parser->line.name = http_span_until(parser, parser->mark);
    parser->at++;
    return http_go_on(parser, state_value_begin);
}

static enum http_progress state_section_end(struct http_parser *parser, char *data, size_t size)
{
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] != '\n')
        return malformed(parser, "bare CR after the fields");
    parser->at++;
    return parser->trailers ? HTTP_PROGRESS_COMPLETE : http_head_judge(parser, data);
}

static enum http_progress state_field(struct http_parser *parser, char *data, size_t size)
{
    if (parser->at == size)
        return HTTP_PROGRESS_MORE;
    if (data[parser->at] == '\r') {
        parser->at++;
        return http_go_on(parser, state_section_end);
    }
    if (http_is(data[parser->at], HTTP_CLASS_BLANK))
        return malformed(parser, "a folded field line");
    if (!http_is(data[parser->at], HTTP_CLASS_TOKEN))
        return malformed(parser, "malformed field name");
    if (parser->line_count++ == HTTP_FIELDS_MAX)
        return http_parser_fault(parser, PROBLEM_HEADERS_TOO_LARGE, "too many fields");
    parser->mark = parser->at;
    return http_go_on(parser, state_name);
}

void http_parser_start(struct http_parser *parser, const struct http_limits *limits, bool secure)
{
    /* All but the fields themselves, of which field_count are valid. */
    memset(parser, 0, offsetof(struct http_parser, fields));
    parser->limits = limits;
    parser->secure = secure;
    parser->body_limit = limits->body;
    parser->method = HTTP_METHOD_OTHER;
    parser->state = state_begin;
}

enum http_progress http_parser_run(struct http_parser *parser, char *data, size_t size)
{
    enum http_progress progress;
    do
        progress = parser->state(parser, data, size);
    while (progress == HTTP_PROGRESS_NEXT);
    return progress;
}
