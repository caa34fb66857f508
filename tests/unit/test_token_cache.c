/* test_token_cache.c - verified tokens are remembered: until they expire, as many as there is room
 * for, the least recently used goes first. */
#include "token_forge.h"

static EVP_PKEY *ours, *stranger;
/* `keyring` verifies; `wrong` does not know the key: with it, only what is remembered passes. */
static struct keyring *keyring, *wrong;

static int set_up(void **state)
{
    struct problem problem = PROBLEM_INIT;
    (void)state;
    ours = EVP_EC_gen("P-256");
    stranger = EVP_EC_gen("P-256");
    forge_directory_new();
    forge_write_private("k1.pem", stranger);
    if (keyring_load(&wrong, forge_directory, &problem) != 0)
        return -1;
    forge_write_private("k1.pem", ours);
    return keyring_load(&keyring, forge_directory, &problem);
}

static int tear_down(void **state)
{
    (void)state;
    keyring_free(keyring);
    keyring_free(wrong);
    EVP_PKEY_free(ours);
    EVP_PKEY_free(stranger);
    forge_directory_remove();
    return 0;
}

static struct token_cache *new_cache(size_t entries)
{
    struct problem problem = PROBLEM_INIT;
    struct token_cache *cache = NULL;
    assert_int_equal(token_cache_new(&cache, entries, &problem), 0);
    return cache;
}

/* Token number n: all good, all different. */
static const char *token_of(unsigned n)
{
    static char tokens[24][FORGE_ROOM / 8];
    char jti[16];
    assert_true(n < sizeof tokens / sizeof *tokens);
    if (tokens[n][0] == '\0') {
        snprintf(jti, sizeof jti, "\"%u\"", n);
        forge_token(tokens[n], ours, FORGE_HEADER, forge_payload("jti", jti));
    }
    return tokens[n];
}

static int ask_at(struct token_cache *cache, const char *token, int64_t now,
                  const struct keyring *with)
{
    struct problem problem = PROBLEM_INIT;
    struct principal principal;
    int result = token_cache_verify(&principal, cache, token, strlen(token), now, with,
                                    &forge_rules, &problem);
    if (result == 0) {
        assert_string_equal(principal.client, "so-khcn");
        assert_int_equal(principal.expires_at, FORGE_NOW + 600);
    } else {
        assert_int_equal(problem.code, PROBLEM_INVALID_TOKEN);
    }
    problem_clear(&problem);
    return result;
}

static bool is_remembered(struct token_cache *cache, const char *token)
{
    return ask_at(cache, token, FORGE_NOW, wrong) == 0;
}

static void a_verified_token_is_remembered(void **state)
{
    struct token_cache *cache = new_cache(8);
    (void)state;
    assert_false(is_remembered(cache, token_of(0)));
    assert_int_equal(ask_at(cache, token_of(0), FORGE_NOW, keyring), 0);
    assert_true(is_remembered(cache, token_of(0)));
    assert_true(is_remembered(cache, token_of(0)));
    assert_false(is_remembered(cache, token_of(1)));
    token_cache_clear(cache);
    assert_false(is_remembered(cache, token_of(0)));
    token_cache_free(cache);
}

static void a_refused_token_is_not_remembered(void **state)
{
    struct token_cache *cache = new_cache(8);
    (void)state;
    assert_int_equal(ask_at(cache, token_of(0), FORGE_NOW, wrong), -1);
    assert_int_equal(ask_at(cache, token_of(0), FORGE_NOW, wrong), -1);
    assert_int_equal(ask_at(cache, token_of(0), FORGE_NOW, keyring), 0);
    token_cache_free(cache);
}

static void a_remembered_token_expires_all_the_same(void **state)
{
    struct token_cache *cache = new_cache(8);
    (void)state;
    assert_int_equal(ask_at(cache, token_of(0), FORGE_NOW, keyring), 0);
    assert_int_equal(ask_at(cache, token_of(0), FORGE_NOW + 659, wrong), 0);
    assert_int_equal(ask_at(cache, token_of(0), FORGE_NOW + 660, keyring), -1);
    /* It is gone for good, should the clock go back. */
    assert_int_equal(ask_at(cache, token_of(0), FORGE_NOW + 1, wrong), -1);
    token_cache_free(cache);
}

static void no_flip_of_a_remembered_token_is_taken_for_it(void **state)
{
    struct token_cache *cache = new_cache(8);
    char token[FORGE_ROOM];
    (void)state;
    strcpy(token, token_of(0));
    assert_int_equal(ask_at(cache, token, FORGE_NOW, keyring), 0);
    for (size_t bit = 0; bit < strlen(token_of(0)) * 8; bit += 3) {
        struct problem problem = PROBLEM_INIT;
        struct principal principal;
        token[bit / 8] = (char)(token[bit / 8] ^ (1 << bit % 8));
        assert_int_equal(token_cache_verify(&principal, cache, token, strlen(token_of(0)),
                                            FORGE_NOW, keyring, &forge_rules, &problem),
                         -1);
        problem_clear(&problem);
        token[bit / 8] = (char)(token[bit / 8] ^ (1 << bit % 8));
    }
    assert_true(is_remembered(cache, token));
    token_cache_free(cache);
}

static void the_least_recently_used_goes_first(void **state)
{
    struct token_cache *cache = new_cache(2);
    (void)state;
    assert_int_equal(ask_at(cache, token_of(0), FORGE_NOW, keyring), 0);
    assert_int_equal(ask_at(cache, token_of(1), FORGE_NOW, keyring), 0);
    assert_true(is_remembered(cache, token_of(0)));
    assert_int_equal(ask_at(cache, token_of(2), FORGE_NOW, keyring), 0);
    assert_true(is_remembered(cache, token_of(0)));
    assert_false(is_remembered(cache, token_of(1)));
    assert_true(is_remembered(cache, token_of(2)));
    token_cache_free(cache);
}

static void room_for_one_is_enough(void **state)
{
    struct token_cache *cache = new_cache(1);
    (void)state;
    for (unsigned i = 0; i < 6; i++) {
        assert_int_equal(ask_at(cache, token_of(i % 3), FORGE_NOW, keyring), 0);
        assert_true(is_remembered(cache, token_of(i % 3)));
        assert_false(is_remembered(cache, token_of((i + 1) % 3)));
    }
    token_cache_free(cache);
}

/* A list in order of use, the plain way. */
struct model {
    unsigned items[24];
    size_t count;
};

static bool model_use(struct model *model, unsigned item, size_t room, bool add)
{
    size_t at = 0;
    while (at < model->count && model->items[at] != item)
        at++;
    bool found = at < model->count;
    if (!found && !add)
        return false;
    if (!found)
        at = model->count < room ? model->count++ : room - 1;
    memmove(model->items + 1, model->items, at * sizeof *model->items);
    model->items[0] = item;
    return found;
}

static void any_sequence_of_uses_keeps_the_newest(void **state)
{
    const size_t room = 5;
    struct token_cache *cache = new_cache(room);
    struct model model = {.count = 0};
    uint32_t random = 20250612;
    (void)state;
    for (unsigned step = 0; step < 1500; step++) {
        random = random * 1664525 + 1013904223;
        unsigned item = (random >> 16) % 9;
        bool verify = (random >> 26) % 2 == 0;
        bool known = model_use(&model, item, room, verify);
        int result = ask_at(cache, token_of(item), FORGE_NOW, verify ? keyring : wrong);
        assert_int_equal(result, verify || known ? 0 : -1);
        if (step % 400 == 399) {
            token_cache_clear(cache);
            model.count = 0;
        }
    }
    token_cache_free(cache);
}

static void a_cache_of_no_size_is_refused(void **state)
{
    struct problem problem = PROBLEM_INIT;
    struct token_cache *cache = NULL;
    (void)state;
    assert_int_equal(token_cache_new(&cache, 0, &problem), -1);
    assert_int_equal(problem.code, PROBLEM_CONFIGURATION);
    assert_null(cache);
    problem_clear(&problem);
    token_cache_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verified_token_is_remembered),
        cmocka_unit_test(a_refused_token_is_not_remembered),
        cmocka_unit_test(a_remembered_token_expires_all_the_same),
        cmocka_unit_test(no_flip_of_a_remembered_token_is_taken_for_it),
        cmocka_unit_test(the_least_recently_used_goes_first),
        cmocka_unit_test(room_for_one_is_enough),
        cmocka_unit_test(any_sequence_of_uses_keeps_the_newest),
        cmocka_unit_test(a_cache_of_no_size_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
