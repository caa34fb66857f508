# tests/fuzz/module.mk - tests/fuzz/fuzz_<name>.c is a libFuzzer harness, tests/fuzz/corpus/<name>/ its inputs.
#
# `make test-fuzz` needs no libFuzzer: it replays each corpus with seeded variations, in any BUILD.
# `make fuzz` builds with clang and lets libFuzzer look for FUZZ_SECONDS a harness.
FUZZ_NAMES := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_PROGRAMS := $(FUZZ_NAMES:%=$(OUT)/fuzz/fuzz_%)
FUZZ_DRIVER := $(if $(filter fuzz,$(BUILD)),-fsanitize=fuzzer,tests/fuzz/replay.c)
FUZZ_VARIATIONS ?= 300
FUZZ_SECONDS ?= 20

$(OUT)/fuzz/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(SERVER_PARTS)
	@mkdir -p $(@D)
	$(CC) $(SERVER_FLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -MF $@.d -o $@ $< $(FUZZ_DRIVER) $(SERVER_PARTS) $(SERVER_LIBS)

.PHONY: test-fuzz fuzz fuzz-run
test-fuzz: $(FUZZ_PROGRAMS) ## replay the fuzz corpora, with seeded variations
	@echo "== fuzz corpora"; for name in $(FUZZ_NAMES); do \
	    $(OUT)/fuzz/fuzz_$$name tests/fuzz/corpus/$$name $(FUZZ_VARIATIONS) || exit 1; done

fuzz: ## look for new inputs with libFuzzer, FUZZ_SECONDS a harness
	@$(MAKE) --no-print-directory BUILD=fuzz OUT=build/fuzz fuzz-run

# What is found new stays under build/: tests/fuzz/README.md says how it comes into the corpus.
fuzz-run: $(FUZZ_PROGRAMS)
	@for name in $(FUZZ_NAMES); do mkdir -p $(OUT)/found/$$name; \
	    $(OUT)/fuzz/fuzz_$$name -max_total_time=$(FUZZ_SECONDS) -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
	        -artifact_prefix=$(OUT)/found/ $(OUT)/found/$$name tests/fuzz/corpus/$$name || exit 1; done
