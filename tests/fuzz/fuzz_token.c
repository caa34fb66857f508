/* fuzz_token.c - any bytes as a token, as a header, as a payload: none passes, none does harm.
 *
 * The first byte chooses: 'H' takes the rest for a header in clear, 'P' for a payload in clear (so
 * that the fuzzer need not find base64url), anything else is the token itself. */
#include "auth/base64url.h"
#include "auth/claims.h"
#include "auth/keyring.h"
#include "auth/token.h"
#include "json/scan.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NOW = 1750000000 };

static const struct token_rules rules = {"https://steer.example.vn", "steerd", 600, 60, json_gate};
static struct keyring *keyring;

static void require(int fact)
{
    if (!fact)
        abort();
}

static void set_up(void)
{
    struct problem problem = PROBLEM_INIT;
    char directory[] = "/tmp/steerd-fuzz-XXXXXX", path[64];
    require(mkdtemp(directory) != NULL);
    snprintf(path, sizeof path, "%s/k1.pem", directory);
    EVP_PKEY *key = EVP_EC_gen("P-256");
    FILE *file = fopen(path, "w");
    require(key != NULL && file != NULL && fchmod(fileno(file), 0600) == 0);
    require(PEM_write_PKCS8PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) == 1);
    require(fclose(file) == 0);
    require(keyring_load(&keyring, directory, &problem) == 0);
    require(unlink(path) == 0 && rmdir(directory) == 0);
    EVP_PKEY_free(key);
}

/* Whatever is found in an object the gate has passed lies inside it and can be read. */
static void read_claims(const char *text, size_t size)
{
    static const char *const names[] = {"alg", "kid", "iss", "aud", "sub", "exp", "a", ""};
    struct problem problem = PROBLEM_INIT;
    struct claims claims;
    char out[64];
    int64_t time;
    int passed = json_gate(text, size, &problem) == 0;
    problem_clear(&problem);
    /* Without the gate too: then there is no meaning, but no harm either. */
    if (claims_open(&claims, text, size) != 0)
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct claim claim = claims_find(&claims, names[i]);
        require(claim.at == NULL || (claim.at >= text && claim.at + claim.size <= text + size));
        int is_text = claim_text(out, sizeof out, claim) == 0;
        int is_time = claim_time(&time, claim) == 0;
        require(!(is_text && is_time));
        require(!passed || !is_text || claim_names(claim, out));
    }
}

static void verify(const char *token, size_t size)
{
    struct problem problem = PROBLEM_INIT;
    struct principal principal;
    char client[65], *jti = NULL;
    int64_t expires_at;
    require(token_verify(&principal, token, size, NOW, keyring, &rules, &problem) != 0);
    require(problem.code == PROBLEM_INVALID_TOKEN);
    problem_clear(&problem);
    if (token_assertion_client(client, token, size, &rules) != 0)
        return;
    require(strlen(client) > 0 && strlen(client) < sizeof client);
    require(token_verify_assertion(&jti, &expires_at, token, size, client, "no key", &rules, NOW,
                                   &problem) != 0);
    problem_clear(&problem);
}

static void verify_made(const char *header, size_t header_size, const char *payload,
                        size_t payload_size)
{
    char token[16384];
    if (header_size + payload_size > 4000)
        return;
    base64url_encode(token, (const unsigned char *)header, header_size);
    strcat(token, ".");
    base64url_encode(token + strlen(token), (const unsigned char *)payload, payload_size);
    strcat(token, ".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                  "AAAAAAA");
    verify(token, strlen(token));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char header[] = "{\"alg\":\"ES256\",\"kid\":\"k1\"}";
    static const char payload[] = "{\"iss\":\"https://steer.example.vn\",\"sub\":\"so-khcn\"}";
    const char *text = (const char *)data;
    if (keyring == NULL)
        set_up();
    if (size > 0 && (*text == 'H' || *text == 'P'))
        read_claims(text + 1, size - 1);
    if (size > 0 && *text == 'H')
        verify_made(text + 1, size - 1, payload, sizeof payload - 1);
    else if (size > 0 && *text == 'P')
        verify_made(header, sizeof header - 1, text + 1, size - 1);
    else
        verify(text, size);
    return 0;
}
