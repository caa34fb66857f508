/* test_token.c - access tokens: what each claim may be, other issuers' tokens, our own minted. */
#include "token_forge.h"

#include <cjson/cJSON.h>

static EVP_PKEY *ours, *retiring, *other_rsa, *other_ec;
static struct keyring *keyring;

#define OTHER_ISSUER "https://sso.longan.example.vn/realms/tinh"
#define OTHER_RSA    "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"sso-1\",\"x5t\":\"abc\"}"

static void configure_others(void)
{
    forge_run("mkdir -p '%s/issuers/sso' '%s/issuers/ec'", forge_directory, forge_directory);
    forge_write("issuers/sso/issuer.conf", 0644,
                "# the province's sign-on\nissuer = " OTHER_ISSUER "\naudience=account\r\n"
                "  \nalgorithm =  RS256  \n");
    forge_write_public("issuers/sso/sso-1.pub.pem", other_rsa);
    forge_write("issuers/ec/issuer.conf", 0644,
                "issuer = https://ec.example.vn\naudience = steerd\nalgorithm = ES256\n");
    forge_write_public("issuers/ec/k1.pub.pem", other_ec);
}

static int set_up(void **state)
{
    struct problem problem = PROBLEM_INIT;
    (void)state;
    ours = EVP_EC_gen("P-256");
    retiring = EVP_EC_gen("P-256");
    other_rsa = EVP_RSA_gen(2048);
    other_ec = EVP_EC_gen("P-256");
    forge_directory_new();
    forge_write_private("k1.pem", ours);
    forge_write_public("k0.pub.pem", retiring);
    configure_others();
    return keyring_load(&keyring, forge_directory, &problem);
}

static int tear_down(void **state)
{
    (void)state;
    keyring_free(keyring);
    EVP_PKEY_free(ours);
    EVP_PKEY_free(retiring);
    EVP_PKEY_free(other_rsa);
    EVP_PKEY_free(other_ec);
    forge_directory_remove();
    return 0;
}

static int verify_at(struct principal *out, const char *token, int64_t now)
{
    struct problem problem = PROBLEM_INIT;
    int result = token_verify(out, token, strlen(token), now, keyring, &forge_rules, &problem);
    if (result != 0)
        assert_int_equal(problem.code, PROBLEM_INVALID_TOKEN);
    problem_clear(&problem);
    return result;
}

struct claim_case {
    const char *name;
    const char *value; /* NULL: left out */
    bool good;
};

#define CHARS64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct claim_case claim_cases[] = {
    {"exp", NULL, false},
    {"exp", "null", false},
    {"exp", "\"1750000600\"", false},
    {"exp", "true", false},
    {"exp", "[1750000600]", false},
    {"exp", "1750000600.5", false},
    {"exp", "1750000600.0", false},
    {"exp", "1.7500006e9", false},
    {"exp", "-1750000600", false},
    {"exp", "0", false},
    {"exp", "1e64", false},
    {"exp", "1e400", false},
    {"exp", "9223372036854775807", false},
    {"exp", "18446744075459552216", false},
    {"exp", "99999999999999999999999999999999", false},
    {"exp", "253402300799", true},
    {"exp", "253402300800", false},
    {"exp", "999999999999", false},
    {"nbf", "1750000000", true},
    {"nbf", "1750000060", true},
    {"nbf", "1750000061", false},
    {"nbf", "0", true},
    {"nbf", "null", false},
    {"nbf", "\"0\"", false},
    {"nbf", "1750000000.5", false},
    {"nbf", "-1", false},
    {"nbf", "9223372036854775807", false},
    {"iat", NULL, false},
    {"iat", "null", false},
    {"iat", "\"1750000000\"", false},
    {"iat", "1750000060", true},
    {"iat", "1750000061", false},
    {"iat", "1e9", false},
    {"iss", NULL, false},
    {"iss", "null", false},
    {"iss", "\"\"", false},
    {"iss", "\"https:\\/\\/steer.example.vn\"", true},
    {"iss", "\"https://steer.example.vn/\"", false},
    {"iss", "\"https://steer.example.v\"", false},
    {"iss", "\"HTTPS://steer.example.vn\"", false},
    {"iss", "\"https://steer.example.vn\\u0000\"", false},
    {"iss", "[\"https://steer.example.vn\"]", false},
    {"iss", "1", false},
    {"aud", NULL, false},
    {"aud", "null", false},
    {"aud", "\"\"", false},
    {"aud", "\"other\"", false},
    {"aud", "\"Steerd\"", false},
    {"aud", "\"steerd \"", false},
    {"aud", "\"steer\\u0064\"", true},
    {"aud", "[\"steerd\"]", true},
    {"aud", "[ \"a\" , \"steerd\" , \"b\" ]", true},
    {"aud", "[]", false},
    {"aud", "[\"a\",\"b\"]", false},
    {"aud", "[\"steerd\",1]", false},
    {"aud", "[\"steerd\",[\"steerd\"]]", false},
    {"aud", "[[\"steerd\"]]", false},
    {"aud", "[null,\"steerd\"]", false},
    {"aud", "{\"a\":\"steerd\"}", false},
    {"aud", "1", false},
    {"sub", NULL, false},
    {"sub", "null", false},
    {"sub", "\"\"", false},
    {"sub", "1", false},
    {"sub", "[\"so-khcn\"]", false},
    {"sub", "\"" CHARS64 "\"", true},
    {"sub", "\"" CHARS64 "a\"", false},
    {"sub", "\"so khcn\"", false},
    {"sub", "\"so-khcn\\n\"", false},
    {"sub", "\"so-khcn\\u0007\"", false},
    {"sub", "\"so-khcn\\u0000\"", false},
    {"sub", "\"-so\"", false},
    {"sub", "\"sở\"", false},
    {"sub", "\"so'--\"", false},
    {"sub", "\"NV_1.2\"", true},
    {"role", NULL, false},
    {"role", "null", false},
    {"role", "\"\"", false},
    {"role", "\"public\"", false},
    {"role", "\"root\"", false},
    {"role", "\"Agency\"", false},
    {"role", "\"steer_agency\"", false},
    {"role", "[\"agency\"]", false},
    {"role", "1", false},
    {"role", "\"admin\"", false}, /* with an agency */
    {"agency", NULL, false},
    {"agency", "null", false},
    {"agency", "\"\"", false},
    {"agency", "\"so-khcn\"", false},
    {"agency", "\"5F0C2F3E-3B0C-4A6B-9D59-1F5A4AD0A001\"", false},
    {"agency", "\"5f0c2f3e-3b0c-4a6b-9d59-1f5a4ad0a0011\"", false},
    {"agency", "\"5f0c2f3e-3b0c-4a6b-9d59-1f5a4ad0a00\"", false},
    {"agency", "\"5f0c2f3e-3b0c-4a6b-9d59-1f5a4ad0a00g\"", false},
    {"agency", "7", false},
    {"scope", NULL, true},
    {"scope", "\"\"", true},
    {"scope", "\"task:read\"", true},
    {"scope", "\"task:read  status:push \"", true},
    {"scope", "null", false},
    {"scope", "[\"task:read\"]", false},
    {"scope", "\"task:delete\"", false},
    {"scope", "\"task:read,status:push\"", false},
    {"scope", "\"Task:read\"", false},
    {"scope", "\"task:read\\tstatus:push\"", false},
    {"jti", NULL, true},
    {"jti", "null", false},
    {"jti", "1", false},
    {"jti", "\"a\\nb\"", false},
    {"jti", "\"" CHARS64 CHARS64 "\"", true},
    {"jti", "\"" CHARS64 CHARS64 "a\"", false},
    {"realm_access", "{\"roles\":[\"a\",{\"b\":\"}]\"}]}", true},
    {"name", "\"Nguyễn Văn A \\\"x\\\" \\\\\"", true},
    {"n", "-1.5e-3", true},
};

static void each_claim_is_typed_and_checked(void **state)
{
    char token[FORGE_ROOM], what[256];
    (void)state;
    for (size_t i = 0; i < sizeof claim_cases / sizeof *claim_cases; i++) {
        const struct claim_case *row = &claim_cases[i];
        struct principal principal;
        forge_token(token, ours, FORGE_HEADER, forge_payload(row->name, row->value));
        snprintf(what, sizeof what, "%s: %s", row->name, row->value != NULL ? row->value : "none");
        if (!row->good)
            forge_assert_refused(token, strlen(token), FORGE_NOW, keyring, what);
        else if (verify_at(&principal, token, FORGE_NOW) != 0)
            fail_msg("refused: %s", what);
    }
}

static void time_limits_have_their_leeway_and_no_more(void **state)
{
    static const struct {
        const char *name;
        const char *value;
        int64_t now;
        bool good;
    } rows[] = {
        {"exp", "1750000600", 1750000600 - 1, true},
        {"exp", "1750000600", 1750000600, true},
        {"exp", "1750000600", 1750000600 + 59, true},
        {"exp", "1750000600", 1750000600 + 60, false},
        {"exp", "1750000600", 1750000600 + 61, false},
        {"nbf", "1750000300", 1750000300, true},
        {"nbf", "1750000300", 1750000300 - 60, true},
        {"nbf", "1750000300", 1750000300 - 61, false},
        {"iat", "1750000300", 1750000300 - 60, true},
        {"iat", "1750000300", 1750000300 - 61, false},
        {"iat", "1750000599", 1750000599, true},
        {"iat", "1750000600", 1750000600, false},
        {"iat", "1750000601", 1750000601, false},
    };
    char token[FORGE_ROOM];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct principal principal;
        forge_token(token, ours, FORGE_HEADER, forge_payload(rows[i].name, rows[i].value));
        assert_int_equal(verify_at(&principal, token, rows[i].now), rows[i].good ? 0 : -1);
    }
}

/* A payload with this role, agency and scope and everything else good. */
static char *payload_of(const char *issuer, const char *audience, const char *rest)
{
    static char payload[1024];
    snprintf(payload, sizeof payload,
             "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"van-phong\",\"iat\":1750000000,"
             "\"exp\":1750000600,%s}",
             issuer, audience, rest);
    return payload;
}

static void roles_and_agencies_must_fit(void **state)
{
    static const char *const roles[] = {"office", "leader", "auditor", "admin"};
    static const enum role expected[] = {ROLE_OFFICE, ROLE_LEADER, ROLE_AUDITOR, ROLE_ADMIN};
    char token[FORGE_ROOM], rest[128];
    struct principal principal;
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        snprintf(rest, sizeof rest, "\"role\":\"%s\"", roles[i]);
        forge_token(token, ours, FORGE_HEADER, payload_of(FORGE_ISSUER, FORGE_AUDIENCE, rest));
        assert_int_equal(verify_at(&principal, token, FORGE_NOW), 0);
        assert_int_equal(principal.role, expected[i]);
        assert_string_equal(principal.agency, "");
        assert_string_equal(principal.client, "van-phong");
        assert_int_equal(principal.scopes, 0);
        snprintf(rest, sizeof rest, "\"role\":\"%s\",\"agency\":\"\"", roles[i]);
        forge_token(token, ours, FORGE_HEADER, payload_of(FORGE_ISSUER, FORGE_AUDIENCE, rest));
        assert_int_equal(verify_at(&principal, token, FORGE_NOW), 0);
        snprintf(rest, sizeof rest, "\"role\":\"%s\",\"agency\":\"%s\"", roles[i], FORGE_AGENCY);
        forge_token(token, ours, FORGE_HEADER, payload_of(FORGE_ISSUER, FORGE_AUDIENCE, rest));
        assert_int_equal(verify_at(&principal, token, FORGE_NOW), -1);
    }
}

static void a_token_of_the_public_is_refused(void **state)
{
    char token[FORGE_ROOM];
    struct principal principal;
    (void)state;
    forge_token(token, ours, FORGE_HEADER,
                payload_of(FORGE_ISSUER, FORGE_AUDIENCE, "\"role\":\"public\""));
    assert_int_equal(verify_at(&principal, token, FORGE_NOW), -1);
}

static void headers_with_more_in_them_are_good(void **state)
{
    static const char *const headers[] = {
        "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"typ\":\"jwt\",\"kid\":\"k1\"}",
        " { \"kid\" : \"k1\" ,\n\t\"alg\" : \"ES256\" } ",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"x5t\":\"abc\",\"x\":{\"crit\":[\"a\"]}}",
        "{\"al\\u0067\":\"ES2\\u00356\",\"kid\":\"\\u006b1\"}",
    };
    char token[FORGE_ROOM];
    struct principal principal;
    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        forge_token(token, ours, headers[i], forge_payload(NULL, NULL));
        if (verify_at(&principal, token, FORGE_NOW) != 0)
            fail_msg("refused: %s", headers[i]);
    }
}

static void a_retiring_key_verifies(void **state)
{
    char token[FORGE_ROOM];
    struct principal principal;
    (void)state;
    forge_token(token, retiring, "{\"alg\":\"ES256\",\"kid\":\"k0\"}", forge_payload(NULL, NULL));
    assert_int_equal(verify_at(&principal, token, FORGE_NOW), 0);
    forge_token(token, retiring, FORGE_HEADER, forge_payload(NULL, NULL));
    assert_int_equal(verify_at(&principal, token, FORGE_NOW), -1);
}

static void another_issuer_is_accepted_by_its_own_rules(void **state)
{
    static const char rest[] = "\"azp\":\"web\",\"role\":\"leader\",\"scope\":\"openid task:read\"";
    char token[FORGE_ROOM];
    struct principal principal;
    (void)state;
    forge_token(token, other_rsa, OTHER_RSA, payload_of(OTHER_ISSUER, "account", rest));
    assert_int_equal(verify_at(&principal, token, FORGE_NOW), 0);
    assert_int_equal(principal.role, ROLE_LEADER);
    assert_int_equal(principal.scopes, 1U << SCOPE_TASK_READ);
    /* Two issuers may name a key alike: the issuer's own is taken. */
    forge_token(token, other_ec, FORGE_HEADER,
                payload_of("https://ec.example.vn", "steerd", "\"role\":\"office\""));
    assert_int_equal(verify_at(&principal, token, FORGE_NOW), 0);
    assert_int_equal(principal.role, ROLE_OFFICE);
}

static void one_issuer_cannot_speak_for_another(void **state)
{
    static const char role[] = "\"role\":\"admin\"";
    static const char ec[] = FORGE_HEADER;
    const struct {
        EVP_PKEY *key;
        const char *header;
        const char *issuer;
        const char *audience;
    } rows[] = {
        {other_ec, ec, FORGE_ISSUER, "steerd"},
        {other_rsa, OTHER_RSA, FORGE_ISSUER, "steerd"},
        {other_rsa, OTHER_RSA, FORGE_ISSUER, "account"},
        {other_rsa, OTHER_RSA, "https://ec.example.vn", "steerd"},
        {ours, ec, OTHER_ISSUER, "account"},
        {ours, ec, "https://ec.example.vn", "steerd"},
        {other_rsa, OTHER_RSA, OTHER_ISSUER, "steerd"},
        {other_rsa, OTHER_RSA, "https://evil.example", "account"},
        {other_ec, "{\"alg\":\"ES256\",\"kid\":\"sso-1\"}", OTHER_ISSUER, "account"},
        {other_rsa, "{\"alg\":\"RS512\",\"kid\":\"sso-1\"}", OTHER_ISSUER, "account"},
        {other_rsa, "{\"alg\":\"PS256\",\"kid\":\"sso-1\"}", OTHER_ISSUER, "account"},
    };
    char token[FORGE_ROOM], what[128];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        forge_token(token, rows[i].key, rows[i].header,
                    payload_of(rows[i].issuer, rows[i].audience, role));
        snprintf(what, sizeof what, "row %zu", i);
        forge_assert_refused(token, strlen(token), FORGE_NOW, keyring, what);
    }
}

static void hs256_with_another_issuers_public_key_is_refused(void **state)
{
    static const char header[] = "{\"alg\":\"HS256\",\"kid\":\"sso-1\"}";
    char token[FORGE_ROOM];
    char *pem = forge_public_pem(other_rsa);
    char *payload = payload_of(OTHER_ISSUER, "account", "\"role\":\"admin\"");
    (void)state;
    forge_input(token, header, sizeof header - 1, payload, strlen(payload));
    forge_finish_hmac(token, pem, strlen(pem));
    forge_assert_refused(token, strlen(token), FORGE_NOW, keyring, "HS256 with an RSA public key");
    free(pem);
}

static void what_is_minted_verifies_and_says_the_same(void **state)
{
    struct principal principal = {.role = ROLE_AGENCY,
                                  .client = "so-khcn",
                                  .agency = FORGE_AGENCY,
                                  .scopes = (1U << SCOPE_COUNT) - 1};
    struct problem problem = PROBLEM_INIT;
    struct principal read;
    char *token = NULL;
    (void)state;
    for (unsigned role = ROLE_AGENCY; role < ROLE_COUNT; role++) {
        principal.role = (enum role)role;
        strcpy(principal.agency, role == ROLE_AGENCY ? FORGE_AGENCY : "");
        assert_int_equal(token_mint(&token, &principal, FORGE_NOW, keyring, &forge_rules, &problem),
                         0);
        assert_int_equal(verify_at(&read, token, FORGE_NOW), 0);
        assert_int_equal(read.role, principal.role);
        assert_string_equal(read.client, principal.client);
        assert_string_equal(read.agency, principal.agency);
        assert_int_equal(read.scopes, principal.scopes);
        assert_int_equal(read.issued_at, FORGE_NOW);
        assert_int_equal(read.expires_at, FORGE_NOW + 600);
        assert_int_equal(verify_at(&read, token, FORGE_NOW + 659), 0);
        assert_int_equal(verify_at(&read, token, FORGE_NOW + 660), -1);
        free(token);
    }
}

/* The JSON of one segment, decoded by OpenSSL. */
static struct cJSON *read_segment(const char *token, int number)
{
    char text[FORGE_ROOM];
    unsigned char bytes[FORGE_ROOM];
    struct problem problem = PROBLEM_INIT;
    struct cJSON *tree = NULL;
    for (; number > 0; number--)
        token = strchr(token, '.') + 1;
    size_t size = strcspn(token, ".");
    for (size_t i = 0; i < size; i++)
        text[i] = token[i] == '-' ? '+' : token[i] == '_' ? '/' : token[i];
    size_t padding = (4 - size % 4) % 4;
    memset(text + size, '=', padding);
    int written = EVP_DecodeBlock(bytes, (unsigned char *)text, (int)(size + padding));
    assert_true(written > 0);
    assert_int_equal(json_parse(&tree, (char *)bytes, (size_t)written - padding, &problem), 0);
    return tree;
}

static const char *text_of(const struct cJSON *tree, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(tree, name));
}

static void a_minted_token_holds_what_is_documented(void **state)
{
    const struct principal principal = {
        .role = ROLE_OFFICE, .client = "van-phong", .scopes = 1U << SCOPE_TASK_READ};
    struct problem problem = PROBLEM_INIT;
    char *one = NULL, *two = NULL;
    (void)state;
    assert_int_equal(token_mint(&one, &principal, FORGE_NOW, keyring, &forge_rules, &problem), 0);
    assert_int_equal(token_mint(&two, &principal, FORGE_NOW, keyring, &forge_rules, &problem), 0);
    struct cJSON *header = read_segment(one, 0), *claims = read_segment(one, 1),
                 *others = read_segment(two, 1);
    assert_string_equal(text_of(header, "alg"), "ES256");
    assert_string_equal(text_of(header, "kid"), "k1");
    assert_string_equal(text_of(header, "typ"), "JWT");
    assert_string_equal(text_of(claims, "iss"), FORGE_ISSUER);
    assert_string_equal(text_of(claims, "aud"), FORGE_AUDIENCE);
    assert_string_equal(text_of(claims, "sub"), "van-phong");
    assert_string_equal(text_of(claims, "role"), "office");
    assert_string_equal(text_of(claims, "scope"), "task:read");
    assert_null(text_of(claims, "agency"));
    assert_int_equal(strlen(text_of(claims, "jti")), 32);
    assert_string_not_equal(text_of(claims, "jti"), text_of(others, "jti"));
    cJSON_Delete(header);
    cJSON_Delete(claims);
    cJSON_Delete(others);
    free(one);
    free(two);
}

static void words_of_roles_and_scopes_go_both_ways(void **state)
{
    enum role role;
    uint32_t scopes = 0;
    (void)state;
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        assert_int_equal(role_from_text(&role, role_text((enum role)i)), 0);
        assert_int_equal(role, i);
        assert_memory_equal(role_database_name(role), "steer_", 6);
        assert_string_equal(role_database_name(role) + 6, role_text(role));
    }
    assert_int_equal(role_from_text(&role, "clerk"), -1);
    for (unsigned i = 0; i < SCOPE_COUNT; i++) {
        assert_int_equal(scopes_from_text(&scopes, scope_text((enum scope)i)), 0);
        assert_int_equal(scopes, 1U << i);
    }
    assert_int_equal(scopes_from_text(&scopes, "task:read x task:write"), -1);
    assert_int_equal(scopes, 1U << SCOPE_TASK_READ | 1U << SCOPE_TASK_WRITE);
    assert_int_equal(scopes_from_text(&scopes, ""), 0);
    assert_int_equal(scopes, 0);
    assert_string_equal(scope_text(SCOPE_NONE), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_claim_is_typed_and_checked),
        cmocka_unit_test(time_limits_have_their_leeway_and_no_more),
        cmocka_unit_test(roles_and_agencies_must_fit),
        cmocka_unit_test(a_token_of_the_public_is_refused),
        cmocka_unit_test(headers_with_more_in_them_are_good),
        cmocka_unit_test(a_retiring_key_verifies),
        cmocka_unit_test(another_issuer_is_accepted_by_its_own_rules),
        cmocka_unit_test(one_issuer_cannot_speak_for_another),
        cmocka_unit_test(hs256_with_another_issuers_public_key_is_refused),
        cmocka_unit_test(what_is_minted_verifies_and_says_the_same),
        cmocka_unit_test(a_minted_token_holds_what_is_documented),
        cmocka_unit_test(words_of_roles_and_scopes_go_both_ways),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
