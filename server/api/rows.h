/* rows.h - the kinds of rows the table in routes.c has. */
#ifndef STEER_SERVER_API_ROWS_H
#define STEER_SERVER_API_ROWS_H

#define READ(path_, operation_, scope_, flags_, query_, answer_, vi, en)                           \
    .method = HTTP_GET, .path = path_, .operation = operation_, .scope = scope_, .flags = flags_,  \
    .query = query_, .answer = answer_, .success = "200", .summary_vi = vi, .summary_en = en
#define SPECIAL(path_, operation_, flags_, handle_, vi, en)                                        \
    .method = HTTP_GET, .path = path_, .operation = operation_, .scope = SCOPE_NONE,               \
    .flags = ROUTE_PUBLIC | (flags_), .success = "200", .handle = handle_, .summary_vi = vi,       \
    .summary_en = en
#define CREATE(path_, operation_, scope_, body_, answer_, vi, en, example_)                        \
    .method = HTTP_POST, .path = path_, .operation = operation_, .scope = scope_,                  \
    .flags = ROUTE_WRITE | ROUTE_ONCE, .query = &query_write, .body = body_, .answer = answer_,    \
    .success = "201", .summary_vi = vi, .summary_en = en, .example = example_
/* As CREATE: an agency pushes it, the office oversees it. */
#define RAISE(path_, operation_, body_, answer_, vi, en, example_)                                 \
    .method = HTTP_POST, .path = path_, .operation = operation_, .scope = SCOPE_STATUS_PUSH,       \
    .flags = ROUTE_WRITE | ROUTE_ONCE | ROUTE_OVERSIGHT, .query = &query_write, .body = body_,     \
    .answer = answer_, .success = "201", .summary_vi = vi, .summary_en = en, .example = example_
#define ACT(path_, operation_, scope_, flags_, body_, answer_, vi, en, example_)                   \
    .method = HTTP_POST, .path = path_, .operation = operation_, .scope = scope_,                  \
    .flags = ROUTE_WRITE | ROUTE_ONCE | (flags_), .query = &query_write, .body = body_,            \
    .answer = answer_, .success = "200", .summary_vi = vi, .summary_en = en, .example = example_
#define CHANGE(path_, operation_, scope_, body_, answer_, vi, en, example_)                        \
    .method = HTTP_PATCH, .path = path_, .operation = operation_, .scope = scope_,                 \
    .flags = ROUTE_WRITE | ROUTE_IF_MATCH, .query = &query_write, .body = body_,                   \
    .answer = answer_, .success = "200", .summary_vi = vi, .summary_en = en, .example = example_

#endif
