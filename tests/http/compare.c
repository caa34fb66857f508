/* compare.c - our parser beside llhttp and http_parser on seeded variations of the raw cases.
 *
 * Usage: compare CASES-DIRECTORY COUNT SEED ACCEPTED-FILE
 * The directory holds the bytes of one case a file. Whenever our parser takes a request, the oracle
 * must take it too, with the same method, target and body and ending at the same byte; that we are
 * stricter is no fault. What we took is written to ACCEPTED-FILE, for oracle_h11.py to judge: for
 * each request three numbers of four bytes (size of the input, end of the request, size of its
 * body), the input from the request line on, and the body.
 *
 * Where an oracle knows fewer methods than any (RFC 9110 lets a server hear of new ones), the
 * method is replaced by POST before it is asked; this changes no framing. Known faults of the
 * oracles are excused, and counted: see excused(). */
#include "http/parser.h"
#include "oracle.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS_MAX = 512 };

static struct oracle_bytes seeds[SEEDS_MAX];
static size_t seed_count;
static size_t good[SEEDS_MAX], good_count; /* seeds from which our parser takes a request */
static uint64_t state;
static unsigned long disagreements, excuses;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static size_t below(size_t end)
{
    return end > 0 ? (size_t)(next_random() % end) : 0;
}

void oracle_append(struct oracle_bytes *bytes, const char *data, size_t size)
{
    if (size > sizeof bytes->data - bytes->size)
        size = sizeof bytes->data - bytes->size;
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
}

static void print_escaped(const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (data[i] >= 0x20 && data[i] < 0x7F)
            putchar(data[i]);
        else
            printf("\\x%02X", (unsigned)(unsigned char)data[i]);
    }
    putchar('\n');
}

static bool same(const struct oracle_bytes *bytes, struct http_text text)
{
    return bytes->size == text.size && memcmp(bytes->data, text.data, text.size) == 0;
}

/* http_parser 2.9.4 takes every name that begins with Transfer-Encoding for that field: where it
 * then misses the coding, or the length beside it, it is wrong (RFC 9110 section 5.1). llhttp 8.1.0
 * lets no further extension follow one with a quoted value (RFC 9112 section 7.1.1). */
static bool excused(const char *oracle, const struct oracle_bytes *input,
                    const struct http_request *request)
{
    if (strcmp(oracle, "llhttp") == 0)
        return memmem(input->data, input->size, "\";", 2) != NULL;
    for (unsigned i = 0; i < request->field_count; i++) {
        struct http_text name = request->fields[i].name;
        if (name.size > 17 && strncasecmp(name.data, "transfer-encoding", 17) == 0)
            return true;
    }
    return false;
}

static void judge(const char *oracle, const struct verdict *verdict,
                  const struct oracle_bytes *input, size_t end, const struct http_request *request)
{
    if (verdict->complete && verdict->end == end && same(&verdict->target, request->target) &&
        same(&verdict->body, request->body))
        return;
    if (excused(oracle, input, request)) {
        excuses++;
        return;
    }
    printf("%s disagrees: %s, end %zu (ours %zu), body %zu (ours %zu):\n  ", oracle, verdict->why,
           verdict->end, end, verdict->body.size, request->body.size);
    print_escaped(input->data, input->size);
    disagreements++;
}

static void write_accepted(FILE *file, const struct oracle_bytes *input, size_t end,
                           struct http_text body)
{
    const uint32_t numbers[3] = {(uint32_t)input->size, (uint32_t)end, (uint32_t)body.size};
    fwrite(numbers, sizeof numbers, 1, file);
    fwrite(input->data, 1, input->size, file);
    fwrite(body.data, 1, body.size, file);
}

/* The bytes from the request line on, with a method every oracle knows. */
static size_t for_oracles(struct oracle_bytes *out, const struct http_parser *parser,
                          const struct oracle_bytes *input, const struct http_request *request)
{
    size_t method = request->method_name.size;
    const char *rest = input->data + parser->start + method;
    out->size = 0;
    if (request->method == HTTP_METHOD_OTHER)
        oracle_append(out, "POST", 4);
    else
        oracle_append(out, request->method_name.data, method);
    size_t moved = parser->start + method - out->size;
    oracle_append(out, rest, input->size - (size_t)(rest - input->data));
    return moved;
}

/* Reads all requests of the input as a connection would. Returns how many were taken. */
static unsigned compare(const struct oracle_bytes *input, const struct http_limits *limits,
                        FILE *file)
{
    static struct oracle_bytes left, decoded, asked;
    unsigned taken = 0;
    left = *input;
    for (bool close = false; !close && left.size > 0;) {
        struct http_parser parser;
        struct http_request request;
        http_parser_start(&parser, limits, false);
        decoded = left;
        enum http_progress progress = http_parser_run(&parser, decoded.data, decoded.size);
        if (progress == HTTP_PROGRESS_HEAD)
            progress = http_parser_run(&parser, decoded.data, decoded.size);
        if (progress != HTTP_PROGRESS_COMPLETE)
            break;
        http_parser_request(&parser, decoded.data, &request);
        static struct verdict verdicts[2];
        memset(verdicts, 0, sizeof verdicts);
        size_t end = parser.at - for_oracles(&asked, &parser, &left, &request);
        ask_llhttp(&verdicts[0], asked.data, asked.size);
        ask_http_parser(&verdicts[1], asked.data, asked.size);
        judge("llhttp", &verdicts[0], &asked, end, &request);
        judge("http_parser", &verdicts[1], &asked, end, &request);
        write_accepted(file, &asked, end, request.body);
        taken++;
        close = parser.close;
        left.size -= parser.at;
        memmove(left.data, left.data + parser.at, left.size);
    }
    return taken;
}

static void splice(struct oracle_bytes *input, size_t at, size_t cut, const char *data, size_t size)
{
    if (cut > input->size - at)
        cut = input->size - at;
    if (input->size - cut + size > sizeof input->data)
        return;
    memmove(input->data + at + size, input->data + at + cut, input->size - at - cut);
    memcpy(input->data + at, data, size);
    input->size = input->size - cut + size;
}

/* The place after some line end, where whole lines can be put. */
static size_t line_start(const struct oracle_bytes *input)
{
    size_t at = below(input->size);
    while (at < input->size && (at < 2 || memcmp(input->data + at - 2, "\r\n", 2) != 0))
        at++;
    return at;
}

/* What variations are made of: lines and pieces of the grammar, and the bytes that trip readers. */
static const char *const words[] = {"Content-Length: 5\r\n",
                                    "Content-Length: 0\r\n",
                                    "content-length:\t5\r\n",
                                    "Content-Length: +5\r\n",
                                    "Transfer-Encoding: chunked\r\n",
                                    "Transfer-Encoding: gzip, chunked\r\n",
                                    "transfer-encoding: CHUNKED\r\n",
                                    "Transfer-Encoding:\r\n chunked\r\n",
                                    "Connection: close\r\n",
                                    "Connection: upgrade\r\nUpgrade: x\r\n",
                                    "Expect: 100-continue\r\n",
                                    "Host: a\r\n",
                                    "X: y\r\n",
                                    "X:\r\n",
                                    " folded\r\n",
                                    "5\r\nhello\r\n",
                                    "0\r\n\r\n",
                                    "1;a=b\r\nx\r\n",
                                    "00\r\n",
                                    "hello",
                                    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                                    "HTTP/1.0",
                                    "\r\n",
                                    "\n",
                                    "\r",
                                    "\t",
                                    " ",
                                    ":",
                                    ";",
                                    ",",
                                    "x"};
static const char bytes[] = "\0\t\n\r\x0B\x0C !\",/0159:;=?AZaz[]{}\x7F\x80\xA0\xFF";

static void vary(struct oracle_bytes *input)
{
    const struct oracle_bytes *other = &seeds[below(seed_count)];
    const char *word = words[below(sizeof words / sizeof *words)];
    size_t at = below(input->size + 1);
    size_t from = below(other->size), size = below(40);
    switch (below(8)) {
    case 0:
        splice(input, at, 1, &bytes[below(sizeof bytes - 1)], 1);
        break;
    case 1:
        splice(input, at, 0, &bytes[below(sizeof bytes - 1)], 1);
        break;
    case 2:
        splice(input, at, 1 + below(4), "", 0);
        break;
    case 3:
        splice(input, at, 0, word, strlen(word));
        break;
    case 4:
        splice(input, at, 0, other->data + from,
               size < other->size - from ? size : other->size - from);
        break;
    case 5: /* one request behind another */
        oracle_append(input, other->data, other->size);
        break;
    default:
        splice(input, line_start(input), 0, word, strlen(word));
        break;
    }
}

static void load(const char *directory)
{
    struct dirent **names;
    int found = scandir(directory, &names, NULL, alphasort);
    for (int i = 0; i < found; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", directory, names[i]->d_name);
        FILE *file = names[i]->d_name[0] != '.' && seed_count < SEEDS_MAX ? fopen(path, "r") : NULL;
        if (file != NULL) {
            seeds[seed_count].size = fread(seeds[seed_count].data, 1, 2048, file);
            seed_count += seeds[seed_count].size > 0 ? 1 : 0;
            fclose(file);
        }
        free(names[i]);
    }
    if (found >= 0)
        free(names);
}

int main(int argc, char **argv)
{
    static const struct http_limits limits = {.request_line = 4096, .headers = 8192, .body = 8192};
    static struct oracle_bytes input;
    unsigned long taken = 0, with_any = 0;
    if (argc != 5)
        return 2;
    load(argv[1]);
    unsigned long count = strtoul(argv[2], NULL, 10) + seed_count;
    state = strtoull(argv[3], NULL, 10) | 1;
    FILE *file = fopen(argv[4], "w");
    if (file == NULL || seed_count == 0)
        return 2;
    for (unsigned long i = 0; i < count; i++) {
        bool as_it_is = i < seed_count;
        input = seeds[as_it_is ? i : below(4) == 0 ? below(seed_count) : good[below(good_count)]];
        for (size_t k = as_it_is ? 0 : 1 + below(3); k > 0; k--)
            vary(&input);
        unsigned here = compare(&input, &limits, file);
        if (as_it_is && here > 0)
            good[good_count++] = i;
        taken += here;
        with_any += here > 0 ? 1 : 0;
    }
    fclose(file);
    printf("inputs %lu\nwith_requests %lu\nrequests %lu\ndisagreements %lu\nexcused %lu\n", count,
           with_any, taken, disagreements, excuses);
    return disagreements == 0 ? 0 : 1;
}
