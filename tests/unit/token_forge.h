/* token_forge.h - makes keys, keyrings and good and bad tokens, with OpenSSL alone: nothing of what
 * is tested helps to make the test. */
#ifndef STEER_TESTS_TOKEN_FORGE_H
#define STEER_TESTS_TOKEN_FORGE_H

#include "auth/keyring.h"
#include "auth/token.h"
#include "json/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <cmocka.h>

#define FORGE_UNUSED   __attribute__((unused))
#define FORGE_ISSUER   "https://steer.example.vn"
#define FORGE_AUDIENCE "steerd"
#define FORGE_AGENCY   "5f0c2f3e-3b0c-4a6b-9d59-1f5a4ad0a001"
#define FORGE_HEADER   "{\"alg\":\"ES256\",\"kid\":\"k1\"}"

enum { FORGE_NOW = 1750000000, FORGE_ROOM = 8192 };

static const struct token_rules forge_rules = {FORGE_ISSUER, FORGE_AUDIENCE, 600, 60, json_gate};

/* A directory of keys that is removed at the end. */
static char forge_directory[64];

static inline FORGE_UNUSED void forge_run(const char *format, ...)
{
    char command[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    assert_int_equal(system(command), 0);
}

static inline FORGE_UNUSED void forge_directory_new(void)
{
    snprintf(forge_directory, sizeof forge_directory, "/tmp/steerd-keys-XXXXXX");
    assert_non_null(mkdtemp(forge_directory));
}

static inline FORGE_UNUSED void forge_directory_remove(void)
{
    forge_run("rm -rf '%s'", forge_directory);
}

static inline FORGE_UNUSED FILE *forge_file(const char *name, mode_t mode)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", forge_directory, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fchmod(fileno(file), mode), 0);
    return file;
}

static inline FORGE_UNUSED void forge_write(const char *name, mode_t mode, const char *text)
{
    FILE *file = forge_file(name, mode);
    fputs(text, file);
    fclose(file);
}

static inline FORGE_UNUSED void forge_write_private(const char *name, EVP_PKEY *key)
{
    FILE *file = forge_file(name, 0600);
    assert_int_equal(PEM_write_PKCS8PrivateKey(file, key, NULL, NULL, 0, NULL, NULL), 1);
    fclose(file);
}

static inline FORGE_UNUSED void forge_write_public(const char *name, EVP_PKEY *key)
{
    FILE *file = forge_file(name, 0644);
    assert_int_equal(PEM_write_PUBKEY(file, key), 1);
    fclose(file);
}

/* The public key in PEM; the caller frees it. */
static inline FORGE_UNUSED char *forge_public_pem(EVP_PKEY *key)
{
    char *bytes = NULL;
    BIO *bio = BIO_new(BIO_s_mem());
    assert_int_equal(PEM_write_bio_PUBKEY(bio, key), 1);
    long size = BIO_get_mem_data(bio, &bytes);
    char *text = strndup(bytes, (size_t)size);
    BIO_free(bio);
    return text;
}

static inline FORGE_UNUSED size_t forge_base64(char *out, const void *bytes, size_t size)
{
    int written = EVP_EncodeBlock((unsigned char *)out, bytes, (int)size);
    while (written > 0 && out[written - 1] == '=')
        written--;
    for (int i = 0; i < written; i++)
        out[i] = out[i] == '+' ? '-' : out[i] == '/' ? '_' : out[i];
    out[written] = '\0';
    return (size_t)written;
}

/* header.payload with whatever bytes; returns its length. */
static inline FORGE_UNUSED size_t forge_input(char *out, const char *header, size_t header_size,
                                              const char *payload, size_t payload_size)
{
    size_t size = forge_base64(out, header, header_size);
    out[size++] = '.';
    return size + forge_base64(out + size, payload, payload_size);
}

static inline FORGE_UNUSED size_t forge_raw_signature(unsigned char out[64],
                                                      const unsigned char *der, size_t size)
{
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)size);
    assert_non_null(pair);
    BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + 32, 32);
    ECDSA_SIG_free(pair);
    return 64;
}

/* Appends the signature of what is there, with SHA-256. */
static inline FORGE_UNUSED void forge_finish(char *token, EVP_PKEY *key)
{
    unsigned char signature[1024], raw[64];
    size_t size = sizeof signature, length = strlen(token);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    assert_int_equal(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key), 1);
    assert_int_equal(
        EVP_DigestSign(context, signature, &size, (const unsigned char *)token, length), 1);
    EVP_MD_CTX_free(context);
    token[length++] = '.';
    if (EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_bits(key) == 256)
        forge_base64(token + length, raw, forge_raw_signature(raw, signature, size));
    else
        forge_base64(token + length, signature, size);
}

static inline FORGE_UNUSED void forge_finish_hmac(char *token, const void *secret, size_t size)
{
    unsigned char mac[32];
    unsigned mac_size = 0;
    size_t length = strlen(token);
    HMAC(EVP_sha256(), secret, (int)size, (const unsigned char *)token, length, mac, &mac_size);
    token[length++] = '.';
    forge_base64(token + length, mac, mac_size);
}

static inline FORGE_UNUSED void forge_token(char *out, EVP_PKEY *key, const char *header,
                                            const char *payload)
{
    forge_input(out, header, strlen(header), payload, strlen(payload));
    forge_finish(out, key);
}

/* The claims of a good token, one of them replaced by other JSON, or left out when value is NULL;
 * a name that is no claim of it is added. */
static inline FORGE_UNUSED char *forge_payload(const char *name, const char *value)
{
    static char payload[FORGE_ROOM / 2];
    static const char *const claims[][2] = {
        {"iss", "\"" FORGE_ISSUER "\""},
        {"aud", "\"" FORGE_AUDIENCE "\""},
        {"sub", "\"so-khcn\""},
        {"iat", "1750000000"},
        {"exp", "1750000600"},
        {"jti", "\"0123456789abcdef\""},
        {"role", "\"agency\""},
        {"agency", "\"" FORGE_AGENCY "\""},
        {"scope", "\"status:push task:read\""},
    };
    bool known = false;
    size_t size = 0;
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        bool replaced = name != NULL && strcmp(claims[i][0], name) == 0;
        const char *text = replaced ? value : claims[i][1];
        known |= replaced;
        if (text != NULL)
            size += (size_t)snprintf(payload + size, sizeof payload - size, "%s\"%s\":%s",
                                     size == 0 ? "{" : ",", claims[i][0], text);
    }
    if (name != NULL && value != NULL && !known)
        size += (size_t)snprintf(payload + size, sizeof payload - size, ",\"%s\":%s", name, value);
    snprintf(payload + size, sizeof payload - size, "}");
    return payload;
}

/* Refused like everything else, with nothing given back. */
static inline FORGE_UNUSED void forge_assert_refused(const char *token, size_t size, int64_t now,
                                                     const struct keyring *keyring,
                                                     const char *what)
{
    struct problem problem = PROBLEM_INIT;
    struct principal principal, untouched;
    memset(&principal, 0x5A, sizeof principal);
    memset(&untouched, 0x5A, sizeof untouched);
    /* A copy of the exact size: reading past the end is an error the sanitizer sees. */
    char *bytes = malloc(size + (size == 0));
    assert_non_null(bytes);
    memcpy(bytes, token, size);
    int result = token_verify(&principal, bytes, size, now, keyring, &forge_rules, &problem);
    free(bytes);
    if (result == 0)
        fail_msg("accepted: %s", what);
    assert_int_equal(problem.code, PROBLEM_INVALID_TOKEN);
    assert_true(problem.note[0] != '\0');
    assert_memory_equal(&principal, &untouched, sizeof principal);
    problem_clear(&problem);
}

#endif
