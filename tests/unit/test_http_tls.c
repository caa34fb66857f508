/* test_http_tls.c - TLS on the edge: versions, faults of the files, deadlines, reload, large
 * answers. */
#include "http_edge.h"

#include "http/tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/resource.h>
#include <sys/stat.h>

static char directory[] = "/tmp/steerd-tls-XXXXXX";

static const char *path_of(const char *name)
{
    static char paths[4][200];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", directory, name);
    return path;
}

static EVP_PKEY *key_write(const char *name, EVP_PKEY *key, char *password)
{
    FILE *file = fopen(path_of(name), "w");
    assert_int_equal(PEM_write_PrivateKey(file, key, password != NULL ? EVP_aes_256_cbc() : NULL,
                                          NULL, 0, NULL, password),
                     1);
    fclose(file);
    chmod(path_of(name), 0600);
    return key;
}

static void certificate_write(const char *name, EVP_PKEY *key, const char *host)
{
    X509 *certificate = X509_new();
    FILE *file = fopen(path_of(name), "w");
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME *subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, (const unsigned char *)host, -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    assert_true(X509_sign(certificate, key, EVP_sha256()) > 0);
    PEM_write_X509(file, certificate);
    fclose(file);
    X509_free(certificate);
}

static int make_files(void **state)
{
    EVP_PKEY *first, *second;
    char password[] = "password";
    (void)state;
    if (mkdtemp(directory) == NULL)
        return -1;
    first = key_write("first.key", EVP_EC_gen("P-256"), NULL);
    second = key_write("second.key", EVP_RSA_gen(2048), NULL);
    certificate_write("first.pem", first, "first");
    certificate_write("second.pem", second, "second");
    key_write("encrypted.key", first, password);
    EVP_PKEY_free(key_write("short.key", EVP_RSA_gen(1024), NULL));
    EVP_PKEY_free(key_write("curve.key", EVP_EC_gen("secp256k1"), NULL));
    EVP_PKEY_free(first);
    EVP_PKEY_free(second);
    FILE *junk = fopen(path_of("junk"), "w");
    fputs("-----BEGIN NOTHING-----\n", junk);
    fclose(junk);
    chmod(path_of("junk"), 0600);
    return 0;
}

static int remove_files(void **state)
{
    static const char *const names[] = {"first.key",     "second.key", "first.pem", "second.pem",
                                        "encrypted.key", "short.key",  "curve.key", "junk"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(path_of(names[i]));
    return rmdir(directory);
}

static SSL_CTX *context_of(const char *name)
{
    struct problem problem = PROBLEM_INIT;
    char certificate[40], key[40];
    SSL_CTX *context = NULL;
    snprintf(certificate, sizeof certificate, "%s.pem", name);
    snprintf(key, sizeof key, "%s.key", name);
    assert_int_equal(tls_context_new(&context, path_of(certificate), path_of(key), &problem), 0);
    return context;
}

static void a_fault_of_the_files_is_named(void **state)
{
    static const struct {
        const char *certificate, *key;
        unsigned mode;
        const char *word;
    } rows[] = {
        {"missing.pem", "first.key", 0600, "no usable certificate chain"},
        {"junk", "first.key", 0600, "no usable certificate chain"},
        {"first.pem", "missing.key", 0600, "No such file"},
        {"first.pem", "junk", 0600, "no private key"},
        {"first.pem", "encrypted.key", 0600, "encrypted"},
        {"first.pem", "second.key", 0600, "not the key of the certificate"},
        {"first.pem", "short.key", 0600, "less than 2048"},
        {"first.pem", "curve.key", 0600, "another curve"},
        {"first.pem", "first.key", 0644, "chmod"},
        {"first.pem", "first.key", 0660, "chmod"},
        {"first.pem", "first.key", 0640, NULL},
        {"first.pem", "first.key", 0600, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct problem problem = PROBLEM_INIT;
        SSL_CTX *context = NULL;
        chmod(path_of(rows[i].key), rows[i].mode);
        int result =
            tls_context_new(&context, path_of(rows[i].certificate), path_of(rows[i].key), &problem);
        if (result != (rows[i].word != NULL ? -1 : 0))
            fail_msg("row %zu: %d", i, result);
        if (rows[i].word != NULL) {
            assert_int_equal(problem.code, PROBLEM_CONFIGURATION);
            if (strstr(problem.note, rows[i].word) == NULL)
                fail_msg("row %zu: %s", i, problem.note);
            assert_null(context);
        }
        SSL_CTX_free(context);
        problem_clear(&problem);
    }
}

struct tls_client {
    SSL_CTX *context;
    SSL *ssl;
    int fd;
    char *data;
    size_t size;
    bool failed;
};

static struct tls_client client_new(int version, const char *alpn)
{
    struct tls_client client = {.context = SSL_CTX_new(TLS_client_method()),
                                .fd = edge_connect(),
                                .data = malloc(ANSWER_MAX + 1)};
    SSL_CTX_set_security_level(client.context, 0);
    SSL_CTX_set_cipher_list(client.context, "ALL:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(client.context, version);
    SSL_CTX_set_max_proto_version(client.context, version);
    SSL_CTX_set_mode(client.context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    client.ssl = SSL_new(client.context);
    if (alpn != NULL)
        SSL_set_alpn_protos(client.ssl, (const unsigned char *)alpn, (unsigned)strlen(alpn));
    SSL_set_fd(client.ssl, client.fd);
    SSL_set_connect_state(client.ssl);
    return client;
}

static void client_free(struct tls_client *client)
{
    SSL_free(client->ssl);
    SSL_CTX_free(client->context);
    close(client->fd);
    free(client->data);
}

/* What a call to OpenSSL returned: true when done; notes a failure that waiting does not mend. */
static bool client_result(struct tls_client *client, int result)
{
    int why = result > 0 ? SSL_ERROR_NONE : SSL_get_error(client->ssl, result);
    client->failed |=
        why != SSL_ERROR_NONE && why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE;
    return why == SSL_ERROR_NONE;
}

static bool client_connects(struct tls_client *client)
{
    ERR_clear_error();
    EDGE_UNTIL(client_result(client, SSL_do_handshake(client->ssl)) || client->failed);
    return !client->failed;
}

static void client_say(struct tls_client *client, const char *data, size_t size)
{
    while (size > 0 && !client->failed) {
        int sent = SSL_write(client->ssl, data, (int)size);
        if (client_result(client, sent)) {
            data += sent;
            size -= (size_t)sent;
        }
        edge_turn();
    }
}

static bool client_has(struct tls_client *client, const char *text)
{
    int count =
        SSL_read(client->ssl, client->data + client->size, (int)(ANSWER_MAX - client->size));
    if (client_result(client, count))
        client->size += (size_t)count;
    client->data[client->size] = '\0';
    return strstr(client->data, text) != NULL;
}

static const char get[] = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

static bool asks(struct tls_client *client)
{
    client_say(client, get, sizeof get - 1);
    EDGE_UNTIL(client_has(client, "GET /x 0") || client->failed);
    return !client->failed;
}

static void tls_1_2_and_1_3_are_spoken_and_nothing_older(void **state)
{
    static const struct {
        int version;
        bool spoken;
    } rows[] = {{TLS1_VERSION, false},
                {TLS1_1_VERSION, false},
                {TLS1_2_VERSION, true},
                {TLS1_3_VERSION, true}};
    SSL_CTX *context = context_of("first");
    (void)state;
    edge_start_tls(&case_limits, context);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tls_client client = client_new(rows[i].version, NULL);
        assert_int_equal(client_connects(&client), rows[i].spoken);
        if (rows[i].spoken)
            assert_true(asks(&client));
        client_free(&client);
    }
    edge_stop();
    SSL_CTX_free(context);
}

static void http_1_1_is_the_one_protocol(void **state)
{
    SSL_CTX *context = context_of("second");
    const unsigned char *chosen;
    unsigned size;
    (void)state;
    edge_start_tls(&case_limits, context);
    struct tls_client both = client_new(TLS1_3_VERSION, "\2h2\10http/1.1");
    assert_true(client_connects(&both));
    SSL_get0_alpn_selected(both.ssl, &chosen, &size);
    assert_int_equal(size, 8);
    struct tls_client other = client_new(TLS1_3_VERSION, "\2h2");
    assert_false(client_connects(&other));
    client_free(&both);
    client_free(&other);
    edge_stop();
    SSL_CTX_free(context);
}

static void a_handshake_has_a_deadline(void **state)
{
    struct http_limits limits = case_limits;
    SSL_CTX *context = context_of("first");
    (void)state;
    limits.handshake_ms = 100;
    edge_start_tls(&limits, context);
    struct edge_client silent = edge_client_new();
    struct edge_client half = edge_client_new();
    int64_t began = edge_now();
    edge_client_send(&half, "\x16\x03\x01", 3);
    EDGE_UNTIL(edge_client_ended(&silent) && edge_client_ended(&half));
    assert_true(edge_now() - began >= 80);
    assert_int_equal(edge_stats().requests, 0);
    edge_client_free(&silent);
    edge_client_free(&half);
    edge_stop();
    SSL_CTX_free(context);
}

static void plain_http_on_a_tls_port_is_not_answered_as_http(void **state)
{
    SSL_CTX *context = context_of("first");
    (void)state;
    edge_start_tls(&case_limits, context);
    struct edge_client client = edge_client_new();
    edge_client_say(&client, get);
    EDGE_UNTIL(edge_client_ended(&client));
    assert_null(strstr(client.data, "HTTP/"));
    assert_int_equal(edge_stats().requests, 0);
    edge_client_free(&client);
    edge_stop();
    SSL_CTX_free(context);
}

static const char *name_seen(struct tls_client *client)
{
    static char name[64];
    X509 *certificate = SSL_get1_peer_certificate(client->ssl);
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name,
                              sizeof name);
    X509_free(certificate);
    return name;
}

static void a_new_certificate_is_for_new_connections(void **state)
{
    SSL_CTX *old = context_of("first"), *fresh = context_of("second");
    (void)state;
    edge_start_tls(&case_limits, old);
    struct tls_client before = client_new(TLS1_3_VERSION, NULL);
    assert_true(client_connects(&before));
    assert_string_equal(name_seen(&before), "first");
    http_server_tls(edge.server, fresh);
    SSL_CTX_free(old);
    struct tls_client after = client_new(TLS1_3_VERSION, NULL);
    assert_true(client_connects(&after));
    assert_string_equal(name_seen(&after), "second");
    assert_true(asks(&before));
    assert_true(asks(&after));
    client_free(&before);
    client_free(&after);
    edge_stop();
    SSL_CTX_free(fresh);
}

static void large_answers_and_bodies_pass(void **state)
{
    enum { SIZE = 900000 };
    char *body = malloc(SIZE);
    static const char head[] = "POST /sum HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n";
    static const char big[] = "GET /big?1000000 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    SSL_CTX *context = context_of("first");
    (void)state;
    memset(body, 1, SIZE);
    edge_start_tls(&case_limits, context);
    edge.body_limit = SIZE;
    struct tls_client client = client_new(TLS1_3_VERSION, NULL);
    assert_true(client_connects(&client));
    client_say(&client, head, sizeof head - 1);
    client_say(&client, body, SIZE);
    EDGE_UNTIL(client_has(&client, "size 900000 sum 900000."));
    client.size = 0;
    client_say(&client, big, sizeof big - 1);
    /* The end is announced by TLS itself: nobody can cut the answer short unseen. */
    EDGE_UNTIL(client_has(&client, "nothing of the kind") || client.failed);
    assert_int_equal(SSL_get_shutdown(client.ssl) & SSL_RECEIVED_SHUTDOWN, SSL_RECEIVED_SHUTDOWN);
    assert_true(client.size > 1000000 && client.size < 1000400);
    assert_int_equal(client.data[client.size - 1], 'b');
    client_free(&client);
    edge_stop();
    SSL_CTX_free(context);
    free(body);
}

static void many_requests_in_one_record_are_all_answered(void **state)
{
    enum { REQUESTS = 300 };
    static char all[REQUESTS * 40];
    char text[40];
    SSL_CTX *context = context_of("first");
    (void)state;
    edge_start_tls(&case_limits, context);
    struct tls_client client = client_new(TLS1_3_VERSION, NULL);
    assert_true(client_connects(&client));
    for (int i = 0; i < REQUESTS; i++) {
        snprintf(text, sizeof text, "GET /%d HTTP/1.1\r\nHost: a\r\n\r\n", i);
        strcat(all, text);
    }
    client_say(&client, all, strlen(all));
    EDGE_UNTIL(client_has(&client, "GET /299 0"));
    assert_int_equal(edge_stats().answered, REQUESTS);
    client_free(&client);
    edge_stop();
    SSL_CTX_free(context);
}

static void a_fault_is_answered_under_tls_too(void **state)
{
    SSL_CTX *context = context_of("first");
    (void)state;
    edge_start_tls(&case_limits, context);
    struct tls_client client = client_new(TLS1_2_VERSION, NULL);
    assert_true(client_connects(&client));
    client_say(&client, "GET / HTTP/1.1\r\n\r\n", 18);
    EDGE_UNTIL(client_has(&client, "bad-request"));
    assert_int_equal(strncmp(client.data, "HTTP/1.1 400 ", 13), 0);
    client_free(&client);
    edge_stop();
    SSL_CTX_free(context);
}

static void over_the_cap_there_is_no_handshake(void **state)
{
    struct http_limits limits = case_limits;
    SSL_CTX *context = context_of("first");
    (void)state;
    limits.connections = 1;
    edge_start_tls(&limits, context);
    struct tls_client client = client_new(TLS1_3_VERSION, NULL);
    assert_true(client_connects(&client));
    struct edge_client more = edge_client_new();
    EDGE_UNTIL(edge_client_ended(&more));
    assert_int_equal(edge_stats().refused, 1);
    edge_client_free(&more);
    client_free(&client);
    edge_stop();
    SSL_CTX_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_of_the_files_is_named),
        cmocka_unit_test(tls_1_2_and_1_3_are_spoken_and_nothing_older),
        cmocka_unit_test(http_1_1_is_the_one_protocol),
        cmocka_unit_test(a_handshake_has_a_deadline),
        cmocka_unit_test(plain_http_on_a_tls_port_is_not_answered_as_http),
        cmocka_unit_test(a_new_certificate_is_for_new_connections),
        cmocka_unit_test(large_answers_and_bodies_pass),
        cmocka_unit_test(many_requests_in_one_record_are_all_answered),
        cmocka_unit_test(a_fault_is_answered_under_tls_too),
        cmocka_unit_test(over_the_cap_there_is_no_handshake),
    };
    return cmocka_run_group_tests_name("TLS on the edge", tests, make_files, remove_files);
}
