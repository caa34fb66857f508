/* oracle_http_parser.c - asks http_parser. */
#include "oracle.h"

#include <http_parser.h>

static struct verdict *current;

static int on_parser_url(http_parser *parser, const char *at, size_t size)
{
    (void)parser;
    oracle_append(&current->target, at, size);
    return 0;
}

static int on_parser_body(http_parser *parser, const char *at, size_t size)
{
    (void)parser;
    oracle_append(&current->body, at, size);
    return 0;
}

static int on_parser_complete(http_parser *parser)
{
    current->complete = true;
    http_parser_pause(parser, 1);
    return 0;
}

void ask_http_parser(struct verdict *verdict, const char *data, size_t size)
{
    http_parser_settings settings;
    http_parser parser;
    http_parser_settings_init(&settings);
    settings.on_url = on_parser_url;
    settings.on_body = on_parser_body;
    settings.on_message_complete = on_parser_complete;
    http_parser_init(&parser, HTTP_REQUEST);
    current = verdict;
    verdict->end = http_parser_execute(&parser, &settings, data, size);
    verdict->why = http_errno_name(HTTP_PARSER_ERRNO(&parser));
}
