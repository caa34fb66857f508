/* key.c - keys through OpenSSL: what kind they are, and whether a signature fits. */
#include "auth/key.h"

#include "auth/base64url.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

enum { RSA_BITS_MIN = 2048, RSA_BITS_MAX = 4096, RSA_EXPONENT_BITS_MAX = 32, EC_BYTES = 32 };

static const char *const algorithm_texts[] = {[KEY_ES256] = "ES256", [KEY_RS256] = "RS256"};

const char *key_algorithm_text(enum key_algorithm algorithm)
{
    return algorithm_texts[algorithm];
}

int key_algorithm_from_text(enum key_algorithm *out, const char *text)
{
    for (unsigned i = 0; i < sizeof algorithm_texts / sizeof *algorithm_texts; i++) {
        if (strcmp(algorithm_texts[i], text) == 0) {
            *out = (enum key_algorithm)i;
            return 0;
        }
    }
    return -1;
}

bool key_id_is_valid(const char *id)
{
    size_t size = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    return size > 0 && size <= KEY_ID_MAX && id[size] == '\0';
}

/* Without it OpenSSL would ask for the passphrase on the terminal. */
static int refuse_passphrase(char *buffer, int size, int writing, void *context)
{
    (void)buffer;
    (void)size;
    (void)writing;
    (void)context;
    return -1;
}

/* A named curve only: parameters spelled out are a way to smuggle another curve in. */
static bool is_p256(EVP_PKEY *handle)
{
    char group[32] = "", encoding[32] = "";
    EVP_PKEY_get_utf8_string_param(handle, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, NULL);
    EVP_PKEY_get_utf8_string_param(handle, OSSL_PKEY_PARAM_EC_ENCODING, encoding, sizeof encoding,
                                   NULL);
    if (strcmp(group, "prime256v1") != 0 || strcmp(encoding, "named_curve") != 0)
        return false;
    /* The quick check is a whole one for this curve: its cofactor is 1. */
    EVP_PKEY_CTX *check = EVP_PKEY_CTX_new_from_pkey(NULL, handle, NULL);
    bool sound = check != NULL && EVP_PKEY_public_check_quick(check) == 1;
    EVP_PKEY_CTX_free(check);
    return sound;
}

/* A huge exponent would make each verification slow. OpenSSL's own check of the modulus takes
 * milliseconds and tells only whether the owner of the key has harmed himself. */
static bool is_good_rsa(EVP_PKEY *handle)
{
    BIGNUM *exponent = NULL;
    int bits = EVP_PKEY_get_bits(handle);
    bool good = bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX &&
                EVP_PKEY_get_bn_param(handle, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1 &&
                BN_num_bits(exponent) <= RSA_EXPONENT_BITS_MAX;
    BN_free(exponent);
    return good;
}

static int check_kind(struct key *key, struct problem *problem)
{
    if (EVP_PKEY_is_a(key->handle, "EC") && is_p256(key->handle))
        key->algorithm = KEY_ES256;
    else if (EVP_PKEY_is_a(key->handle, "RSA") && is_good_rsa(key->handle))
        key->algorithm = KEY_RS256;
    else
        return problem_set(problem, PROBLEM_CONFIGURATION,
                           "a key must be EC P-256, or RSA of 2048 to 4096 bits");
    return 0;
}

/* What was written to the memory BIO, ending with NUL; frees the BIO. */
static char *take_text(BIO *bio, int written)
{
    char *bytes = NULL;
    long size = bio != NULL ? BIO_get_mem_data(bio, &bytes) : 0;
    char *text = written == 1 && size > 0 ? strndup(bytes, (size_t)size) : NULL;
    BIO_free(bio);
    return text;
}

static int write_public(struct key *key, struct problem *problem)
{
    BIO *bio = BIO_new(BIO_s_mem());
    key->public_pem = take_text(bio, bio != NULL ? PEM_write_bio_PUBKEY(bio, key->handle) : 0);
    if (key->public_pem == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "a public key cannot be written");
    return 0;
}

static int write_private(struct key *key, struct problem *problem)
{
    /* Secure memory is wiped when it is freed. */
    BIO *bio = BIO_new(BIO_s_secmem());
    int written = bio == NULL ? 0
                              : PEM_write_bio_PKCS8PrivateKey(bio, key->handle, NULL, NULL, 0,
                                                              refuse_passphrase, NULL);
    key->private_pem = take_text(bio, written);
    if (key->private_pem == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "a private key cannot be written");
    return 0;
}

/* The reader of one kind of PEM: PEM_read_bio_PUBKEY or PEM_read_bio_PrivateKey. */
typedef EVP_PKEY *reader(BIO *bio, EVP_PKEY **out, pem_password_cb *passphrase, void *context);

static int read_handle(struct key *out, const char *pem, reader *read, struct problem *problem)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    memset(out, 0, sizeof *out);
    if (bio != NULL)
        out->handle = read(bio, NULL, refuse_passphrase, NULL);
    BIO_free(bio);
    ERR_clear_error();
    if (out->handle == NULL)
        return problem_set(problem, PROBLEM_CONFIGURATION,
                           "no such key in PEM, or an encrypted one");
    return check_kind(out, problem);
}

int key_read_public(struct key *out, const char *pem, struct problem *problem)
{
    if (read_handle(out, pem, PEM_read_bio_PUBKEY, problem) == 0 && write_public(out, problem) == 0)
        return 0;
    key_clear(out);
    return -1;
}

int key_read_private(struct key *out, const char *pem, struct problem *problem)
{
    if (read_handle(out, pem, PEM_read_bio_PrivateKey, problem) != 0)
        goto failed;
    if (out->algorithm != KEY_ES256) {
        problem_set(problem, PROBLEM_CONFIGURATION, "a signing key must be EC P-256");
        goto failed;
    }
    if (write_public(out, problem) == 0 && write_private(out, problem) == 0)
        return 0;
failed:
    key_clear(out);
    return -1;
}

void key_clear(struct key *key)
{
    if (key->private_pem != NULL)
        OPENSSL_cleanse(key->private_pem, strlen(key->private_pem));
    free(key->private_pem);
    free(key->public_pem);
    EVP_PKEY_free(key->handle);
    *key = (struct key){.handle = NULL};
}

const struct key *keys_find(const struct keys *keys, const char *id)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (strcmp(keys->items[i].id, id) == 0)
            return &keys->items[i];
    }
    return NULL;
}

void keys_clear(struct keys *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        key_clear(&keys->items[i]);
    free(keys->items);
    *keys = (struct keys){NULL, 0};
}

bool key_same(const struct key *a, const struct key *b)
{
    return EVP_PKEY_eq(a->handle, b->handle) == 1;
}

/* JOSE writes r and s side by side, OpenSSL reads a DER sequence. Freed with OPENSSL_free(). */
static unsigned char *der_signature(const unsigned char *raw, size_t *size)
{
    unsigned char *der = NULL;
    ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(raw, EC_BYTES, NULL), *s = BN_bin2bn(raw + EC_BYTES, EC_BYTES, NULL);
    if (pair == NULL || ECDSA_SIG_set0(pair, r, s) != 1) {
        BN_free(r);
        BN_free(s);
    } else {
        int written = i2d_ECDSA_SIG(pair, &der);
        *size = written > 0 ? (size_t)written : 0;
    }
    ECDSA_SIG_free(pair);
    return der;
}

static bool digest_fits(const struct key *key, const char *bytes, size_t size,
                        const unsigned char *signature, size_t signature_size)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool fits = context != NULL &&
                EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key->handle) == 1 &&
                EVP_DigestVerify(context, signature, signature_size, (const unsigned char *)bytes,
                                 size) == 1;
    EVP_MD_CTX_free(context);
    /* Each refusal leaves an error behind, and a later TLS call would take it for its own. */
    ERR_clear_error();
    return fits;
}

bool key_verify(const struct key *key, const char *bytes, size_t size,
                const unsigned char *signature, size_t signature_size)
{
    if (key->algorithm == KEY_RS256)
        return digest_fits(key, bytes, size, signature, signature_size);
    if (signature_size != 2 * EC_BYTES)
        return false;
    unsigned char *der = der_signature(signature, &signature_size);
    bool fits = der != NULL && digest_fits(key, bytes, size, der, signature_size);
    OPENSSL_free(der);
    return fits;
}

static int coordinate(char out[44], const struct key *key, const char *name)
{
    unsigned char bytes[EC_BYTES];
    BIGNUM *number = NULL;
    int result = -1;
    if (EVP_PKEY_get_bn_param(key->handle, name, &number) == 1 &&
        BN_bn2binpad(number, bytes, EC_BYTES) == EC_BYTES) {
        base64url_encode(out, bytes, EC_BYTES);
        result = 0;
    }
    BN_free(number);
    return result;
}

int key_coordinates(char x[44], char y[44], const struct key *key)
{
    if (key->algorithm != KEY_ES256)
        return -1;
    return coordinate(x, key, OSSL_PKEY_PARAM_EC_PUB_X) == 0
               ? coordinate(y, key, OSSL_PKEY_PARAM_EC_PUB_Y)
               : -1;
}
