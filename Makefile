# Thin: CMakePresets.json does the work. `make help` lists what there is.
.DEFAULT_GOAL := help
.PHONY: help bootstrap configure build demo test test-dev test-asan test-tsan bench fuzz lint flaky soak clean

FAST ?=
UNITY ?= OFF
FUZZ_SECONDS ?= 60

# TSan cannot map its shadow where the kernel randomises addresses widely; so it runs without, where allowed.
no_aslr := $(shell setarch -R true 2>/dev/null && echo setarch -R)

help:
	@echo 'make demo   install what is missing, build, and run the main job'
	@echo 'make build  programs in build/bin; UNITY=ON: a dozen sources as one, for who builds once'
	@echo 'make test   every test: plain, then under ASan and UBSan, then under TSan'
	@echo 'make bench  build/bench/results.json and faults.json; FAST=1: without faults, within two minutes'
	@echo 'make fuzz   every fuzz target for FUZZ_SECONDS=$(FUZZ_SECONDS)'
	@echo 'make lint   clang-format, clang-tidy and the layout rules'
	@echo 'make flaky  the tests 20 times in a row, twice as many at a time as there are processors'
	@echo 'make soak   the long form of the reliability tests'
	@echo 'make clean  remove build/'

bootstrap:
	@scripts/bootstrap

configure: bootstrap
	@cmake --preset dev --log-level=STATUS -DFARCALL_UNITY=$(UNITY)

build: configure
	@cmake --build --preset dev

# Without the tests, which take most of the time.
demo: configure
	@cmake --build --preset dev --target farcallc farcall_tool examples/all
	@scripts/demo

# All of them, also after one that failed; the worst status.
test:
	@worst=0; failed=; for stage in test-dev test-asan test-tsan; do \
	  $(MAKE) --no-print-directory $$stage; status=$$?; \
	  [ $$status -eq 0 ] || failed="$$failed $$stage"; \
	  [ $$status -le $$worst ] || worst=$$status; \
	done; [ $$worst -eq 0 ] || echo "failed:$$failed" >&2; exit $$worst

test-dev: build
	ctest --preset dev

test-asan: bootstrap
	@cmake --preset asan
	@cmake --build --preset asan
	ctest --preset asan

test-tsan: build
	@cmake --preset tsan
	@cmake --build --preset tsan
	$(no_aslr) ctest --preset tsan

bench:
	@scripts/bootstrap bench
	@$(MAKE) --no-print-directory build
	@FAST=$(FAST) scripts/bench
	@[ -n "$(FAST)" ] || scripts/bench --faults

fuzz: bootstrap
	@cmake --preset fuzz
	@cmake --build --preset fuzz
	@status=0; for target in build/fuzz/fuzz_bin/*_fuzz; do \
	  name=$$(basename $$target _fuzz); found=build/fuzz/found/$$name; mkdir -p $$found; \
	  seeds=; [ ! -d fuzz/corpus/$$name ] || seeds=fuzz/corpus/$$name; \
	  echo "== $$name, $(FUZZ_SECONDS) s; what it finds goes to $$found"; \
	  $$target -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
	    -artifact_prefix=$$found- $$found $$seeds || status=1; \
	done; exit $$status

lint: build
	@python3 scripts/tidy.py .
	@git ls-files -co --exclude-standard -- '*.cpp' '*.hpp' ':!tests/golden' | \
	  xargs -r clang-format --dry-run -Werror
	@run-clang-tidy -quiet -p build "^$(CURDIR)/(src|compiler|tools)/.*\.cpp$$"

flaky: build
	ctest --preset flaky --parallel $$((2 * $$(nproc)))

soak: build
	ctest --preset soak

clean:
	rm -rf build
