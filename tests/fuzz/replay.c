/* replay.c - runs a fuzz harness without libFuzzer: every file of the corpus as it is, and then
 * thousands of seeded variations of it, the same in every run.
 *
 * Usage: fuzz_NAME CORPUS-DIRECTORY [VARIATIONS-PER-FILE [SEED]] */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MAX = 65536, FILES_MAX = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    uint8_t *data; /* of INPUT_MAX bytes */
    size_t size;
};

static uint64_t seed;

static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static size_t random_below(size_t end)
{
    return end > 0 ? (size_t)(next_random() % end) : 0;
}

/* The harness gets exactly these bytes, in memory of their own: reading past them is seen. */
static void run(const struct input *input)
{
    uint8_t *exact = malloc(input->size > 0 ? input->size : 1);
    memcpy(exact, input->data, input->size);
    LLVMFuzzerTestOneInput(exact, input->size);
    free(exact);
}

/* Makes room at `at`, or takes bytes away from there. */
static void resize(struct input *input, size_t at, size_t insert, size_t cut)
{
    if (input->size + insert > INPUT_MAX)
        return;
    cut = cut < input->size - at ? cut : input->size - at;
    memmove(input->data + at + insert, input->data + at + cut, input->size - at - cut);
    input->size += insert;
    input->size -= cut;
}

static void vary(struct input *input, const struct input *other)
{
    size_t at = random_below(input->size + 1);
    size_t length = 1 + random_below(8);
    size_t from = random_below(other->size);
    size_t take = random_below(other->size - from + 1);
    if (take > 64)
        take = 64;
    switch (random_below(6)) {
    case 0:
        if (at < input->size)
            input->data[at] = (uint8_t)next_random();
        break;
    case 1:
        if (at < input->size)
            input->data[at] ^= (uint8_t)(1u << random_below(8));
        break;
    case 2:
        resize(input, at, 0, length);
        break;
    case 3:
        if (input->size + length <= INPUT_MAX) {
            resize(input, at, length, 0);
            memset(input->data + at, (int)random_below(256), length);
        }
        break;
    default: /* a piece of another input, which knows the words of the format */
        if (input->size + take <= INPUT_MAX) {
            resize(input, at, take, 0);
            memcpy(input->data + at, other->data + from, take);
        }
        break;
    }
}

static int load(struct input *inputs, const char *directory)
{
    struct dirent **names;
    int found = scandir(directory, &names, NULL, alphasort);
    int count = 0;
    for (int i = 0; i < found; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", directory, names[i]->d_name);
        FILE *file = names[i]->d_name[0] != '.' && count < FILES_MAX ? fopen(path, "r") : NULL;
        if (file != NULL) {
            inputs[count].data = malloc(INPUT_MAX);
            inputs[count].size = fread(inputs[count].data, 1, INPUT_MAX, file);
            count++;
            fclose(file);
        }
        free(names[i]);
    }
    if (found >= 0)
        free(names);
    return count;
}

int main(int argc, char **argv)
{
    static struct input inputs[FILES_MAX];
    struct input varied = {malloc(INPUT_MAX), 0};
    unsigned long variations = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    int count = argc > 1 ? load(inputs, argv[1]) : 0;
    seed = argc > 3 ? strtoull(argv[3], NULL, 10) | 1 : 20250612;
    if (count == 0) {
        fprintf(stderr, "%s: no corpus\n", argv[0]);
        return 1;
    }
    for (int i = 0; i < count; i++)
        run(&inputs[i]);
    for (unsigned long i = 0; i < variations * (unsigned long)count; i++) {
        const struct input *from = &inputs[i % (unsigned long)count];
        varied.size = from->size;
        memcpy(varied.data, from->data, from->size);
        for (size_t k = 1 + random_below(4); k > 0; k--)
            vary(&varied, &inputs[random_below((size_t)count)]);
        run(&varied);
    }
    printf("%s: %d files, %lu variations\n", argv[0], count, variations * (unsigned long)count);
    for (int i = 0; i < count; i++)
        free(inputs[i].data);
    free(varied.data);
    return 0;
}
