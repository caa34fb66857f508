/* transport.c - one HTTP exchange through libcurl; with transport_origin.c its only user. */
#include "transport.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECT_MS = 5000 };
/* More than any page of the API; a peer that sends without end is none of ours. */
static const size_t BODY_LIMIT = (size_t)64 << 20;

struct transport {
    CURL *curl;
};

/* What the callbacks of one exchange share. */
struct receiving {
    steer_answer *answer;
    const struct transport_call *call;
    bool no_memory;
};

int transport_new(struct transport **out)
{
    *out = NULL;
    /* Counted and thread-safe since 7.84; the library keeps nothing of its own beside it. */
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return -1;
    struct transport *transport = calloc(1, sizeof *transport);
    if (transport != NULL)
        transport->curl = curl_easy_init();
    if (transport == NULL || transport->curl == NULL) {
        free(transport);
        curl_global_cleanup();
        return -1;
    }
    *out = transport;
    return 0;
}

void transport_free(struct transport *transport)
{
    if (transport == NULL)
        return;
    curl_easy_cleanup(transport->curl);
    free(transport);
    curl_global_cleanup();
}

static size_t on_curl_header(char *line, size_t size, size_t count, void *context)
{
    struct receiving *receiving = context;
    if (answer_header_line(receiving->answer, line, size * count))
        return size * count;
    receiving->no_memory = true;
    return 0;
}

static size_t on_curl_body(char *data, size_t size, size_t count, void *context)
{
    struct receiving *receiving = context;
    struct buffer *body = &receiving->answer->body;
    if (size * count > BODY_LIMIT - body->length)
        return 0;
    buffer_add(body, data, size * count);
    receiving->no_memory = body->failed;
    return body->failed ? 0 : size * count;
}

static int on_curl_progress(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct receiving *receiving = context;
    (void)a, (void)b, (void)c, (void)d;
    return receiving->call->cancelled != NULL &&
           receiving->call->cancelled(receiving->call->context);
}

static void set_connection(CURL *curl, const struct transport_call *call)
{
    curl_easy_setopt(curl, CURLOPT_URL, call->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, call->timeout_ms);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     call->timeout_ms < CONNECT_MS ? call->timeout_ms : (long)CONNECT_MS);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, call->fresh ? 1L : 0L);
    /* Not followed: a token goes nowhere its owner did not name. */
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    if (call->loopback)
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
    if (call->ca_file != NULL) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, call->ca_file);
        curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
    }
    if (call->user != NULL) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, call->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, call->password);
    }
}

static void set_body(CURL *curl, const struct transport_call *call)
{
    if (strcmp(call->method, "HEAD") == 0)
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    bool sends = strcmp(call->method, "POST") == 0 || strcmp(call->method, "PUT") == 0 ||
                 strcmp(call->method, "PATCH") == 0;
    if (call->body != NULL || sends) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body_length);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call->body == NULL ? "" : call->body);
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call->method);
}

static void set_receiving(CURL *curl, struct receiving *receiving, char *reason)
{
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "libsteer/" STEER_VERSION);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_curl_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, receiving);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_curl_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, receiving);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_curl_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, receiving);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
}

/* The caller frees the list. NULL: no memory. */
static struct curl_slist *header_list(const struct transport_call *call)
{
    /* Bodies are small or wanted anyway: no round trip to ask. */
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    const char *line = buffer_string(call->fields);
    for (size_t i = 0; list != NULL && i < call->field_count; i++) {
        struct curl_slist *longer = curl_slist_append(list, line);
        if (longer == NULL)
            curl_slist_free_all(list);
        list = longer;
        line += strlen(line) + 1;
    }
    return list;
}

/* Whether the request, or a part of it, went out before the exchange failed. */
static bool was_sent(CURL *curl)
{
    curl_off_t ready = 0; /* microseconds until the connection could take the request */
    curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME_T, &ready);
    return ready > 0;
}

static enum transport_outcome outcome_of(CURL *curl, CURLcode code,
                                         const struct receiving *receiving)
{
    switch (code) {
    case CURLE_OK:
        return TRANSPORT_ANSWERED;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PROXY:
        return TRANSPORT_NOT_SENT;
    case CURLE_OPERATION_TIMEDOUT:
        return was_sent(curl) ? TRANSPORT_TIMED_OUT : TRANSPORT_NOT_SENT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        return TRANSPORT_NOT_TRUSTED;
    case CURLE_ABORTED_BY_CALLBACK:
        return TRANSPORT_CANCELLED;
    case CURLE_OUT_OF_MEMORY:
        return TRANSPORT_NO_MEMORY;
    case CURLE_WRITE_ERROR: /* our own callbacks refused */
        return receiving->no_memory ? TRANSPORT_NO_MEMORY : TRANSPORT_GARBAGE;
    case CURLE_UNSUPPORTED_PROTOCOL: /* HTTP/0.9: bytes without a status line */
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        return TRANSPORT_GARBAGE;
    default:
        return was_sent(curl) ? TRANSPORT_LOST : TRANSPORT_NOT_SENT;
    }
}

void transport_send(struct transport_reply *reply, steer_answer *answer,
                    struct transport *transport, const struct transport_call *call)
{
    CURL *curl = transport->curl;
    struct receiving receiving = {.answer = answer, .call = call};
    *reply = (struct transport_reply){.outcome = TRANSPORT_NO_MEMORY};
    _Static_assert(sizeof reply->reason >= CURL_ERROR_SIZE, "libcurl writes up to this many bytes");

    struct curl_slist *headers = header_list(call);
    if (headers == NULL)
        return;
    set_connection(curl, call);
    set_body(curl, call);
    set_receiving(curl, &receiving, reply->reason);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    CURLcode code = curl_easy_perform(curl);
    reply->outcome = outcome_of(curl, code, &receiving);

    long status = 0;
    curl_off_t retry_after = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry_after);
    answer->status = (int)status;
    reply->retry_after = retry_after > 86400 ? 86400 : (long)retry_after;
    if (code != CURLE_OK && reply->reason[0] == '\0')
        strncpy(reply->reason, curl_easy_strerror(code), sizeof reply->reason - 1);
    curl_easy_reset(curl); /* forgets the secrets and our stack; keeps the connections */
    curl_slist_free_all(headers);
}
