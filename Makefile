# Makefile - builds, tests, runs and installs steerd. `make help` lists the targets.
#
# BUILD=release (default), debug, asan (AddressSanitizer and UBSan), fuzz (clang, libFuzzer).
SHELL := /bin/bash
BUILD ?= release
OUT := build/$(BUILD)
PREFIX ?= /usr/local
DESTDIR ?=
VERSION := $(shell cat VERSION)

PACKAGES := libevent libevent_openssl libpq libcjson libjwt libcurl openssl
CC := $(if $(filter fuzz,$(BUILD)),clang,$(if $(filter default undefined,$(origin CC)),gcc,$(CC)))

STANDARD := -std=c11 -D_GNU_SOURCE -DSTEER_VERSION='"$(VERSION)"'
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
            -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 -Werror
FLAGS_release := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection
FLAGS_debug := -O0 -g3
FLAGS_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
FLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LINK_release := -pie -Wl,-z,relro,-z,now
LINK_asan := -fsanitize=address,undefined
LINK_fuzz := -fsanitize=address,undefined
ALL_CFLAGS = $(STANDARD) $(WARNINGS) $(FLAGS_$(BUILD)) -fPIC -MMD -MP $(CFLAGS)
ALL_LDFLAGS = $(LINK_$(BUILD)) $(LDFLAGS)

SERVER_SOURCES := $(wildcard server/*.c server/*/*.c)
SERVER_OBJECTS := $(SERVER_SOURCES:%.c=$(OUT)/%.o)
SERVER_FLAGS = -Iserver $(shell pkg-config --cflags $(PACKAGES))
SERVER_LIBS = $(shell pkg-config --libs $(PACKAGES)) -lm
STEERD := $(OUT)/bin/steerd

.PHONY: all build run test clean help
all: build

build: $(STEERD) ## build the daemon, the library and the command line

$(OUT)/server/%.o: server/%.c
	@mkdir -p $(@D)
	$(CC) $(SERVER_FLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(STEERD): $(SERVER_OBJECTS)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(SERVER_LIBS)

include $(wildcard client/module.mk tests/module.mk deploy/module.mk)

clean: ## forget what was built
	rm -rf build

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-16s %s\n", $$1, $$2}'

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
