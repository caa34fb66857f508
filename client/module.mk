# client/module.mk - libsteer, shared and static, steerctl on top of it, and their installation.
LIBSTEER_SOURCES := $(wildcard client/lib/*.c)
LIBSTEER_OBJECTS := $(LIBSTEER_SOURCES:%.c=$(OUT)/%.o)
STEERCTL_SOURCES := $(wildcard client/cli/*.c)
STEERCTL_OBJECTS := $(STEERCTL_SOURCES:%.c=$(OUT)/%.o)
SOVERSION := 0
LIBSTEER_SONAME := libsteer.so.$(SOVERSION)
LIBSTEER_SHARED := $(OUT)/lib/libsteer.so.$(VERSION)
LIBSTEER_STATIC := $(OUT)/lib/libsteer.a
STEERCTL := $(OUT)/bin/steerctl

CLIENT_PACKAGES := libcurl sqlite3 libcjson
LIBSTEER_FLAGS = -Iclient/include -fvisibility=hidden $(shell pkg-config --cflags $(CLIENT_PACKAGES))
LIBSTEER_LIBS = $(shell pkg-config --libs $(CLIENT_PACKAGES))
# The command line sees the library only as everybody does: its header and what it exports.
STEERCTL_FLAGS = -Iclient/include $(shell pkg-config --cflags libcjson)
STEERCTL_LIBS = -L$(OUT)/lib -lsteer $(shell pkg-config --libs libcjson) -Wl,-rpath,'$$ORIGIN/../lib'

build: client
.PHONY: client
client: $(LIBSTEER_SHARED) $(LIBSTEER_STATIC) $(STEERCTL) ## build the library and the command line

$(OUT)/client/lib/%.o: client/lib/%.c
	@mkdir -p $(@D)
	$(CC) $(LIBSTEER_FLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(OUT)/client/cli/%.o: client/cli/%.c
	@mkdir -p $(@D)
	$(CC) $(STEERCTL_FLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(LIBSTEER_SHARED): $(LIBSTEER_OBJECTS) client/lib/libsteer.map
	@mkdir -p $(@D)
	$(CC) -shared $(filter-out -pie,$(ALL_LDFLAGS)) -Wl,-soname,$(LIBSTEER_SONAME) -Wl,--version-script=client/lib/libsteer.map -o $@ $(LIBSTEER_OBJECTS) $(LIBSTEER_LIBS)
	ln -sf $(@F) $(OUT)/lib/$(LIBSTEER_SONAME)
	ln -sf $(LIBSTEER_SONAME) $(OUT)/lib/libsteer.so

# One object whose inner names are local: a program that links it statically meets only steer_ names.
$(LIBSTEER_STATIC): $(LIBSTEER_OBJECTS)
	@mkdir -p $(@D)
	$(LD) -r -o $(OUT)/lib/libsteer.o $(LIBSTEER_OBJECTS)
	objcopy --localize-hidden $(OUT)/lib/libsteer.o
	rm -f $@
	$(AR) rcs $@ $(OUT)/lib/libsteer.o

$(STEERCTL): $(STEERCTL_OBJECTS) $(LIBSTEER_SHARED)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $(STEERCTL_OBJECTS) $(STEERCTL_LIBS)

STEERCTL_COMPLETION := $(OUT)/share/steerctl.bash
client: $(STEERCTL_COMPLETION)
$(STEERCTL_COMPLETION): $(STEERCTL)
	@mkdir -p $(@D)
	$(STEERCTL) completion bash >$@

install: install-client
.PHONY: install install-client
install-client: client ## install library, header, command line, manuals, completion (PREFIX, DESTDIR)
	install -D -m 0755 $(STEERCTL) "$(DESTDIR)$(PREFIX)/bin/steerctl"
	install -D -m 0755 $(LIBSTEER_SHARED) "$(DESTDIR)$(PREFIX)/lib/libsteer.so.$(VERSION)"
	ln -sf libsteer.so.$(VERSION) "$(DESTDIR)$(PREFIX)/lib/$(LIBSTEER_SONAME)"
	ln -sf $(LIBSTEER_SONAME) "$(DESTDIR)$(PREFIX)/lib/libsteer.so"
	install -D -m 0644 $(LIBSTEER_STATIC) "$(DESTDIR)$(PREFIX)/lib/libsteer.a"
	install -D -m 0644 client/include/steer.h "$(DESTDIR)$(PREFIX)/include/steer.h"
	install -d "$(DESTDIR)$(PREFIX)/lib/pkgconfig"
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LIBSTEER_LIBS)|' client/lib/steer.pc.in >"$(DESTDIR)$(PREFIX)/lib/pkgconfig/steer.pc"
	install -D -m 0644 client/man/steerctl.1 "$(DESTDIR)$(PREFIX)/share/man/man1/steerctl.1"
	install -D -m 0644 client/man/libsteer.3 "$(DESTDIR)$(PREFIX)/share/man/man3/libsteer.3"
	install -D -m 0644 $(STEERCTL_COMPLETION) "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/steerctl"
