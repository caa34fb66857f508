# tests/http/module.mk - programs around the HTTP edge alone: an echo server and what compares parsers.
HTTP_PARTS := $(filter $(OUT)/server/http/%,$(SERVER_OBJECTS)) $(OUT)/server/problem.o
HTTP_LIBS = $(shell pkg-config --libs libevent openssl)
ECHO_SERVER := $(OUT)/tests/http/echo_server

$(ECHO_SERVER): tests/http/echo_server.c $(HTTP_PARTS)
	@mkdir -p $(@D)
	$(CC) $(SERVER_FLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -MF $@.d -o $@ $< $(HTTP_PARTS) $(HTTP_LIBS)
