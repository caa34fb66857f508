/* token_endpoint.c - POST /oauth/token: client_credentials (RFC 6749 §4.4), the client known by its
 * secret (Basic, §2.3.1) or by an assertion (private_key_jwt, RFC 7523). Errors have the form of
 * RFC 6749 §5.2, whose texts are ASCII. */
#include "api/handlers.h"

#include "api/call.h"
#include "api/core.h"
#include "api/form.h"
#include "api/writer.h"

#include <cjson/cJSON.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { CLIENT_ROOM = 65, SCOPE_ROOM = 1025, ASSERTION_ROOM = 4097, CREDENTIALS_MAX = 512 };

static const char ASSERTION_TYPE[] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

struct token_work {
    char client[CLIENT_ROOM];
    char secret_sha256[2 * SHA256_DIGEST_LENGTH + 1];
    char scope[SCOPE_ROOM]; /* asked for; "": all the client has */
    char assertion[ASSERTION_ROOM];
    const char *error; /* RFC 6749 §5.2, when it is not one the problem tells */
    const char *why;
};

static int refuse(struct exchange *exchange, const char *error, const char *why)
{
    struct token_work *work = exchange->work;
    work->error = error;
    work->why = why;
    return problem_set(&exchange->problem, PROBLEM_BAD_REQUEST, "%s", why);
}

static int unknown_client(struct exchange *exchange, const char *why)
{
    return problem_set(&exchange->problem, PROBLEM_INVALID_CLIENT, "%s", why);
}

/* Only what belongs to the grant has a code of the RFC; the rest stays a problem. */
static const char *write_refusal(struct writer *body, struct writer *headers,
                                 const struct exchange *exchange)
{
    const struct token_work *work = exchange->work;
    const char *error = work->error;
    const char *why = work->why;
    if (exchange->problem.code == PROBLEM_INVALID_CLIENT) {
        error = "invalid_client";
        why = "The client is unknown or could not be authenticated.";
        write_text(headers, "WWW-Authenticate: Basic realm=\"steerd\", charset=\"UTF-8\"\r\n");
    } else if (exchange->problem.code == PROBLEM_INVALID_SCOPE) {
        error = "invalid_scope";
        why = "A scope that was asked for is not one the client has.";
    }
    if (error == NULL)
        return NULL;
    write_text(headers, "Cache-Control: no-store\r\nPragma: no-cache\r\n");
    write_format(body, "{\"error\":\"%s\",\"error_description\":\"%s\"}", error, why);
    return "application/json";
}

/* The caller of a further call: nobody yet. */
static int call_public(struct exchange *exchange, unsigned extra, struct writer *options,
                       exchange_row_cb *on_row)
{
    struct db_call *call = &exchange->call;
    char *text = options->failed ? NULL : exchange_copy(exchange, options->bytes, options->size);
    writer_clear(options);
    if (text == NULL)
        return exchange_no_memory(exchange);
    call->values[0] = extra == STATEMENT_KEY ? ((struct token_work *)exchange->work)->client : "";
    call->values[1] = text;
    call->values[2] = NULL;
    call->value_count = 3;
    /* A used assertion is written down. */
    call->write = extra == STATEMENT_ASSERT;
    return exchange_call(exchange, exchange->api->first_extra + extra, on_row);
}

static int read_principal(struct principal *out, const cJSON *body)
{
    const cJSON *scope;
    const char *client = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, "client"));
    const char *role = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, "role"));
    const char *agency = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, "agency"));
    if (client == NULL || role == NULL || role_from_text(&out->role, role) != 0)
        return -1;
    snprintf(out->client, sizeof out->client, "%s", client);
    snprintf(out->agency, sizeof out->agency, "%s", agency != NULL ? agency : "");
    cJSON_ArrayForEach(scope, cJSON_GetObjectItemCaseSensitive(body, "scopes"))
    {
        uint32_t bits = 0;
        if (!cJSON_IsString(scope) || scopes_from_text(&bits, scope->valuestring) != 0)
            return -1;
        out->scopes |= bits;
    }
    return 0;
}

static void write_scopes(struct writer *out, uint32_t scopes)
{
    bool first = true;
    for (unsigned i = 0; i < SCOPE_COUNT; i++) {
        if ((scopes & UINT32_C(1) << i) == 0)
            continue;
        write_text(out, first ? "" : " ");
        write_text(out, scope_text((enum scope)i));
        first = false;
    }
}

static int answer_token(struct exchange *exchange, const struct principal *principal)
{
    const struct api *api = exchange->api;
    struct writer body = {NULL, 0, 0, false};
    char *token = NULL;
    if (token_mint(&token, principal, time(NULL), api->keyring, &api->rules, &exchange->problem))
        return -1;
    write_format(&body, "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%u,",
                 token, api->rules.lifetime_s);
    write_text(&body, "\"scope\":\"");
    write_scopes(&body, principal->scopes);
    write_text(&body, "\"}");
    OPENSSL_cleanse(token, strlen(token));
    free(token);
    if (body.failed) {
        writer_clear(&body);
        return exchange_no_memory(exchange);
    }
    const struct answer answer = {.status = 200,
                                  .content_type = "application/json",
                                  .body = body.bytes,
                                  .size = body.size,
                                  .headers = "Cache-Control: no-store\r\nPragma: no-cache\r\n"};
    /* For the log: who asked. */
    exchange->principal = *principal;
    exchange_answer(exchange, &answer);
    writer_clear(&body);
    return 0;
}

static int on_login_row(struct exchange *exchange, const struct db_result *result)
{
    struct principal principal;
    const struct db_value *body = &result->columns[COLUMN_BODY];
    cJSON *value = NULL;
    memset(&principal, 0, sizeof principal);
    if (result->column_count == COLUMN_COUNT && body->data != NULL)
        value = cJSON_ParseWithLength(body->data, body->size);
    int read = read_principal(&principal, value);
    cJSON_Delete(value);
    if (read != 0)
        return problem_set(&exchange->problem, PROBLEM_INTERNAL, "client_login: not understood");
    return answer_token(exchange, &principal);
}

/* Our own name as the audience of an assertion: the token endpoint (RFC 7523 §3), or the issuer. */
static int verify_assertion(char **jti, int64_t *expires_at, struct exchange *exchange,
                            const char *pem)
{
    const struct token_work *work = exchange->work;
    struct token_rules rules = exchange->api->rules;
    struct problem first = PROBLEM_INIT;
    char endpoint[512];
    size_t size = strlen(work->assertion);
    int64_t now = time(NULL);
    snprintf(endpoint, sizeof endpoint, "%s/oauth/token", rules.issuer);
    rules.audience = endpoint;
    int result = token_verify_assertion(jti, expires_at, work->assertion, size, work->client, pem,
                                        &rules, now, &first);
    problem_clear(&first);
    if (result == 0)
        return 0;
    rules.audience = rules.issuer;
    return token_verify_assertion(jti, expires_at, work->assertion, size, work->client, pem, &rules,
                                  now, &exchange->problem);
}

static int call_assert(struct exchange *exchange, const char *pem)
{
    const struct token_work *work = exchange->work;
    struct writer options = {NULL, 0, 0, false};
    int64_t expires_at = 0;
    char *jti = NULL;
    if (verify_assertion(&jti, &expires_at, exchange, pem) != 0)
        return -1;
    write_text(&options, "{\"client\":");
    write_json(&options, work->client);
    write_text(&options, ",\"jti\":");
    write_json(&options, jti);
    write_format(&options, ",\"expires_at\":%lld", (long long)expires_at);
    if (*work->scope != '\0') {
        write_text(&options, ",\"scope\":");
        write_json(&options, work->scope);
    }
    write_text(&options, "}");
    free(jti);
    return call_public(exchange, STATEMENT_ASSERT, &options, on_login_row);
}

static int on_key_row(struct exchange *exchange, const struct db_result *result)
{
    const struct db_value *body = &result->columns[COLUMN_BODY];
    cJSON *value = NULL;
    int status;
    if (result->column_count == COLUMN_COUNT && body->data != NULL)
        value = cJSON_ParseWithLength(body->data, body->size);
    const char *pem = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(value, "public_key"));
    if (pem == NULL)
        status = unknown_client(exchange, "the client has no public key");
    else
        status = call_assert(exchange, pem);
    cJSON_Delete(value);
    return status;
}

static int call_login(struct exchange *exchange)
{
    const struct token_work *work = exchange->work;
    struct writer options = {NULL, 0, 0, false};
    write_text(&options, "{\"client\":");
    write_json(&options, work->client);
    write_format(&options, ",\"secret_sha256\":\"%s\"", work->secret_sha256);
    if (*work->scope != '\0') {
        write_text(&options, ",\"scope\":");
        write_json(&options, work->scope);
    }
    write_text(&options, "}");
    return call_public(exchange, STATEMENT_LOGIN, &options, on_login_row);
}

static void hash_secret(char out[2 * SHA256_DIGEST_LENGTH + 1], const char *secret)
{
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256((const unsigned char *)secret, strlen(secret), digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

/* "client:secret", each form-encoded, in canonical base64. */
static int read_credentials(struct token_work *work, struct http_text encoded)
{
    char text[CREDENTIALS_MAX + 3];
    char secret[CREDENTIALS_MAX];
    if (encoded.size == 0 || encoded.size % 4 != 0 || encoded.size > CREDENTIALS_MAX)
        return -1;
    int size = EVP_DecodeBlock((unsigned char *)text, (const unsigned char *)encoded.data,
                               (int)encoded.size);
    for (size_t i = encoded.size; size > 0 && i-- > encoded.size - 2 && encoded.data[i] == '=';)
        size--;
    const char *colon = size > 0 ? memchr(text, ':', (size_t)size) : NULL;
    int result = -1;
    if (colon != NULL) {
        struct http_text name = {text, (size_t)(colon - text)};
        struct http_text rest = {colon + 1, (size_t)size - name.size - 1};
        if (form_decode(work->client, sizeof work->client, name) == 0 &&
            form_decode(secret, sizeof secret, rest) == 0 && *work->client != '\0') {
            hash_secret(work->secret_sha256, secret);
            result = 0;
        }
    }
    OPENSSL_cleanse(text, sizeof text);
    OPENSSL_cleanse(secret, sizeof secret);
    return result;
}

static int read_grant(struct exchange *exchange, struct http_text form)
{
    struct token_work *work = exchange->work;
    char grant[64];
    enum form_outcome found = form_value(grant, sizeof grant, form, "grant_type");
    if (found == FORM_MALFORMED)
        return refuse(exchange, "invalid_request", "grant_type is malformed or repeated.");
    if (found == FORM_ABSENT || *grant == '\0')
        return refuse(exchange, "invalid_request", "grant_type is missing.");
    if (strcmp(grant, "client_credentials") != 0)
        return refuse(exchange, "unsupported_grant_type", "Only client_credentials is supported.");
    if (form_value(work->scope, sizeof work->scope, form, "scope") == FORM_MALFORMED)
        return refuse(exchange, "invalid_request", "scope is malformed or repeated.");
    return 0;
}

/* The assertion of the form; *given: there is one. */
static int read_assertion(bool *given, struct exchange *exchange, struct http_text form)
{
    struct token_work *work = exchange->work;
    char type[80];
    enum form_outcome kind = form_value(type, sizeof type, form, "client_assertion_type");
    enum form_outcome text =
        form_value(work->assertion, sizeof work->assertion, form, "client_assertion");
    *given = text == FORM_FOUND;
    if (kind == FORM_ABSENT && text == FORM_ABSENT)
        return 0;
    if (kind != FORM_FOUND || text != FORM_FOUND || strcmp(type, ASSERTION_TYPE) != 0)
        return refuse(exchange, "invalid_request", "client_assertion needs the type jwt-bearer.");
    if (token_assertion_client(work->client, work->assertion, strlen(work->assertion),
                               &exchange->api->rules) != 0)
        return unknown_client(exchange, "the assertion names no client");
    return 0;
}

/* client_id is optional with either way, but must not say otherwise. */
static int check_client_id(struct exchange *exchange, struct http_text form)
{
    const struct token_work *work = exchange->work;
    char client[CLIENT_ROOM];
    enum form_outcome found = form_value(client, sizeof client, form, "client_id");
    if (found == FORM_ABSENT || (found == FORM_FOUND && strcmp(client, work->client) == 0))
        return 0;
    return refuse(exchange, "invalid_request", "client_id names another client.");
}

static int authenticate(struct exchange *exchange, struct http_text form)
{
    struct http_text header = exchange->head.authorization;
    char ignored[2];
    bool asserted = false;
    bool basic = header.size > 6 && strncasecmp(header.data, "Basic ", 6) == 0;
    if (form_value(ignored, sizeof ignored, form, "client_secret") != FORM_ABSENT)
        return refuse(exchange, "invalid_request", "Send the secret in Authorization: Basic.");
    if (read_assertion(&asserted, exchange, form) != 0)
        return -1;
    if (asserted && header.data != NULL)
        return refuse(exchange, "invalid_request", "Authenticate in one way only.");
    if (!asserted && !basic)
        return unknown_client(exchange, "no credentials");
    if (basic &&
        read_credentials(exchange->work, (struct http_text){header.data + 6, header.size - 6}) != 0)
        return unknown_client(exchange, "malformed credentials");
    if (check_client_id(exchange, form) != 0)
        return -1;
    if (!asserted)
        return call_login(exchange);
    struct writer options = {NULL, 0, 0, false};
    write_text(&options, "{}");
    return call_public(exchange, STATEMENT_KEY, &options, on_key_row);
}

int token_handle(struct exchange *exchange)
{
    struct http_text form = exchange->request->body;
    if (!content_type_is(exchange->head.content_type, "application/x-www-form-urlencoded"))
        return problem_set(&exchange->problem, PROBLEM_UNSUPPORTED_MEDIA_TYPE, NULL);
    exchange->work = exchange_take(exchange, sizeof(struct token_work));
    if (exchange->work == NULL)
        return -1;
    memset(exchange->work, 0, sizeof(struct token_work));
    exchange->write_refusal = write_refusal;
    if (read_grant(exchange, form) != 0)
        return -1;
    return authenticate(exchange, form);
}
