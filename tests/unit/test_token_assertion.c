/* test_token_assertion.c - clients that prove who they are with a key of their own (RFC 7523). */
#include "token_forge.h"

#define TOKEN_URL "https://steer.example.vn/oauth/token"
#define ES256     "{\"alg\":\"ES256\"}"

static const struct token_rules rules = {FORGE_ISSUER, TOKEN_URL, 600, 60, json_gate};
static EVP_PKEY *key, *stranger, *rsa;
static char *pem;

static int set_up(void **state)
{
    (void)state;
    key = EVP_EC_gen("P-256");
    stranger = EVP_EC_gen("P-256");
    rsa = EVP_RSA_gen(2048);
    pem = forge_public_pem(key);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    EVP_PKEY_free(key);
    EVP_PKEY_free(stranger);
    EVP_PKEY_free(rsa);
    free(pem);
    return 0;
}

/* The claims of a good assertion, one replaced or left out. */
static char *claims(const char *name, const char *value)
{
    static char text[2048];
    static const char *const good[][2] = {
        {"iss", "\"so-khcn\""}, {"sub", "\"so-khcn\""}, {"aud", "\"" TOKEN_URL "\""},
        {"exp", "1750000300"},  {"jti", "\"a-1\""},
    };
    size_t size = 0;
    bool known = false;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        bool replaced = name != NULL && strcmp(good[i][0], name) == 0;
        known |= replaced;
        if (!replaced || value != NULL)
            size +=
                (size_t)snprintf(text + size, sizeof text - size, "%s\"%s\":%s",
                                 size == 0 ? "{" : ",", good[i][0], replaced ? value : good[i][1]);
    }
    if (name != NULL && !known)
        size += (size_t)snprintf(text + size, sizeof text - size, ",\"%s\":%s", name, value);
    snprintf(text + size, sizeof text - size, "}");
    return text;
}

static int verify(const char *assertion, const char *client, const char *public_pem)
{
    struct problem problem = PROBLEM_INIT;
    char *jti = NULL;
    int64_t expires_at = -1;
    int result = token_verify_assertion(&jti, &expires_at, assertion, strlen(assertion), client,
                                        public_pem, &rules, FORGE_NOW, &problem);
    if (result != 0) {
        assert_int_equal(problem.code, PROBLEM_INVALID_CLIENT);
        assert_null(jti);
        assert_int_equal(expires_at, -1);
    } else {
        assert_non_null(jti);
    }
    free(jti);
    problem_clear(&problem);
    return result;
}

static void a_good_assertion_gives_its_jti_and_how_long_to_remember_it(void **state)
{
    struct problem problem = PROBLEM_INIT;
    char assertion[FORGE_ROOM], *jti = NULL;
    int64_t expires_at = 0;
    (void)state;
    forge_token(assertion, key, ES256, claims(NULL, NULL));
    assert_int_equal(token_verify_assertion(&jti, &expires_at, assertion, strlen(assertion),
                                            "so-khcn", pem, &rules, FORGE_NOW, &problem),
                     0);
    assert_string_equal(jti, "a-1");
    assert_int_equal(expires_at, FORGE_NOW + 300 + 60);
    free(jti);
}

struct claim_case {
    const char *name;
    const char *value;
    bool good;
};

#define CHARS64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct claim_case claim_cases[] = {
    {"exp", "1750000600", true},
    {"exp", "1750000601", false},
    {"exp", "1749999941", true},
    {"exp", "1749999940", false},
    {"exp", NULL, false},
    {"exp", "\"1750000300\"", false},
    {"exp", "1e400", false},
    {"iss", NULL, false},
    {"iss", "\"so-yte\"", false},
    {"iss", "[\"so-khcn\"]", false},
    {"sub", NULL, false},
    {"sub", "\"so-yte\"", false},
    {"sub", "\"so-khcn \"", false},
    {"aud", NULL, false},
    {"aud", "\"" FORGE_ISSUER "\"", false},
    {"aud", "[\"" FORGE_ISSUER "\",\"" TOKEN_URL "\"]", true},
    {"aud", "[\"" FORGE_ISSUER "\"]", false},
    {"jti", NULL, false},
    {"jti", "\"\"", false},
    {"jti", "1", false},
    {"jti", "null", false},
    {"jti", "\"" CHARS64 CHARS64 "\"", true},
    {"jti", "\"" CHARS64 CHARS64 "a\"", false},
    {"jti", "\"a\\u0000\"", false},
    {"jti", "\"a\\r\\n\"", false},
    {"iat", "1750000000", true},
    {"iat", "1750000061", false},
    {"iat", "\"1750000000\"", false},
    {"nbf", "1750000060", true},
    {"nbf", "1750000061", false},
    {"nbf", "null", false},
};

static void each_claim_is_typed_and_checked(void **state)
{
    char assertion[FORGE_ROOM];
    (void)state;
    for (size_t i = 0; i < sizeof claim_cases / sizeof *claim_cases; i++) {
        const struct claim_case *row = &claim_cases[i];
        forge_token(assertion, key, ES256, claims(row->name, row->value));
        if ((verify(assertion, "so-khcn", pem) == 0) != row->good)
            fail_msg("%s: %s", row->name, row->value != NULL ? row->value : "none");
    }
}

static void headers_that_choose_the_verification_are_refused(void **state)
{
    static const char *const headers[] = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"HS256\"}",
        "{\"alg\":\"RS256\"}",
        "{\"alg\":\"ES256\",\"jwk\":{}}",
        "{\"alg\":\"ES256\",\"jku\":\"https://evil.example\"}",
        "{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false}",
        "{\"alg\":\"ES256\",\"alg\":\"ES256\"}",
        "{\"alg\":\"ES256\",\"kid\":\"../x\"}",
        "{}",
    };
    char assertion[FORGE_ROOM];
    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        forge_token(assertion, key, headers[i], claims(NULL, NULL));
        if (verify(assertion, "so-khcn", pem) == 0)
            fail_msg("accepted: %s", headers[i]);
    }
    forge_token(assertion, key, "{\"alg\":\"ES256\",\"kid\":\"any-name\",\"typ\":\"JWT\"}",
                claims(NULL, NULL));
    assert_int_equal(verify(assertion, "so-khcn", pem), 0);
}

static void another_clients_key_or_name_is_refused(void **state)
{
    char assertion[FORGE_ROOM];
    (void)state;
    forge_token(assertion, stranger, ES256, claims(NULL, NULL));
    assert_int_equal(verify(assertion, "so-khcn", pem), -1);
    forge_token(assertion, key, ES256, claims(NULL, NULL));
    assert_int_equal(verify(assertion, "so-yte", pem), -1);
    char *payload = claims(NULL, NULL);
    forge_input(assertion, "{\"alg\":\"HS256\"}", 15, payload, strlen(payload));
    forge_finish_hmac(assertion, pem, strlen(pem));
    assert_int_equal(verify(assertion, "so-khcn", pem), -1);
}

static void rsa_from_2048_bits_is_accepted(void **state)
{
    static const unsigned sizes[] = {1024, 2047, 2048, 3072};
    char assertion[FORGE_ROOM];
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        EVP_PKEY *sized = EVP_RSA_gen(sizes[i]);
        char *public_pem = forge_public_pem(sized);
        forge_token(assertion, sized, "{\"alg\":\"RS256\"}", claims(NULL, NULL));
        assert_int_equal(verify(assertion, "so-khcn", public_pem), sizes[i] >= 2048 ? 0 : -1);
        free(public_pem);
        EVP_PKEY_free(sized);
    }
}

static void other_kinds_of_keys_are_refused(void **state)
{
    static const char *const curves[] = {"P-384", "P-521", "secp256k1"};
    char assertion[FORGE_ROOM];
    (void)state;
    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
        EVP_PKEY *other = EVP_EC_gen(curves[i]);
        char *public_pem = forge_public_pem(other);
        forge_token(assertion, other, ES256, claims(NULL, NULL));
        assert_int_equal(verify(assertion, "so-khcn", public_pem), -1);
        free(public_pem);
        EVP_PKEY_free(other);
    }
    EVP_PKEY *ed = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    char *public_pem = forge_public_pem(ed);
    forge_token(assertion, key, ES256, claims(NULL, NULL));
    assert_int_equal(verify(assertion, "so-khcn", public_pem), -1);
    free(public_pem);
    EVP_PKEY_free(ed);
}

static void an_unreadable_registered_key_is_refused(void **state)
{
    static const char *const texts[] = {
        "", "x", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\n", "null"};
    char assertion[FORGE_ROOM], cut[512];
    (void)state;
    forge_token(assertion, key, ES256, claims(NULL, NULL));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(verify(assertion, "so-khcn", texts[i]), -1);
    for (size_t size = 0; size + 26 < strlen(pem); size += 7) {
        snprintf(cut, sizeof cut, "%.*s", (int)size, pem);
        assert_int_equal(verify(assertion, "so-khcn", cut), -1);
    }
}

static int client_of(char out[65], const char *assertion)
{
    return token_assertion_client(out, assertion, strlen(assertion), &rules);
}

static void the_client_is_found_before_anything_is_verified(void **state)
{
    static const char *const bad[] = {
        "null", "\"\"", "1", "\"so khcn\"", "\"a\\u0000\"", "\"a';--\"", "\"" CHARS64 "a\""};
    char assertion[FORGE_ROOM], client[65];
    (void)state;
    forge_token(assertion, stranger, ES256, claims(NULL, NULL));
    assert_int_equal(client_of(client, assertion), 0);
    assert_string_equal(client, "so-khcn");
    forge_token(assertion, key, ES256, claims("sub", "\"" CHARS64 "\""));
    assert_int_equal(client_of(client, assertion), 0);
    assert_string_equal(client, CHARS64);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        forge_token(assertion, key, ES256, claims("sub", bad[i]));
        assert_int_equal(client_of(client, assertion), -1);
    }
    forge_token(assertion, key, ES256, claims("sub", NULL));
    assert_int_equal(client_of(client, assertion), -1);
    assert_int_equal(client_of(client, ""), -1);
    assert_int_equal(client_of(client, "a.b.c"), -1);
    forge_token(assertion, key, ES256, claims("sub", "\"a\",\"sub\":\"b\""));
    assert_int_equal(client_of(client, assertion), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_assertion_gives_its_jti_and_how_long_to_remember_it),
        cmocka_unit_test(each_claim_is_typed_and_checked),
        cmocka_unit_test(headers_that_choose_the_verification_are_refused),
        cmocka_unit_test(another_clients_key_or_name_is_refused),
        cmocka_unit_test(rsa_from_2048_bits_is_accepted),
        cmocka_unit_test(other_kinds_of_keys_are_refused),
        cmocka_unit_test(an_unreadable_registered_key_is_refused),
        cmocka_unit_test(the_client_is_found_before_anything_is_verified),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
