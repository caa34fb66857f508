/* keyring.c - which keys there are, and whose. */
#include "auth/keyring.h"

#include "auth/key_files.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Another issuer whose tokens are accepted. */
struct issuer {
    char *issuer;
    char *audience;
    enum key_algorithm algorithm;
    struct keys keys;
};

struct keyring {
    struct keys own;
    const struct key *signing;
    struct issuer *others;
    size_t other_count;
    char *jwks;
};

static int refuse(struct problem *problem, const char *name, const char *why)
{
    return problem_set(problem, PROBLEM_CONFIGURATION, "keys: %s: %s", name, why);
}

/* "k1.pub.pem" -> "k1" when the ending is ".pub.pem"; false when the name is something else. */
static bool cut_ending(char id[KEY_ID_MAX + 1], const char *name, const char *ending)
{
    size_t size = strlen(name), tail = strlen(ending);
    if (size <= tail || size - tail > KEY_ID_MAX || strcmp(name + size - tail, ending) != 0)
        return false;
    memcpy(id, name, size - tail);
    id[size - tail] = '\0';
    return key_id_is_valid(id);
}

/* A private and a public file of one kid are one key, when they really are the same. */
static int add_key(struct keys *keys, struct key *key, struct problem *problem)
{
    const struct key *known = keys_find(keys, key->id);
    if (known != NULL) {
        bool same = key_same(known, key);
        int result = same ? 0 : refuse(problem, key->id, "two different keys of this name");
        key_clear(key);
        return result;
    }
    struct key *items = realloc(keys->items, (keys->count + 1) * sizeof *items);
    if (items == NULL) {
        key_clear(key);
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    }
    keys->items = items;
    keys->items[keys->count++] = *key;
    return 0;
}

static int load_key(struct keys *keys, int directory, const char *name, bool secret,
                    struct problem *problem)
{
    char *text = NULL;
    struct key key = {.handle = NULL};
    struct problem cause = PROBLEM_INIT;
    int result = -1;
    if (key_file_read(&text, directory, name, secret ? KEY_FILE_SECRET : KEY_FILE_PUBLIC,
                      problem) != 0)
        return -1;
    if ((secret ? key_read_private(&key, text, &cause) : key_read_public(&key, text, &cause)) != 0)
        problem_set(problem, cause.code, "keys: %s: %s", name, cause.note);
    else if (cut_ending(key.id, name, secret ? ".pem" : ".pub.pem"))
        result = add_key(keys, &key, problem);
    problem_clear(&cause);
    key_text_free(text);
    return result;
}

/* Private keys first, so that a public file beside one adds nothing. */
static int load_keys(struct keys *keys, int directory, bool secret, struct problem *problem)
{
    struct key_names names;
    char id[KEY_ID_MAX + 1];
    int result = 0;
    if (key_names_list(&names, directory, problem) != 0)
        return -1;
    for (size_t i = 0; i < names.count && result == 0; i++) {
        bool is_public = cut_ending(id, names.items[i], ".pub.pem");
        if (is_public ? !secret : secret && cut_ending(id, names.items[i], ".pem"))
            result = load_key(keys, directory, names.items[i], secret, problem);
    }
    key_names_free(&names);
    return result;
}

/* The one that DIR/active names, or the only one there is. */
static int choose_signing(struct keyring *keyring, int directory, struct problem *problem)
{
    char *active = NULL;
    size_t private_count = 0;
    if (key_file_read(&active, directory, "active", KEY_FILE_OPTIONAL, problem) != 0)
        return -1;
    if (active != NULL)
        active[strcspn(active, "\r\n")] = '\0';
    for (size_t i = 0; i < keyring->own.count; i++) {
        const struct key *key = &keyring->own.items[i];
        private_count += key->private_pem != NULL;
        if (key->private_pem != NULL && (active == NULL || strcmp(active, key->id) == 0))
            keyring->signing = key;
    }
    bool named = active != NULL;
    key_text_free(active);
    if (keyring->signing == NULL)
        return refuse(problem, named ? "active" : ".",
                      named ? "names no private key here" : "no private key");
    if (!named && private_count > 1)
        return refuse(problem, "active", "is needed: there are several private keys");
    return 0;
}

static int load_own(struct keyring *keyring, int directory, struct problem *problem)
{
    if (load_keys(&keyring->own, directory, true, problem) != 0 ||
        load_keys(&keyring->own, directory, false, problem) != 0)
        return -1;
    for (size_t i = 0; i < keyring->own.count; i++) {
        if (keyring->own.items[i].algorithm != KEY_ES256)
            return refuse(problem, keyring->own.items[i].id, "our own keys are EC P-256");
    }
    return choose_signing(keyring, directory, problem);
}

/* The value of the line `name = value`, in the place of its first and only occurrence. */
static char *setting(const char *text, const char *name)
{
    char *found = NULL;
    while (*text != '\0') {
        size_t size = strcspn(text, "\n"), word = strcspn(text, " \t=\n");
        size_t space = strspn(text + word, " \t");
        if (strlen(name) == word && memcmp(text, name, word) == 0 && text[word + space] == '=') {
            const char *value = text + word + space + 1;
            value += strspn(value, " \t");
            size_t length = strcspn(value, "\r\n");
            while (length > 0 && (value[length - 1] == ' ' || value[length - 1] == '\t'))
                length--;
            char *copy = strndup(value, length);
            /* Given twice: nobody can tell which is meant. */
            if (found != NULL || copy == NULL) {
                free(found);
                free(copy);
                return NULL;
            }
            found = copy;
        }
        text += size + (text[size] == '\n');
    }
    return found;
}

static int read_settings(struct issuer *issuer, int directory, const char *name,
                         struct problem *problem)
{
    char *text = NULL, *algorithm = NULL;
    int result = -1;
    if (key_file_read(&text, directory, "issuer.conf", KEY_FILE_PUBLIC, problem) != 0)
        return -1;
    issuer->issuer = setting(text, "issuer");
    issuer->audience = setting(text, "audience");
    algorithm = setting(text, "algorithm");
    if (issuer->issuer == NULL || issuer->audience == NULL || *issuer->issuer == '\0' ||
        *issuer->audience == '\0')
        refuse(problem, name, "issuer.conf needs one issuer and one audience");
    else if (algorithm == NULL || key_algorithm_from_text(&issuer->algorithm, algorithm) != 0)
        refuse(problem, name, "issuer.conf: algorithm is ES256 or RS256");
    else
        result = 0;
    free(algorithm);
    key_text_free(text);
    return result;
}

static int check_issuer(const struct issuer *issuer, const char *name, struct problem *problem)
{
    if (issuer->keys.count == 0)
        return refuse(problem, name, "has no <kid>.pub.pem");
    for (size_t i = 0; i < issuer->keys.count; i++) {
        if (issuer->keys.items[i].algorithm != issuer->algorithm)
            return refuse(problem, name, "has a key of another algorithm");
    }
    return 0;
}

static void clear_issuer(struct issuer *issuer)
{
    free(issuer->issuer);
    free(issuer->audience);
    keys_clear(&issuer->keys);
}

static int load_issuer(struct keyring *keyring, int parent, const char *name,
                       struct problem *problem)
{
    struct issuer issuer = {NULL, NULL, KEY_ES256, {NULL, 0}};
    int directory = key_directory_open(parent, name, problem);
    if (directory < 0)
        return -1;
    int result = read_settings(&issuer, directory, name, problem) == 0 &&
                         load_keys(&issuer.keys, directory, false, problem) == 0
                     ? check_issuer(&issuer, name, problem)
                     : -1;
    close(directory);
    for (size_t i = 0; i < keyring->other_count && result == 0; i++) {
        if (strcmp(keyring->others[i].issuer, issuer.issuer) == 0)
            result = refuse(problem, name, "another directory is of the same issuer");
    }
    if (result == 0)
        keyring->others[keyring->other_count++] = issuer;
    else
        clear_issuer(&issuer);
    return result;
}

static int load_each(struct keyring *keyring, int parent, const struct key_names *names,
                     struct problem *problem)
{
    keyring->other_count = 0;
    keyring->others = calloc(names->count + 1, sizeof *keyring->others);
    if (keyring->others == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    for (size_t i = 0; i < names->count; i++) {
        if (load_issuer(keyring, parent, names->items[i], problem) != 0)
            return -1;
    }
    return 0;
}

static int load_others(struct keyring *keyring, int directory, struct problem *problem)
{
    struct key_names names;
    int result = -1;
    if (faccessat(directory, "issuers", F_OK, 0) != 0)
        return 0;
    int parent = key_directory_open(directory, "issuers", problem);
    if (parent < 0)
        return -1;
    if (key_names_list(&names, parent, problem) == 0) {
        result = load_each(keyring, parent, &names, problem);
        key_names_free(&names);
    }
    close(parent);
    return result;
}

/* RFC 7517 §5; the key that signs stands first. Names of keys need no escapes. */
static int write_jwks(struct keyring *keyring, struct problem *problem)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    bool first = true;
    if (stream == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    fputs("{\"keys\":[", stream);
    for (size_t i = 0; i <= keyring->own.count; i++) {
        const struct key *key = i == 0 ? keyring->signing : &keyring->own.items[i - 1];
        char x[44] = "", y[44] = "";
        if ((i > 0 && key == keyring->signing) || key_coordinates(x, y, key) != 0)
            continue;
        fprintf(stream,
                "%s{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\","
                "\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}",
                first ? "" : ",", key->id, x, y);
        first = false;
    }
    fputs("]}", stream);
    if (fclose(stream) != 0) {
        free(text);
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    }
    keyring->jwks = text;
    return 0;
}

int keyring_load(struct keyring **out, const char *directory, struct problem *problem)
{
    int opened = key_directory_open(AT_FDCWD, directory, problem);
    if (opened < 0)
        return -1;
    struct keyring *keyring = calloc(1, sizeof *keyring);
    int result =
        keyring == NULL ? problem_set(problem, PROBLEM_INTERNAL, "out of memory")
        : load_own(keyring, opened, problem) == 0 && load_others(keyring, opened, problem) == 0
            ? write_jwks(keyring, problem)
            : -1;
    close(opened);
    if (result == 0)
        *out = keyring;
    else
        keyring_free(keyring);
    return result;
}

void keyring_free(struct keyring *keyring)
{
    if (keyring == NULL)
        return;
    for (size_t i = 0; i < keyring->other_count; i++)
        clear_issuer(&keyring->others[i]);
    keys_clear(&keyring->own);
    free(keyring->others);
    free(keyring->jwks);
    free(keyring);
}

const char *keyring_jwks(const struct keyring *keyring)
{
    return keyring->jwks;
}

const struct key *keyring_signing_key(const struct keyring *keyring)
{
    return keyring->signing;
}

const struct keys *keyring_keys(const struct keyring *keyring, const char *issuer,
                                const char *own_issuer, const char **audience)
{
    *audience = NULL;
    if (strcmp(issuer, own_issuer) == 0)
        return &keyring->own;
    for (size_t i = 0; i < keyring->other_count; i++) {
        const struct issuer *other = &keyring->others[i];
        if (strcmp(other->issuer, issuer) == 0) {
            *audience = other->audience;
            return &other->keys;
        }
    }
    return NULL;
}
