# tests/module.mk - the rings of tests: C units (cmocka), SQL (pgTAP), fuzz corpus (libFuzzer), whole processes (pytest); lint; bench.
#
# `make test` is all of them with their set-up. Each ring also runs alone, on what is installed.
PYTHON := /usr/bin/python3
PYTEST = OUT=$(OUT) $(PYTHON) -B -m pytest -c tests/pytest.ini -q
TEST_PACKAGES := run database build test

.PHONY: test test-unit test-sql test-fuzz test-processes test-http test-api test-cli test-fault test-run lint bench
test: ## set everything up and pass all tests
	@$(INSTALL_PACKAGES) $(TEST_PACKAGES)
	@echo "Biên dịch / building"
	@$(MAKE) --no-print-directory --silent -j2 build test-programs
	@$(MAKE) --no-print-directory --silent test-unit test-sql test-fuzz test-processes

# tests/unit/test_<name>.c becomes a program linked with the whole server but main.c.
UNIT_SOURCES := $(wildcard tests/unit/test_*.c)
UNIT_PROGRAMS := $(UNIT_SOURCES:tests/unit/%.c=$(OUT)/unit/%)
SERVER_PARTS := $(filter-out $(OUT)/server/main.o,$(SERVER_OBJECTS))

$(OUT)/unit/%: tests/unit/%.c $(SERVER_PARTS)
	@mkdir -p $(@D)
	$(CC) $(SERVER_FLAGS) -Itests/unit $(ALL_CFLAGS) -Wno-missing-prototypes $(ALL_LDFLAGS) -MF $@.d -o $@ $< $(SERVER_PARTS) $(SERVER_LIBS) -lcmocka

test-unit: $(UNIT_PROGRAMS) ## C unit tests
	@echo "== C units"; for program in $(UNIT_PROGRAMS); do $$program || exit 1; done

test-processes: test-http test-api test-cli test-fault test-run
test-api: build ## the API against a real daemon and PostgreSQL
	@echo "== API"; $(PYTEST) tests/api
test-cli: build ## the command line and the library
	@echo "== command line and library"; $(PYTEST) tests/cli
test-fault: build ## lost connections, kill -9, slow and idle clients
	@echo "== faults"; $(PYTEST) tests/fault
test-run: build ## `make run` as a newcomer meets it
	@echo "== make run"; $(PYTEST) tests/run

# Found by what they print: each check ends in a line "ok …" or "FAULT …".
lint: build ## form of the sources, and the lists that must agree
	@$(INSTALL_PACKAGES) $(TEST_PACKAGES) lint
	@OUT=$(OUT) tests/lint/run.sh

$(OUT)/bench/load: tests/bench/load.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $<

bench: build $(OUT)/bench/load ## measure beside pgbench and Node; writes build/bench.json
	@$(INSTALL_PACKAGES) $(TEST_PACKAGES) bench
	@OUT=$(OUT) $(PYTHON) -B tests/bench/main.py

include $(wildcard tests/*/module.mk)

# Every program the rings need, so that they can be compiled side by side before the first ring runs.
.PHONY: test-programs
test-programs: $(UNIT_PROGRAMS) $(FUZZ_PROGRAMS) $(ECHO_SERVER) $(COMPARE)
