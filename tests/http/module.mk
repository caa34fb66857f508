# tests/http/module.mk - programs around the HTTP edge alone: an echo server, and what compares parsers.
HTTP_PARTS := $(filter $(OUT)/server/http/%,$(SERVER_OBJECTS)) $(OUT)/server/problem.o
HTTP_LIBS = $(shell pkg-config --libs libevent openssl)
ECHO_SERVER := $(OUT)/tests/http/echo_server

$(ECHO_SERVER): tests/http/echo_server.c $(HTTP_PARTS)
	@mkdir -p $(@D)
	$(CC) $(SERVER_FLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -MF $@.d -o $@ $< $(HTTP_PARTS) $(HTTP_LIBS)

# llhttp comes as sources (package node-llhttp), which are not ours to warn about.
LLHTTP := /usr/share/llhttp
LLHTTP_PARTS := $(patsubst %,$(OUT)/tests/http/llhttp/%.o,api http llhttp)
COMPARE := $(OUT)/tests/http/compare
COMPARE_PARTS := $(patsubst %,$(OUT)/tests/http/%.o,compare oracle_llhttp oracle_http_parser)

$(OUT)/tests/http/llhttp/%.o: $(LLHTTP)/%.c
	@mkdir -p $(@D)
	$(CC) -O2 -fPIC -DLLHTTP_STRICT_MODE=1 -I/usr/share/include/llhttp -c -o $@ $<

$(OUT)/tests/http/%.o: tests/http/%.c
	@mkdir -p $(@D)
	$(CC) -Iserver -isystem /usr/share/include/llhttp $(ALL_CFLAGS) -c -o $@ $<

$(COMPARE): $(COMPARE_PARTS) $(LLHTTP_PARTS) $(HTTP_PARTS)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(HTTP_LIBS) -lhttp_parser

test-http: $(ECHO_SERVER) $(COMPARE) ## the HTTP edge alone: raw cases, and beside other parsers
	@echo "== HTTP edge"; $(PYTEST) tests/http
