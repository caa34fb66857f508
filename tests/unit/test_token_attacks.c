/* test_token_attacks.c - what must never pass as an access token: one refusal for every cause. */
#include "token_forge.h"

static EVP_PKEY *ours, *stranger, *rsa;
static struct keyring *keyring;

static int set_up(void **state)
{
    struct problem problem = PROBLEM_INIT;
    (void)state;
    ours = EVP_EC_gen("P-256");
    stranger = EVP_EC_gen("P-256");
    rsa = EVP_RSA_gen(2048);
    forge_directory_new();
    forge_write_private("k1.pem", ours);
    return keyring_load(&keyring, forge_directory, &problem);
}

static int tear_down(void **state)
{
    (void)state;
    keyring_free(keyring);
    EVP_PKEY_free(ours);
    EVP_PKEY_free(stranger);
    EVP_PKEY_free(rsa);
    forge_directory_remove();
    return 0;
}

static void assert_refused(const char *token, const char *what)
{
    forge_assert_refused(token, strlen(token), FORGE_NOW, keyring, what);
}

static int verify(struct principal *out, const char *token, struct problem *problem)
{
    return token_verify(out, token, strlen(token), FORGE_NOW, keyring, &forge_rules, problem);
}

static void good_token(char *out)
{
    forge_token(out, ours, FORGE_HEADER, forge_payload(NULL, NULL));
}

/* Without this the other tests would prove nothing. */
static void the_token_they_all_start_from_is_good(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct principal principal;
    char token[FORGE_ROOM];
    (void)state;
    good_token(token);
    assert_int_equal(verify(&principal, token, &problem), 0);
    assert_int_equal(principal.role, ROLE_AGENCY);
    assert_string_equal(principal.client, "so-khcn");
    assert_string_equal(principal.agency, FORGE_AGENCY);
    assert_int_equal(principal.scopes, 1U << SCOPE_STATUS_PUSH | 1U << SCOPE_TASK_READ);
    assert_int_equal(principal.issued_at, FORGE_NOW);
    assert_int_equal(principal.expires_at, FORGE_NOW + 600);
}

static void every_single_bit_flip_is_refused(void **state)
{
    char token[FORGE_ROOM], what[32];
    (void)state;
    good_token(token);
    size_t size = strlen(token);
    for (size_t bit = 0; bit < size * 8; bit++) {
        token[bit / 8] = (char)(token[bit / 8] ^ (1 << bit % 8));
        snprintf(what, sizeof what, "bit %zu", bit);
        forge_assert_refused(token, size, FORGE_NOW, keyring, what);
        token[bit / 8] = (char)(token[bit / 8] ^ (1 << bit % 8));
    }
}

static void every_beginning_is_refused(void **state)
{
    char token[FORGE_ROOM];
    (void)state;
    good_token(token);
    for (size_t size = 0; size < strlen(token); size++)
        forge_assert_refused(token, size, FORGE_NOW, keyring, "a beginning");
}

static void any_byte_put_in_anywhere_is_refused(void **state)
{
    char token[FORGE_ROOM], longer[FORGE_ROOM];
    (void)state;
    good_token(token);
    size_t size = strlen(token);
    for (size_t at = 0; at <= size; at++) {
        memcpy(longer, token, at);
        memcpy(longer + at + 1, token + at, size - at);
        for (const char *byte = "=.A _-\n+/%\x80"; *byte != '\0'; byte++) {
            longer[at] = *byte;
            forge_assert_refused(longer, size + 1, FORGE_NOW, keyring, "a byte put in");
        }
        longer[at] = '\0';
        forge_assert_refused(longer, size + 1, FORGE_NOW, keyring, "a NUL put in");
    }
}

static void what_follows_a_signature_is_refused(void **state)
{
    static const char *const tails[] = {"=",  "==",   "===", ".",   "..", ".x", ".eyJ9",
                                        "AA", "AAAA", "%3D", "%00", ",",  " ",  "\r\n"};
    char token[FORGE_ROOM];
    (void)state;
    good_token(token);
    size_t size = strlen(token);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        strcpy(token + size, tails[i]);
        assert_refused(token, tails[i]);
    }
}

static void segments_missing_or_empty_are_refused(void **state)
{
    static const char *const tokens[] = {"",           ".",        "..",          "...",   "a",
                                         "a.b",        "a.b.c",    "a..c",        ".b.c",  "a.b.",
                                         "e30.e30.AA", "...",      "....",        "e30..", "..AA",
                                         ".e30.AA",    "e30.e30.", "Bearer x.y.z"};
    (void)state;
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        assert_refused(tokens[i], tokens[i]);
}

/* The last character of 64 bytes holds 4 bits that belong to no byte. */
static void another_writing_of_the_same_signature_is_refused(void **state)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char token[FORGE_ROOM];
    (void)state;
    good_token(token);
    char *last = token + strlen(token) - 1;
    size_t value = (size_t)(strchr(digits, *last) - digits);
    assert_int_equal(value % 16, 0);
    for (size_t junk = 1; junk < 16; junk++) {
        *last = digits[value + junk];
        assert_refused(token, "junk bits");
    }
}

static void algorithm_none_is_refused_in_every_spelling(void **state)
{
    char header[64], token[FORGE_ROOM], word[5] = "none";
    (void)state;
    for (unsigned upper = 0; upper < 16; upper++) {
        for (unsigned i = 0; i < 4; i++)
            word[i] = (char)((upper >> i & 1) != 0 ? "NONE"[i] : "none"[i]);
        snprintf(header, sizeof header, "{\"alg\":\"%s\",\"kid\":\"k1\"}", word);
        char *payload = forge_payload(NULL, NULL);
        size_t size = forge_input(token, header, strlen(header), payload, strlen(payload));
        assert_refused(token, "none, two segments");
        strcpy(token + size, ".");
        assert_refused(token, "none, empty signature");
        strcpy(token + size, ".AAAA");
        assert_refused(token, "none, some signature");
        token[size] = '\0';
        forge_finish(token, ours);
        assert_refused(token, "none, our own signature");
    }
}

static void hs256_with_the_public_key_as_its_secret_is_refused(void **state)
{
    static const char *const headers[] = {"{\"alg\":\"HS256\",\"kid\":\"k1\"}",
                                          "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}",
                                          "{\"alg\":\"HS256\"}", FORGE_HEADER};
    char token[FORGE_ROOM];
    char *pem = forge_public_pem(ours);
    unsigned char *der = NULL;
    size_t der_size = (size_t)i2d_PUBKEY(ours, &der);
    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        char *payload = forge_payload(NULL, NULL);
        size_t size = forge_input(token, headers[i], strlen(headers[i]), payload, strlen(payload));
        forge_finish_hmac(token, pem, strlen(pem));
        assert_refused(token, "HS256 with the PEM");
        token[size] = '\0';
        forge_finish_hmac(token, pem, strlen(pem) - 1);
        assert_refused(token, "HS256 with the PEM without its last line feed");
        token[size] = '\0';
        forge_finish_hmac(token, der, der_size);
        assert_refused(token, "HS256 with the DER");
        token[size] = '\0';
        forge_finish_hmac(token, "", 0);
        assert_refused(token, "HS256 with an empty secret");
    }
    OPENSSL_free(der);
    free(pem);
}

static const char *const bad_headers[] = {
    /* alg */
    "{\"kid\":\"k1\"}",
    "{\"alg\":null,\"kid\":\"k1\"}",
    "{\"alg\":256,\"kid\":\"k1\"}",
    "{\"alg\":[\"ES256\"],\"kid\":\"k1\"}",
    "{\"alg\":\"\",\"kid\":\"k1\"}",
    "{\"alg\":\"es256\",\"kid\":\"k1\"}",
    "{\"alg\":\"ES256 \",\"kid\":\"k1\"}",
    "{\"alg\":\"ES256\\u0000\",\"kid\":\"k1\"}",
    "{\"alg\":\"ES256K\",\"kid\":\"k1\"}",
    "{\"alg\":\"ES384\",\"kid\":\"k1\"}",
    "{\"alg\":\"ES512\",\"kid\":\"k1\"}",
    "{\"alg\":\"RS256\",\"kid\":\"k1\"}",
    "{\"alg\":\"PS256\",\"kid\":\"k1\"}",
    "{\"alg\":\"EdDSA\",\"kid\":\"k1\"}",
    "{\"alg\":\"HS512\",\"kid\":\"k1\"}",
    "{\"alg\":\"dir\",\"kid\":\"k1\"}",
    "{\"ALG\":\"ES256\",\"kid\":\"k1\"}",
    /* kid */
    "{\"alg\":\"ES256\"}",
    "{\"alg\":\"ES256\",\"kid\":\"\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k2\"}",
    "{\"alg\":\"ES256\",\"kid\":\"K1\"}",
    "{\"alg\":\"ES256\",\"kid\":null}",
    "{\"alg\":\"ES256\",\"kid\":1}",
    "{\"alg\":\"ES256\",\"kid\":[\"k1\"]}",
    "{\"alg\":\"ES256\",\"kid\":\"../k1\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1.pem\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\\u0000\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1' or '1'='1\"}",
    "{\"alg\":\"ES256\",\"kid\":"
    "\"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\"}",
    /* What would choose another key, or change what is signed */
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"crit\":[\"exp\"]}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"crit\":[]}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"jku\":\"https://evil.example/jwks.json\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"jwk\":{\"kty\":\"EC\"}}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"x5u\":\"https://evil.example/c.pem\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"x5c\":[\"MII\"]}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"b64\":false}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"b64\":true}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"zip\":\"DEF\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"enc\":\"A256GCM\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"\\u0063rit\":[\"exp\"]}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"jwk\":null}",
    /* typ */
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"JWE\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":1}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"logout+jwt\"}",
    /* Named twice */
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"alg\":\"ES256\"}",
    "{\"alg\":\"none\",\"kid\":\"k1\",\"alg\":\"ES256\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"\\u0061lg\":\"none\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"kid\":\"k2\"}",
    /* No object, or no JSON */
    "[\"ES256\"]",
    "\"ES256\"",
    "null",
    "1",
    "{",
    "{\"alg\":\"ES256\",\"kid\":\"k1\"",
    "{\"alg\":\"ES256\",\"kid\":\"k1\"}x",
    "{\"alg\":\"ES256\",\"kid\":\"k1\"}{}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",}",
    "{'alg':'ES256','kid':'k1'}",
    "\xEF\xBB\xBF{\"alg\":\"ES256\",\"kid\":\"k1\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"x\":\"\xFF\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"x\":\"\\ud800\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"x\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]"
    "]]]]"
    "]]]]]]]]]]]]]}",
};

/* The signature is right in each: only the header is wrong. */
static void bad_headers_are_refused_though_well_signed(void **state)
{
    char token[FORGE_ROOM];
    (void)state;
    for (size_t i = 0; i < sizeof bad_headers / sizeof *bad_headers; i++) {
        forge_token(token, ours, bad_headers[i], forge_payload(NULL, NULL));
        assert_refused(token, bad_headers[i]);
    }
}

static void bad_payloads_are_refused_though_well_signed(void **state)
{
    static const char *const payloads[] = {
        "[]",
        "\"a\"",
        "null",
        "{}",
        "{",
        " ",
        "{\"iss\":\"" FORGE_ISSUER "\"}",
        "[{\"iss\":\"" FORGE_ISSUER "\"}]",
        "{\"a\":{\"iss\":\"" FORGE_ISSUER "\",\"aud\":\"steerd\",\"exp\":1750000600}}",
        "\"{\\\"iss\\\":\\\"" FORGE_ISSUER "\\\"}\"",
    };
    char token[FORGE_ROOM], payload[FORGE_ROOM / 2];
    (void)state;
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        forge_token(token, ours, FORGE_HEADER, payloads[i]);
        assert_refused(token, payloads[i]);
    }
    snprintf(payload, sizeof payload, "%.1024sx", forge_payload(NULL, NULL));
    forge_token(token, ours, FORGE_HEADER, payload);
    assert_refused(token, "junk behind the payload");
}

static void claims_named_twice_are_refused(void **state)
{
    static const char *const names[] = {"exp",    "\\u0065xp", "iss", "aud", "sub",       "role",
                                        "agency", "scope",     "iat", "jti", "r\\u006fle"};
    char token[FORGE_ROOM], payload[FORGE_ROOM / 2], what[64];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *good = forge_payload(NULL, NULL);
        snprintf(payload, sizeof payload, "%.*s,\"%s\":9999999999}", (int)strlen(good) - 1, good,
                 names[i]);
        forge_token(token, ours, FORGE_HEADER, payload);
        snprintf(what, sizeof what, "%s twice", names[i]);
        assert_refused(token, what);
    }
}

static void other_keys_and_signatures_are_refused(void **state)
{
    char token[FORGE_ROOM], other[FORGE_ROOM];
    (void)state;
    forge_token(token, stranger, FORGE_HEADER, forge_payload(NULL, NULL));
    assert_refused(token, "a stranger's key");
    forge_token(token, rsa, FORGE_HEADER, forge_payload(NULL, NULL));
    assert_refused(token, "an RSA signature");
    forge_token(token, rsa, "{\"alg\":\"RS256\",\"kid\":\"k1\"}", forge_payload(NULL, NULL));
    assert_refused(token, "RS256 with the name of our EC key");
    /* The signature of another token of ours. */
    good_token(token);
    forge_token(other, ours, FORGE_HEADER, forge_payload("role", "\"admin\""));
    strcpy(strrchr(other, '.'), strrchr(token, '.'));
    assert_refused(other, "another token's signature");
}

/* 0, all ones, the order of the group, r and s swapped, DER, 63 and 65 bytes. */
static void signatures_of_odd_shape_are_refused(void **state)
{
    static const unsigned char order[32] = {0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00,
                                            0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                            0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84,
                                            0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51};
    static const size_t sizes[] = {1, 32, 63, 64, 65, 70, 72, 96, 128};
    unsigned char bytes[128];
    char token[FORGE_ROOM], real[FORGE_ROOM];
    (void)state;
    good_token(token);
    char *signature = strrchr(token, '.') + 1;
    strcpy(real, signature);
    for (int fill = 0; fill < 3; fill++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            memset(bytes, fill == 0 ? 0x00 : fill == 1 ? 0xFF : 0x01, sizeof bytes);
            forge_base64(signature, bytes, sizes[i]);
            assert_refused(token, "a signature of one byte repeated");
        }
    }
    memcpy(bytes, order, 32);
    memcpy(bytes + 32, order, 32);
    forge_base64(signature, bytes, 64);
    assert_refused(token, "r and s are the order");
    memset(bytes, 0, 32);
    forge_base64(signature, bytes, 64);
    assert_refused(token, "r is zero");
}

static void bytes_behind_the_64_of_a_signature_are_refused(void **state)
{
    char token[FORGE_ROOM], padded[128];
    unsigned char bytes[128] = {0};
    (void)state;
    good_token(token);
    char *signature = strrchr(token, '.') + 1;
    for (size_t i = 0; i < 86; i++)
        padded[i] = signature[i] == '-' ? '+' : signature[i] == '_' ? '/' : signature[i];
    memcpy(padded + 86, "==", 3);
    assert_int_equal(EVP_DecodeBlock(bytes, (unsigned char *)padded, 88), 66);
    forge_base64(signature, bytes, 64);
    assert_int_equal(strlen(signature), 86);
    for (size_t size = 65; size < 100; size++) {
        forge_base64(signature, bytes, size);
        assert_refused(token, "zeros behind the signature");
    }
}

static void a_der_signature_is_refused(void **state)
{
    unsigned char der[128];
    size_t size = sizeof der;
    char token[FORGE_ROOM], *payload = forge_payload(NULL, NULL);
    size_t length =
        forge_input(token, FORGE_HEADER, strlen(FORGE_HEADER), payload, strlen(payload));
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    (void)state;
    EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, ours);
    assert_int_equal(EVP_DigestSign(context, der, &size, (unsigned char *)token, length), 1);
    EVP_MD_CTX_free(context);
    token[length++] = '.';
    forge_base64(token + length, der, size);
    assert_refused(token, "DER");
}

static void a_token_above_4_kib_is_refused(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct principal principal;
    char token[FORGE_ROOM], filler[FORGE_ROOM / 2];
    (void)state;
    for (size_t size = 2600; size < 2760; size++) {
        filler[0] = '"';
        memset(filler + 1, 'x', size);
        strcpy(filler + 1 + size, "\"");
        forge_token(token, ours, FORGE_HEADER, forge_payload("filler", filler));
        if (strlen(token) > 4096)
            assert_refused(token, "longer than 4 KiB");
        else
            assert_int_equal(verify(&principal, token, &problem), 0);
    }
}

static void without_a_gate_nothing_passes(void **state)
{
    struct token_rules rules = forge_rules;
    struct problem problem = PROBLEM_INIT;
    struct principal principal;
    char token[FORGE_ROOM];
    (void)state;
    rules.gate = NULL;
    good_token(token);
    assert_int_equal(
        token_verify(&principal, token, strlen(token), FORGE_NOW, keyring, &rules, &problem), -1);
    assert_int_equal(problem.code, PROBLEM_INVALID_TOKEN);
    problem_clear(&problem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_token_they_all_start_from_is_good),
        cmocka_unit_test(every_single_bit_flip_is_refused),
        cmocka_unit_test(every_beginning_is_refused),
        cmocka_unit_test(any_byte_put_in_anywhere_is_refused),
        cmocka_unit_test(what_follows_a_signature_is_refused),
        cmocka_unit_test(segments_missing_or_empty_are_refused),
        cmocka_unit_test(another_writing_of_the_same_signature_is_refused),
        cmocka_unit_test(algorithm_none_is_refused_in_every_spelling),
        cmocka_unit_test(hs256_with_the_public_key_as_its_secret_is_refused),
        cmocka_unit_test(bad_headers_are_refused_though_well_signed),
        cmocka_unit_test(bad_payloads_are_refused_though_well_signed),
        cmocka_unit_test(claims_named_twice_are_refused),
        cmocka_unit_test(other_keys_and_signatures_are_refused),
        cmocka_unit_test(signatures_of_odd_shape_are_refused),
        cmocka_unit_test(bytes_behind_the_64_of_a_signature_are_refused),
        cmocka_unit_test(a_der_signature_is_refused),
        cmocka_unit_test(a_token_above_4_kib_is_refused),
        cmocka_unit_test(without_a_gate_nothing_passes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
