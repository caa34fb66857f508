/* test_keyring.c - which keys a directory gives, which it must not, and what is published. */
#include "token_forge.h"

#include <cjson/cJSON.h>

static EVP_PKEY *one, *two, *rsa, *p384;

static int set_up_keys(void **state)
{
    (void)state;
    one = EVP_EC_gen("P-256");
    two = EVP_EC_gen("P-256");
    rsa = EVP_RSA_gen(2048);
    p384 = EVP_EC_gen("P-384");
    return 0;
}

static int tear_down_keys(void **state)
{
    (void)state;
    EVP_PKEY_free(one);
    EVP_PKEY_free(two);
    EVP_PKEY_free(rsa);
    EVP_PKEY_free(p384);
    return 0;
}

static int new_directory(void **state)
{
    (void)state;
    forge_directory_new();
    return 0;
}

static int remove_directory(void **state)
{
    (void)state;
    forge_directory_remove();
    return 0;
}

static struct keyring *load(void)
{
    struct problem problem = PROBLEM_INIT;
    struct keyring *keyring = NULL;
    if (keyring_load(&keyring, forge_directory, &problem) != 0)
        fail_msg("refused: %s", problem.note);
    return keyring;
}

static void assert_refused(const char *because)
{
    struct problem problem = PROBLEM_INIT;
    struct keyring *keyring = NULL;
    assert_int_equal(keyring_load(&keyring, forge_directory, &problem), -1);
    assert_int_equal(problem.code, PROBLEM_CONFIGURATION);
    assert_null(keyring);
    if (strstr(problem.note, because) == NULL)
        fail_msg("'%s' does not say '%s'", problem.note, because);
    problem_clear(&problem);
}

static void change_mode(const char *name, mode_t mode)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", forge_directory, name);
    assert_int_equal(chmod(path, mode), 0);
}

/* Mints with it, and reads from the token which key signed. */
static void assert_signs_with(struct keyring *keyring, const char *kid)
{
    const struct principal principal = {.role = ROLE_OFFICE, .client = "van-phong"};
    struct problem problem = PROBLEM_INIT;
    struct principal read;
    char *token = NULL, header[256], start[256];
    assert_int_equal(token_mint(&token, &principal, FORGE_NOW, keyring, &forge_rules, &problem), 0);
    assert_int_equal(
        token_verify(&read, token, strlen(token), FORGE_NOW, keyring, &forge_rules, &problem), 0);
    snprintf(header, sizeof header, "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"JWT\"}", kid);
    forge_base64(start, header, strlen(header));
    assert_memory_equal(token, start, strlen(start));
    free(token);
}

static void the_only_private_key_signs(void **state)
{
    (void)state;
    forge_write_private("k1.pem", one);
    forge_write_public("k0.pub.pem", two);
    struct keyring *keyring = load();
    assert_signs_with(keyring, "k1");
    keyring_free(keyring);
}

static void of_two_the_active_one_signs_and_both_verify(void **state)
{
    char token[FORGE_ROOM];
    struct problem problem = PROBLEM_INIT;
    struct principal principal;
    (void)state;
    forge_write_private("k1.pem", one);
    forge_write_private("k2.pem", two);
    assert_refused("several private keys");
    forge_write("active", 0644, "k2\n");
    struct keyring *keyring = load();
    assert_signs_with(keyring, "k2");
    forge_token(token, one, FORGE_HEADER, forge_payload(NULL, NULL));
    assert_int_equal(
        token_verify(&principal, token, strlen(token), FORGE_NOW, keyring, &forge_rules, &problem),
        0);
    keyring_free(keyring);
    forge_write("active", 0644, "k1");
    keyring = load();
    assert_signs_with(keyring, "k1");
    keyring_free(keyring);
}

static void an_active_key_that_cannot_sign_is_refused(void **state)
{
    static const char *const names[] = {"k3", "", "k0", "k1.pem", "../k1", " k1"};
    (void)state;
    forge_write_private("k1.pem", one);
    forge_write_public("k0.pub.pem", two);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        forge_write("active", 0644, names[i]);
        assert_refused("names no private key");
    }
}

static void a_directory_without_a_private_key_is_refused(void **state)
{
    (void)state;
    assert_refused("no private key");
    forge_write_public("k0.pub.pem", two);
    assert_refused("no private key");
}

static void a_missing_directory_is_refused(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct keyring *keyring = NULL;
    (void)state;
    assert_int_equal(keyring_load(&keyring, "/nonexistent/keys", &problem), -1);
    assert_int_equal(problem.code, PROBLEM_CONFIGURATION);
    problem_clear(&problem);
    keyring_free(NULL);
}

static void a_private_key_others_can_read_is_refused(void **state)
{
    static const mode_t modes[] = {0640, 0604, 0644, 0620, 0602, 0610, 0601, 0666, 0777};
    (void)state;
    forge_write_private("k1.pem", one);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        change_mode("k1.pem", modes[i]);
        assert_refused("k1.pem: others can read this private key");
    }
    change_mode("k1.pem", 0400);
    keyring_free(load());
}

static void what_others_can_write_is_refused(void **state)
{
    (void)state;
    forge_run("mkdir -p '%s/issuers/sso'", forge_directory);
    forge_write_private("k1.pem", one);
    forge_write_public("k0.pub.pem", two);
    forge_write("active", 0644, "k1\n");
    forge_write("issuers/sso/issuer.conf", 0644,
                "issuer = https://a.vn\naudience = steerd\nalgorithm = ES256\n");
    forge_write_public("issuers/sso/s1.pub.pem", two);
    keyring_free(load());
    static const char *const names[] = {
        "k0.pub.pem", "active", "issuers/sso/issuer.conf", "issuers/sso/s1.pub.pem", "issuers/sso",
        "issuers",    "."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool directory = i >= 4;
        change_mode(names[i], directory ? 0775 : 0664);
        assert_refused("others can write it");
        change_mode(names[i], directory ? 0757 : 0646);
        assert_refused("others can write it");
        change_mode(names[i], directory ? 0755 : 0644);
    }
    keyring_free(load());
}

/* Only root can give a file away; anybody else cannot be given one here. */
static void what_another_user_owns_is_refused(void **state)
{
    static const char *const names[] = {"k1.pem", "k0.pub.pem", "."};
    char path[256];
    (void)state;
    forge_write_private("k1.pem", one);
    forge_write_public("k0.pub.pem", two);
    for (size_t i = 0; i < sizeof names / sizeof *names && geteuid() == 0; i++) {
        snprintf(path, sizeof path, "%s/%s", forge_directory, names[i]);
        assert_int_equal(chown(path, 12345, 12345), 0);
        assert_refused("belongs to another user");
        assert_int_equal(chown(path, 0, 0), 0);
    }
    keyring_free(load());
}

static void keys_of_other_kinds_are_refused(void **state)
{
    (void)state;
    forge_write_private("k1.pem", rsa);
    assert_refused("a signing key must be EC P-256");
    forge_write_private("k1.pem", p384);
    assert_refused("a key must be EC P-256");
    forge_write_private("k1.pem", one);
    forge_write_public("k0.pub.pem", rsa);
    assert_refused("our own keys are EC P-256");
    forge_write_public("k0.pub.pem", p384);
    assert_refused("k0.pub.pem: a key must be");
}

static void what_is_no_key_is_refused(void **state)
{
    (void)state;
    forge_write_private("k1.pem", one);
    forge_write("k0.pub.pem", 0644, "");
    assert_refused("k0.pub.pem");
    forge_write("k0.pub.pem", 0644, "secret");
    assert_refused("k0.pub.pem");
    forge_write_private("k0.pub.pem", two);
    assert_refused("k0.pub.pem: no such key");
    forge_run("rm '%s/k0.pub.pem'", forge_directory);
    forge_write_public("k2.pem", two);
    change_mode("k2.pem", 0600);
    assert_refused("k2.pem: no such key");
    forge_run("rm '%s/k2.pem' && mkdir '%s/k2.pem'", forge_directory, forge_directory);
    assert_refused("k2.pem: is not a file");
    forge_run("rmdir '%s/k2.pem' && mkfifo -m 0600 '%s/k2.pem'", forge_directory, forge_directory);
    assert_refused("k2.pem: is not a file");
    forge_run("rm '%s/k2.pem' && head -c 16384 /dev/zero >'%s/k2.pem' && chmod 600 '%s/k2.pem'",
              forge_directory, forge_directory, forge_directory);
    assert_refused("too large, or no text");
}

static void an_encrypted_key_is_refused_without_asking(void **state)
{
    char secret[] = "secret";
    (void)state;
    FILE *file = forge_file("k1.pem", 0600);
    assert_int_equal(PEM_write_PKCS8PrivateKey(file, one, EVP_aes_256_cbc(), secret, 6, NULL, NULL),
                     1);
    fclose(file);
    assert_refused("encrypted");
}

/* Written with OpenSSL's command: the same curve, its parameters spelled out. */
static void a_curve_spelled_out_is_refused(void **state)
{
    (void)state;
    forge_run("umask 077; openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt "
              "ec_param_enc:explicit -out '%s/k1.pem' 2>/dev/null",
              forge_directory);
    assert_refused("a key must be EC P-256");
}

static void other_files_do_not_matter(void **state)
{
    (void)state;
    forge_write_private("k1.pem", one);
    forge_write("README", 0666, "text");
    forge_write(".k2.new.pem", 0666, "half written");
    forge_write("k1.pem~", 0666, "old");
    forge_write("k 1.pem", 0666, "no name of a key");
    struct keyring *keyring = load();
    assert_signs_with(keyring, "k1");
    keyring_free(keyring);
}

static void the_public_half_beside_a_private_key_is_one_key(void **state)
{
    (void)state;
    forge_write_private("k1.pem", one);
    forge_write_public("k1.pub.pem", one);
    struct keyring *keyring = load();
    assert_signs_with(keyring, "k1");
    const char *first = strstr(keyring_jwks(keyring), "\"kid\"");
    assert_null(strstr(first + 1, "\"kid\""));
    keyring_free(keyring);
    forge_write_public("k1.pub.pem", two);
    assert_refused("k1: two different keys of this name");
}

static void settings_of_another_issuer_must_be_complete(void **state)
{
    static const char *const texts[] = {
        "",
        "issuer = https://a.vn\naudience = x\n",
        "issuer = https://a.vn\nalgorithm = ES256\n",
        "audience = x\nalgorithm = ES256\n",
        "issuer =\naudience = x\nalgorithm = ES256\n",
        "issuer = https://a.vn\naudience = x\nalgorithm = HS256\n",
        "issuer = https://a.vn\naudience = x\nalgorithm = none\n",
        "issuer = https://a.vn\naudience = x\nalgorithm = es256\n",
        "issuer = https://a.vn\nissuer = https://b.vn\naudience = x\nalgorithm = ES256\n",
        "# issuer = https://a.vn\naudience = x\nalgorithm = ES256\n",
    };
    (void)state;
    forge_write_private("k1.pem", one);
    forge_run("mkdir -p '%s/issuers/sso'", forge_directory);
    forge_write_public("issuers/sso/s1.pub.pem", two);
    assert_refused("issuer.conf");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        forge_write("issuers/sso/issuer.conf", 0644, texts[i]);
        assert_refused("sso: issuer.conf");
    }
}

static void keys_of_another_issuer_must_be_of_its_algorithm(void **state)
{
    (void)state;
    forge_write_private("k1.pem", one);
    forge_run("mkdir -p '%s/issuers/sso' '%s/issuers/b'", forge_directory, forge_directory);
    forge_write("issuers/sso/issuer.conf", 0644,
                "issuer = https://a.vn\naudience = x\nalgorithm = RS256\n");
    forge_run("rmdir '%s/issuers/b'", forge_directory);
    assert_refused("sso: has no <kid>.pub.pem");
    forge_write_public("issuers/sso/s1.pub.pem", two);
    assert_refused("sso: has a key of another algorithm");
    forge_write_public("issuers/sso/s1.pub.pem", rsa);
    keyring_free(load());
    /* A private key of another issuer has no business here, and is not read. */
    forge_write_private("issuers/sso/s2.pem", two);
    keyring_free(load());
    forge_run("cp -r '%s/issuers/sso' '%s/issuers/b'", forge_directory, forge_directory);
    assert_refused("same issuer");
}

static void too_many_files_are_refused(void **state)
{
    (void)state;
    forge_write_private("k1.pem", one);
    forge_run("cd '%s' && for i in $(seq 63); do : >x$i; done", forge_directory);
    keyring_free(load());
    forge_write("x64", 0644, "");
    assert_refused("too many files");
}

static const char *text_of(const struct cJSON *tree, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(tree, name));
}

static void assert_coordinates(const struct cJSON *jwk, EVP_PKEY *key)
{
    static const char *const names[][2] = {{"x", OSSL_PKEY_PARAM_EC_PUB_X},
                                           {"y", OSSL_PKEY_PARAM_EC_PUB_Y}};
    for (size_t i = 0; i < 2; i++) {
        BIGNUM *number = NULL;
        unsigned char bytes[32];
        char expected[64];
        assert_int_equal(EVP_PKEY_get_bn_param(key, names[i][1], &number), 1);
        assert_int_equal(BN_bn2binpad(number, bytes, 32), 32);
        forge_base64(expected, bytes, 32);
        assert_string_equal(text_of(jwk, names[i][0]), expected);
        assert_int_equal(strlen(expected), 43);
        BN_free(number);
    }
}

static void the_key_set_publishes_our_public_keys_and_no_more(void **state)
{
    static const char *const kids[] = {"k2", "k1", "k0"};
    EVP_PKEY *three = EVP_EC_gen("P-256");
    EVP_PKEY *keys[] = {two, one, three};
    struct problem problem = PROBLEM_INIT;
    struct cJSON *set = NULL;
    (void)state;
    forge_write_private("k1.pem", one);
    forge_write_private("k2.pem", two);
    forge_write_public("k0.pub.pem", three);
    forge_write("active", 0644, "k2\n");
    struct keyring *keyring = load();
    const char *text = keyring_jwks(keyring);
    assert_int_equal(json_parse(&set, text, strlen(text), &problem), 0);
    const struct cJSON *list = cJSON_GetObjectItemCaseSensitive(set, "keys");
    assert_int_equal(cJSON_GetArraySize(set), 1);
    assert_int_equal(cJSON_GetArraySize(list), 3);
    for (int i = 0; i < 3; i++) {
        const struct cJSON *jwk = cJSON_GetArrayItem(list, i);
        assert_int_equal(cJSON_GetArraySize(jwk), 7);
        assert_string_equal(text_of(jwk, "kty"), "EC");
        assert_string_equal(text_of(jwk, "crv"), "P-256");
        assert_string_equal(text_of(jwk, "use"), "sig");
        assert_string_equal(text_of(jwk, "alg"), "ES256");
        assert_string_equal(text_of(jwk, "kid"), kids[i]);
        assert_coordinates(jwk, keys[i]);
    }
    cJSON_Delete(set);
    keyring_free(keyring);
    EVP_PKEY_free(three);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, new_directory, remove_directory)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_only_private_key_signs),
        TEST(of_two_the_active_one_signs_and_both_verify),
        TEST(an_active_key_that_cannot_sign_is_refused),
        TEST(a_directory_without_a_private_key_is_refused),
        TEST(a_missing_directory_is_refused),
        TEST(a_private_key_others_can_read_is_refused),
        TEST(what_others_can_write_is_refused),
        TEST(what_another_user_owns_is_refused),
        TEST(keys_of_other_kinds_are_refused),
        TEST(what_is_no_key_is_refused),
        TEST(an_encrypted_key_is_refused_without_asking),
        TEST(a_curve_spelled_out_is_refused),
        TEST(other_files_do_not_matter),
        TEST(the_public_half_beside_a_private_key_is_one_key),
        TEST(settings_of_another_issuer_must_be_complete),
        TEST(keys_of_another_issuer_must_be_of_its_algorithm),
        TEST(too_many_files_are_refused),
        TEST(the_key_set_publishes_our_public_keys_and_no_more),
    };
    return cmocka_run_group_tests(tests, set_up_keys, tear_down_keys);
}
