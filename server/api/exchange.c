/* exchange.c - the life of one request: found, admitted, asked, answered once. */
#include "api/exchange.h"

#include "api/answer.h"
#include "api/core.h"
#include "api/handlers.h"
#include "api/head.h"
#include "api/hosts.h"
#include "api/refusal.h"
#include "api/slots.h"

#include <assert.h>
#include <string.h>
#include <time.h>

#define MAY(state) (1u << EXCHANGE_##state)

/* The one place where the state changes. A call may follow a call (the token endpoint asks twice);
 * the peer leaves when it likes. */
static void enter(struct exchange *exchange, enum exchange_state state)
{
    static const unsigned next[] = {
        [EXCHANGE_FREE] = MAY(ROUTING),
        [EXCHANGE_ROUTING] = MAY(AUTHENTICATING) | MAY(CHECKING) | MAY(ANSWERED),
        [EXCHANGE_AUTHENTICATING] = MAY(CHECKING) | MAY(ANSWERED),
        [EXCHANGE_CHECKING] = MAY(CALLING) | MAY(ANSWERED),
        [EXCHANGE_CALLING] = MAY(CHECKING) | MAY(ANSWERED),
        [EXCHANGE_ANSWERED] = MAY(FREE),
    };
    assert((next[exchange->state] & 1u << state) != 0);
    exchange->state = state;
}

int exchange_no_memory(struct exchange *exchange)
{
    return problem_set(&exchange->problem, PROBLEM_INTERNAL, "out of memory");
}

void *exchange_take(struct exchange *exchange, size_t size)
{
    void *piece = arena_take(&exchange->arena, size);
    if (piece == NULL)
        exchange_no_memory(exchange);
    return piece;
}

char *exchange_copy(struct exchange *exchange, const char *bytes, size_t size)
{
    char *copy = arena_copy(&exchange->arena, bytes, size);
    if (copy == NULL)
        exchange_no_memory(exchange);
    return copy;
}

/* Freed by the last of the two who hold it. */
static void let_go(struct exchange *exchange)
{
    struct api *api = exchange->api;
    if (exchange->ref != 0 || exchange->calling)
        return;
    if (exchange->release != NULL)
        exchange->release(exchange);
    problem_clear(&exchange->problem);
    arena_reset(&exchange->arena);
    enter(exchange, EXCHANGE_FREE);
    slots_give_back(api, exchange);
    api_ended(api);
}

void exchange_answer(struct exchange *exchange, const struct answer *answer)
{
    struct api *api = exchange->api;
    http_ref ref = exchange->ref;
    struct http_response response;
    uint64_t taken = api_now_us() - exchange->started_us;
    enter(exchange, EXCHANGE_ANSWERED);
    answer_complete(&response, exchange, answer);
    answer_log(exchange, answer->status, answer->size, taken);
    api_count(api, exchange, answer->status, taken);
    slots_forget_peer(api, exchange);
    http_respond(api->http, ref, &response);
    let_go(exchange);
}

void exchange_refuse(struct exchange *exchange)
{
    struct writer body = {NULL, 0, 0, false};
    struct writer headers = {NULL, 0, 0, false};
    struct answer answer = {.content_type = NULL};
    if (exchange->problem.code == PROBLEM_NONE)
        problem_set(&exchange->problem, PROBLEM_INTERNAL, "refused without a problem");
    answer.status = problem_status(exchange->problem.code);
    if (exchange->write_refusal != NULL)
        answer.content_type = exchange->write_refusal(&body, &headers, exchange);
    if (answer.content_type == NULL) {
        answer.content_type = "application/problem+json";
        refusal_write(&body, &exchange->problem, exchange->head.language,
                      exchange->head.request_id);
        answer_refusal_headers(&headers, exchange);
    }
    answer.body = body.bytes;
    answer.size = body.size;
    answer.headers = headers.bytes;
    exchange_answer(exchange, &answer);
    writer_clear(&body);
    writer_clear(&headers);
}

static int route(struct exchange *exchange)
{
    struct problem *problem = &exchange->problem;
    if (!host_is_served(exchange->api->config->hosts, exchange->request->host))
        return problem_set(problem, PROBLEM_MISDIRECTED_REQUEST, NULL);
    switch (router_match(&exchange->match, exchange->request->method, exchange->request->path)) {
    case ROUTER_FOUND:
    case ROUTER_OPTIONS:
        return 0;
    case ROUTER_NO_METHOD:
        exchange->match.route = NULL;
        return problem_set(problem, PROBLEM_METHOD_NOT_ALLOWED, NULL);
    case ROUTER_BAD_ENCODING:
        return problem_set(problem, PROBLEM_BAD_REQUEST, "encoding of the path");
    case ROUTER_NOT_IMPLEMENTED:
        return problem_set(problem, PROBLEM_NOT_IMPLEMENTED, NULL);
    case ROUTER_NO_PATH:
        break;
    }
    exchange->match.route = NULL;
    return problem_set(problem, PROBLEM_NOT_FOUND, NULL);
}

enum scope exchange_scope(const struct exchange *exchange)
{
    const struct route *wanted = exchange->match.route;
    bool oversees = (wanted->flags & ROUTE_OVERSIGHT) != 0;
    return oversees && exchange->principal.role == ROLE_OFFICE ? SCOPE_OVERSIGHT_WRITE
                                                               : wanted->scope;
}

/* The same answer for every cause; which it was stands in the note, for the log. */
static int authenticate(struct exchange *exchange)
{
    struct api *api = exchange->api;
    struct http_text token = head_bearer(exchange->head.authorization);
    uint64_t begun = api_now_us();
    if (token.size == 0)
        return problem_set(&exchange->problem, PROBLEM_INVALID_TOKEN, "no bearer token");
    if (token_cache_verify(&exchange->principal, api->tokens, token.data, token.size, time(NULL),
                           api->keyring, &api->rules, &exchange->problem) != 0)
        return -1;
    exchange->auth_us = api_now_us() - begun;
    enum scope scope = exchange_scope(exchange);
    if (scope != SCOPE_NONE && (exchange->principal.scopes & UINT32_C(1) << scope) == 0)
        return problem_set(&exchange->problem, PROBLEM_INSUFFICIENT_SCOPE, NULL);
    return 0;
}

static int limit(struct exchange *exchange)
{
    struct api *api = exchange->api;
    struct allowance *allowance = &exchange->allowance;
    if (api->limiter == NULL ||
        limiter_take(api->limiter, exchange->principal.client, exchange->started_us, allowance))
        return 0;
    api->stats.limited++;
    exchange->problem.retry_after = allowance->retry_s;
    return problem_set(&exchange->problem, PROBLEM_TOO_MANY_REQUESTS, NULL);
}

static void answer_options(struct exchange *exchange)
{
    struct writer headers = {NULL, 0, 0, false};
    struct answer answer = {.status = 204};
    answer_allow(&headers, exchange);
    answer.headers = headers.bytes;
    exchange_answer(exchange, &answer);
    writer_clear(&headers);
}

static int handle(struct exchange *exchange)
{
    const struct route *wanted = exchange->match.route;
    if ((wanted->flags & ROUTE_PUBLIC) == 0) {
        enter(exchange, EXCHANGE_AUTHENTICATING);
        if (authenticate(exchange) != 0 || limit(exchange) != 0)
            return -1;
    }
    enter(exchange, EXCHANGE_CHECKING);
    if (wanted->body == NULL && (wanted->flags & ROUTE_FORM) == 0 &&
        exchange->request->body.size > 0)
        return problem_set(&exchange->problem, PROBLEM_BAD_REQUEST, "a body where none is taken");
    return wanted->handle != NULL ? wanted->handle(exchange) : call_handle(exchange);
}

void exchange_begin(struct api *api, http_ref ref, const struct http_request *request)
{
    struct exchange *exchange = slots_take(api, ref);
    if (exchange == NULL) {
        answer_without_exchange(api, ref);
        return;
    }
    exchange->request = request;
    exchange->started_us = api_now_us();
    enter(exchange, EXCHANGE_ROUTING);
    head_read(&exchange->head, request);
    if (exchange->head.request_id[0] == '\0')
        api_make_request_id(api, exchange->head.request_id);
    if (route(exchange) != 0)
        exchange_refuse(exchange);
    else if (exchange->match.route == NULL)
        answer_options(exchange);
    else if (handle(exchange) != 0)
        exchange_refuse(exchange);
}

void exchange_gone(struct api *api, http_ref ref)
{
    struct exchange *exchange = slots_by_ref(api, ref);
    if (exchange == NULL)
        return;
    /* What has not been sent need not be; a read's answer is dropped when it comes, and a write is
     * let finish. */
    if (exchange->calling && db_withdraw(api->db, &exchange->call))
        exchange->calling = false;
    uint64_t taken = api_now_us() - exchange->started_us;
    enter(exchange, EXCHANGE_ANSWERED);
    answer_log(exchange, 0, 0, taken);
    api_count(api, exchange, 0, taken);
    slots_forget_peer(api, exchange);
    let_go(exchange);
}

static int submit(struct exchange *exchange)
{
    struct api *api = exchange->api;
    enter(exchange, EXCHANGE_CALLING);
    exchange->calling = true; /* before: so that nothing frees it underneath */
    if (db_submit(api->db, &exchange->call, &exchange->problem) == 0)
        return 0;
    exchange->calling = false;
    if (exchange->problem.retry_after == 0)
        exchange->problem.retry_after = 1;
    return -1;
}

int exchange_call(struct exchange *exchange, unsigned statement, exchange_row_cb *on_row)
{
    const struct route *wanted = exchange->match.route;
    const struct principal *who = &exchange->principal;
    const struct config *config = exchange->api->config;
    struct db_call *call = &exchange->call;
    bool slow = (wanted->flags & ROUTE_SLOW) != 0;
    call->statement = statement;
    call->identity = (struct db_identity){
        .role = role_database_name(who->role),
        .client = who->client,
        .agency = who->agency,
        .scope = scope_text(exchange_scope(exchange)),
        .operation = wanted->operation,
        .request = exchange->head.request_id,
        .issued_at = who->issued_at,
    };
    call->slow = slow;
    call->deadline_ms = (unsigned)(slow ? config->slow_ms : config->call_ms);
    call->answer = exchange_row;
    call->context = exchange->api;
    call->ticket = (uint64_t)exchange->slot << 32 | exchange->generation;
    exchange->on_row = on_row;
    return submit(exchange);
}

void exchange_row(void *context, uint64_t ticket, const struct db_result *result)
{
    struct exchange *exchange = slots_by_ticket(context, ticket);
    exchange->calling = false;
    exchange->queue_us += result->queue_us;
    exchange->run_us += result->run_us;
    if (exchange->ref == 0) {
        let_go(exchange);
        return;
    }
    enter(exchange, EXCHANGE_CHECKING);
    if (result->outcome == DB_ROW) {
        if (exchange->on_row(exchange, result) != 0)
            exchange_refuse(exchange);
        return;
    }
    refusal_from_database(&exchange->problem, result, exchange->call.write);
    exchange_refuse(exchange);
}
