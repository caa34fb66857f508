# tests/module.mk - the rings of tests: C units (cmocka), SQL (pgTAP), whole processes (pytest).
# tests/unit/test_<name>.c becomes a program linked with the whole server but main.c.
UNIT_SOURCES := $(wildcard tests/unit/test_*.c)
UNIT_PROGRAMS := $(UNIT_SOURCES:tests/unit/%.c=$(OUT)/unit/%)
SERVER_PARTS := $(filter-out $(OUT)/server/main.o,$(SERVER_OBJECTS))

$(OUT)/unit/%: tests/unit/%.c $(SERVER_PARTS)
	@mkdir -p $(@D)
	$(CC) $(SERVER_FLAGS) -Itests/unit $(ALL_CFLAGS) -Wno-missing-prototypes $(ALL_LDFLAGS) -MF $@.d -o $@ $< $(SERVER_PARTS) $(SERVER_LIBS) -lcmocka

.PHONY: test-unit
test-unit: $(UNIT_PROGRAMS) ## C unit tests
	@for program in $(UNIT_PROGRAMS); do $$program || exit 1; done
