/* oracle_llhttp.c - asks llhttp, built strict. */
#include "oracle.h"

#include <llhttp.h>

static struct verdict *current;

static int on_llhttp_url(llhttp_t *parser, const char *at, size_t size)
{
    (void)parser;
    oracle_append(&current->target, at, size);
    return 0;
}

static int on_llhttp_body(llhttp_t *parser, const char *at, size_t size)
{
    (void)parser;
    oracle_append(&current->body, at, size);
    return 0;
}

static int on_llhttp_complete(llhttp_t *parser)
{
    (void)parser;
    current->complete = true;
    return HPE_PAUSED;
}

void ask_llhttp(struct verdict *verdict, const char *data, size_t size)
{
    llhttp_settings_t settings;
    llhttp_t parser;
    llhttp_settings_init(&settings);
    settings.on_url = on_llhttp_url;
    settings.on_body = on_llhttp_body;
    settings.on_message_complete = on_llhttp_complete;
    llhttp_init(&parser, HTTP_REQUEST, &settings);
    current = verdict;
    llhttp_errno_t result = llhttp_execute(&parser, data, size);
    verdict->why = llhttp_errno_name(result);
    if (verdict->complete)
        verdict->end = (size_t)(llhttp_get_error_pos(&parser) - data);
}
