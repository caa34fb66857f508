/* tls.c - a context with nothing older than TLS 1.2, forward secrecy only, and clear refusals. */
#include "tls.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/stat.h>

enum { RSA_BITS_MIN = 2048, TICKETS = 1 };

static int refuse(struct problem *problem, const char *path, const char *why)
{
    return problem_set(problem, PROBLEM_CONFIGURATION, "%s: %s", path, why);
}

/* With what OpenSSL itself says, which names the line of a bad file or the part that is missing. */
static int refuse_openssl(struct problem *problem, const char *path, const char *why)
{
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return problem_set(problem, PROBLEM_CONFIGURATION, "%s: %s (%s)", path, why,
                       reason != NULL ? reason : "no reason given");
}

static int check_permissions(const char *path, struct problem *problem)
{
    struct stat state;
    if (stat(path, &state) != 0)
        return refuse(problem, path, strerror(errno));
    if ((state.st_mode & (S_IRWXO | S_IWGRP)) != 0)
        return problem_set(problem, PROBLEM_CONFIGURATION,
                           "%s: a private key with mode %04o: chmod 640 or 600", path,
                           (unsigned)state.st_mode & 07777u);
    return 0;
}

/* A terminal that asks for a password would stop the daemon at its start. */
static int no_password(char *buffer, int size, int writing, void *context)
{
    (void)buffer;
    (void)size;
    (void)writing;
    *(bool *)context = true;
    return -1;
}

static int check_strength(EVP_PKEY *key, const char *path, struct problem *problem)
{
    static const char *const curves[] = {"prime256v1", "secp384r1", "secp521r1"};
    char group[64] = "";
    if (EVP_PKEY_is_a(key, "ED25519"))
        return 0;
    if (EVP_PKEY_is_a(key, "RSA"))
        return EVP_PKEY_get_bits(key) >= RSA_BITS_MIN
                   ? 0
                   : refuse(problem, path, "an RSA key of less than 2048 bits");
    if (!EVP_PKEY_is_a(key, "EC"))
        return refuse(problem, path, "neither an RSA, an EC nor an Ed25519 key");
    EVP_PKEY_get_group_name(key, group, sizeof group, NULL);
    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
        if (strcmp(group, curves[i]) == 0)
            return 0;
    }
    return refuse(problem, path, "an EC key on another curve than P-256, P-384 or P-521");
}

static int load_key(EVP_PKEY **out, const char *path, struct problem *problem)
{
    bool encrypted = false;
    if (check_permissions(path, problem) != 0)
        return -1;
    BIO *file = BIO_new_file(path, "r");
    if (file == NULL)
        return refuse_openssl(problem, path, "cannot be read");
    *out = PEM_read_bio_PrivateKey(file, NULL, no_password, &encrypted);
    BIO_free(file);
    if (*out != NULL)
        return check_strength(*out, path, problem);
    if (encrypted) {
        ERR_clear_error();
        return refuse(problem, path, "an encrypted key; the daemon has nobody to ask");
    }
    return refuse_openssl(problem, path, "no private key in PEM");
}

/* One protocol is spoken here; whoever offers protocols and not this one is told so. */
static int on_tls_alpn(SSL *ssl, const unsigned char **out, unsigned char *size,
                       const unsigned char *offered, unsigned offered_size, void *context)
{
    static const unsigned char ours[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char *chosen;
    (void)ssl;
    (void)context;
    if (SSL_select_next_proto(&chosen, size, ours, sizeof ours, offered, offered_size) !=
        OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

static int set_protocol(SSL_CTX *context)
{
    int groups[] = {NID_X25519, NID_X9_62_prime256v1, NID_secp384r1};
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_PRIORITIZE_CHACHA | SSL_OP_NO_COMPRESSION);
    /* Buffers go when nothing is in them: an idle connection is to cost little. A write that has
     * to be repeated comes from wherever the rest was kept. */
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, TICKETS);
    SSL_CTX_set_alpn_select_cb(context, on_tls_alpn, NULL);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
                   SSL_CTX_set_session_id_context(context, (const unsigned char *)"steerd", 6) ==
                       1 &&
                   SSL_CTX_set1_groups(context, groups, 3) == 1 &&
                   SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1
               ? 0
               : -1;
}

int tls_context_new(SSL_CTX **out, const char *certificate, const char *key,
                    struct problem *problem)
{
    EVP_PKEY *private_key = NULL;
    int result = -1;
    ERR_clear_error();
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (context == NULL || set_protocol(context) != 0)
        refuse_openssl(problem, "TLS", "cannot be set up");
    else if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1)
        refuse_openssl(problem, certificate, "no usable certificate chain in PEM");
    else if (load_key(&private_key, key, problem) != 0)
        result = -1;
    /* Of another type than the certificate, the key is taken, and missed only by the check. */
    else if (SSL_CTX_use_PrivateKey(context, private_key) != 1 ||
             SSL_CTX_check_private_key(context) != 1)
        refuse_openssl(problem, key, "not the key of the certificate");
    else
        result = 0;
    EVP_PKEY_free(private_key);
    if (result == 0)
        *out = context;
    else
        SSL_CTX_free(context);
    return result;
}
