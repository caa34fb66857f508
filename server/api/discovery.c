/* discovery.c - what a client reads before it asks for a token: metadata (RFC 8414), keys (RFC
 * 7517). */
#include "api/handlers.h"

#include "api/core.h"
#include "api/writer.h"
#include "auth/keyring.h"

#include <string.h>

/* Short enough that a new key is known before it signs, see server/README.md. */
static const char CACHED[] = "Cache-Control: public, max-age=300\r\n";

static void write_scopes(struct writer *out)
{
    for (unsigned i = 0; i < SCOPE_COUNT; i++)
        write_format(out, "%s\"%s\"", i > 0 ? "," : "", scope_text((enum scope)i));
}

static void write_address(struct writer *out, const char *name, const char *issuer,
                          const char *path)
{
    write_format(out, "\"%s\":\"%s%s\",", name, issuer, path);
}

int metadata_handle(struct exchange *exchange)
{
    const char *issuer = exchange->api->config->issuer;
    struct writer body = {NULL, 0, 0, false};
    write_text(&body, "{");
    write_address(&body, "issuer", issuer, "");
    write_address(&body, "token_endpoint", issuer, "/oauth/token");
    write_address(&body, "jwks_uri", issuer, "/.well-known/jwks.json");
    write_address(&body, "service_documentation", issuer, "/v1/openapi.json");
    write_text(&body, "\"grant_types_supported\":[\"client_credentials\"],"
                      "\"response_types_supported\":[],"
                      "\"token_endpoint_auth_methods_supported\":"
                      "[\"client_secret_basic\",\"private_key_jwt\"],"
                      "\"token_endpoint_auth_signing_alg_values_supported\":[\"ES256\",\"RS256\"],"
                      "\"ui_locales_supported\":[\"vi\",\"en\"],\"scopes_supported\":[");
    write_scopes(&body);
    write_text(&body, "]}");
    if (body.failed) {
        writer_clear(&body);
        return exchange_no_memory(exchange);
    }
    const struct answer answer = {.status = 200,
                                  .content_type = "application/json",
                                  .body = body.bytes,
                                  .size = body.size,
                                  .headers = CACHED};
    exchange_answer(exchange, &answer);
    writer_clear(&body);
    return 0;
}

int jwks_handle(struct exchange *exchange)
{
    const char *keys = keyring_jwks(exchange->api->keyring);
    const struct answer answer = {.status = 200,
                                  .content_type = "application/jwk-set+json",
                                  .body = keys,
                                  .size = strlen(keys),
                                  .headers = CACHED};
    exchange_answer(exchange, &answer);
    return 0;
}
