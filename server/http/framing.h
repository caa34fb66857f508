/* framing.h - what the three files of the parser share: parser.c reads lines, head.c says what a
 * head means, body.c finds where the body ends. */
#ifndef STEER_SERVER_HTTP_FRAMING_H
#define STEER_SERVER_HTTP_FRAMING_H

#include "parser.h"

/* At the end of the head: sets the next state, or finds the fault. */
enum http_progress http_head_judge(struct http_parser *parser, const char *data);

enum http_progress http_body_sized(struct http_parser *parser, char *data, size_t size);
enum http_progress http_body_chunked(struct http_parser *parser, char *data, size_t size);

/* Begins to read the trailer section. */
enum http_progress http_trailers_begin(struct http_parser *parser);

static inline struct http_text http_span_text(struct http_span span, const char *data)
{
    return (struct http_text){data + span.at, span.size};
}

/* From `from` to before parser->at. */
static inline struct http_span http_span_until(const struct http_parser *parser, size_t from)
{
    return (struct http_span){(uint32_t)from, (uint32_t)(parser->at - from)};
}

static inline enum http_progress http_go_on(struct http_parser *parser, http_state state)
{
    parser->state = state;
    return HTTP_PROGRESS_NEXT;
}

#endif
