/* transport_origin.c - reads addresses of servers (RFC 3986) with libcurl's parser. */
#include "transport.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A part of a URL as a copy of our own; NULL when there is none. */
static char *part(CURLU *url, CURLUPart what)
{
    char *text = NULL;
    if (curl_url_get(url, what, &text, 0) != CURLUE_OK)
        return NULL;
    char *copy = copy_text(text);
    curl_free(text);
    return copy;
}

static bool is_loopback(const char *host)
{
    struct in_addr address;
    if (inet_pton(AF_INET, host, &address) == 1)
        return ntohl(address.s_addr) >> 24 == 127;
    return strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0;
}

static void strip_slashes(char *text)
{
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == '/')
        text[--length] = '\0';
}

/* No user, password, query or fragment: a secret in an address ends up in logs. */
static bool is_plain_address(CURLU *url)
{
    static const CURLUPart unwanted[] = {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY,
                                         CURLUPART_FRAGMENT};
    for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++) {
        char *text = part(url, unwanted[i]);
        free(text);
        if (text != NULL)
            return false;
    }
    return true;
}

static int fill(struct origin *out, CURLU *url)
{
    char *scheme = part(url, CURLUPART_SCHEME);
    out->host = part(url, CURLUPART_HOST);
    out->prefix = part(url, CURLUPART_PATH);
    out->url = part(url, CURLUPART_URL);
    int result = STEER_FAILED;
    if (scheme != NULL && out->host != NULL && out->prefix != NULL && out->url != NULL) {
        strip_slashes(out->prefix);
        strip_slashes(out->url);
        out->secure = strcmp(scheme, "https") == 0;
        out->loopback = is_loopback(out->host);
        bool http = out->secure || strcmp(scheme, "http") == 0;
        result = http && is_plain_address(url) ? STEER_DONE : STEER_USAGE;
    }
    free(scheme);
    return result;
}

int origin_parse(struct origin *out, const char *text)
{
    *out = (struct origin){0};
    CURLU *url = curl_url();
    if (url == NULL)
        return STEER_FAILED;
    int result = STEER_USAGE;
    if (text != NULL && curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK)
        result = fill(out, url);
    curl_url_cleanup(url);
    if (result != STEER_DONE)
        origin_clear(out);
    return result;
}

static bool same_place(CURLU *one, CURLU *other)
{
    static const CURLUPart parts[] = {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char *a = NULL;
        char *b = NULL;
        curl_url_get(one, parts[i], &a, CURLU_DEFAULT_PORT);
        curl_url_get(other, parts[i], &b, CURLU_DEFAULT_PORT);
        bool same = a != NULL && b != NULL && strcasecmp(a, b) == 0;
        curl_free(a);
        curl_free(b);
        if (!same)
            return false;
    }
    return true;
}

/* The path and query of `url` below the prefix. A server behind a proxy that adds the prefix does
 * not know it, so a path without it is taken as it stands. */
static char *below_prefix(const struct origin *origin, CURLU *url)
{
    char *path = part(url, CURLUPART_PATH);
    char *query = part(url, CURLUPART_QUERY);
    struct buffer target = {0};
    size_t prefix = strlen(origin->prefix);
    if (path != NULL) {
        bool has_prefix =
            prefix > 0 && strncmp(path, origin->prefix, prefix) == 0 && path[prefix] == '/';
        buffer_text(&target, path + (has_prefix ? prefix : 0));
        if (query != NULL)
            buffer_format(&target, "?%s", query);
    }
    free(path);
    free(query);
    return buffer_take(&target);
}

char *origin_target(const struct origin *origin, const char *path, const char *url)
{
    CURLU *here = curl_url();
    CURLU *there = curl_url();
    struct buffer base = {0};
    buffer_format(&base, "%s%s", origin->url, path);
    char *target = NULL;
    if (here != NULL && there != NULL && !base.failed &&
        curl_url_set(here, CURLUPART_URL, origin->url, 0) == CURLUE_OK &&
        curl_url_set(there, CURLUPART_URL, buffer_string(&base), 0) == CURLUE_OK &&
        curl_url_set(there, CURLUPART_URL, url, 0) == CURLUE_OK && same_place(here, there))
        target = below_prefix(origin, there);
    buffer_clear(&base);
    curl_url_cleanup(here);
    curl_url_cleanup(there);
    return target;
}

void origin_clear(struct origin *origin)
{
    free(origin->url);
    free(origin->host);
    free(origin->prefix);
    *origin = (struct origin){0};
}
