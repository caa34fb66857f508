/* pages.c - reads a list page by page along Link: rel="next" (RFC 8288). */
#include "pages.h"

#include "exchange.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct steer_pages {
    steer_client *client;         /* borrowed */
    const steer_request *request; /* borrowed: the first page */
    steer_request *owned;         /* the first page's, when this list made it */
    steer_request *next;          /* the page after the last read; NULL: there is none */
    bool started;
};

int pages_new_owning(steer_pages **out, steer_client *client, steer_request *request)
{
    steer_pages *pages = NULL;
    int result = steer_pages_new(&pages, client, request);
    if (pages != NULL)
        pages->owned = request;
    else
        steer_request_free(request);
    *out = pages;
    return result;
}

int steer_pages_new(steer_pages **out, steer_client *client, const steer_request *request)
{
    client_begin(client);
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return client_fail(client, LOCAL_NO_MEMORY, NULL);
    (*out)->client = client;
    (*out)->request = request;
    return STEER_DONE;
}

/* Whether the parameters after a link's '>' say rel="next". */
static bool is_next(const char *parameters, size_t length)
{
    static const char name[] = "rel=";
    for (size_t i = 0; i + sizeof name - 1 <= length; i++) {
        if (strncasecmp(parameters + i, name, sizeof name - 1) != 0)
            continue;
        const char *value = parameters + i + sizeof name - 1;
        if (*value == '"')
            value++;
        return strncasecmp(value, "next", 4) == 0 && !isalnum((unsigned char)value[4]);
    }
    return false;
}

/* The address of the next page; NULL: none named, or no memory. The caller frees it. */
static char *next_link(const char *field)
{
    const char *open = strchr(field, '<');
    while (open != NULL) {
        const char *close = strchr(open, '>');
        if (close == NULL)
            return NULL;
        const char *following = strchr(close, '<');
        size_t length = following == NULL ? strlen(close) : (size_t)(following - close);
        if (is_next(close, length))
            return strndup(open + 1, (size_t)(close - open - 1));
        open = following;
    }
    return NULL;
}

static void copy_fields(steer_request *to, const steer_request *from)
{
    for (size_t i = 0; i < from->field_count; i++)
        steer_request_header(to, from->fields[i].name, from->fields[i].value);
}

static int prepare_next(steer_pages *pages, const steer_answer *answer)
{
    char *url = next_link(steer_answer_header(answer, "Link"));
    steer_request_free(pages->next);
    pages->next = NULL;
    if (url == NULL)
        return STEER_DONE;
    /* Another host would be given the token: never. */
    char *target = origin_target(&pages->client->origin, buffer_string(&pages->request->path), url);
    int result = STEER_DONE;
    if (steer_request_new(&pages->next, "GET", target) != STEER_DONE)
        result = client_fail(pages->client, LOCAL_BAD_ANSWER, url);
    else
        copy_fields(pages->next, pages->request);
    free(target);
    free(url);
    return result;
}

int steer_pages_next(steer_answer **out, steer_pages *pages)
{
    *out = NULL;
    if (pages->started && pages->next == NULL)
        return 0;
    const steer_request *request = pages->started ? pages->next : pages->request;
    client_begin(pages->client);
    int result = exchange_send(out, pages->client, request);
    if (result != STEER_DONE)
        return result;
    pages->started = true;
    result = prepare_next(pages, *out);
    if (result != STEER_DONE) {
        steer_answer_free(*out);
        *out = NULL;
        return result;
    }
    return 1;
}

int steer_pages_more(const steer_pages *pages)
{
    return pages->started && pages->next != NULL;
}

void steer_pages_free(steer_pages *pages)
{
    if (pages == NULL)
        return;
    steer_request_free(pages->owned);
    steer_request_free(pages->next);
    free(pages);
}
