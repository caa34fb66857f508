#!/usr/bin/env bash
# run.sh - `make lint`: every check, each to its end, so that one run shows all that is wrong.
# shellcheck disable=SC2317  # the functions are called by check()
set -uo pipefail

cd "$(dirname "$0")/../.." || exit 1
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# check NAME COMMAND…: silent when good.
check() {
    local name=$1
    shift
    if "$@" >"$log" 2>&1; then
        printf 'ok    %s\n' "$name"
    else
        cat "$log"
        printf 'FAULT %s\n' "$name"
        failed=1
    fi
}

listed() { git ls-files --cached --others --exclude-standard -z -- "$@"; }

# With the includes the compiler needs.
tidy() {
    # shellcheck disable=SC2016  # xargs gives the files to the inner shell
    listed 'server/*.c' 'client/*.c' | xargs -0 -P 2 -n 4 sh -c \
        'clang-tidy --quiet --warnings-as-errors="*" "$@" -- -std=c11 -D_GNU_SOURCE -DSTEER_VERSION="\"0\"" \
         -Iserver -Iclient/include -Iclient/lib -Iclient/cli $(pkg-config --cflags libevent libpq libcjson libjwt openssl libcurl sqlite3)' tidy
}

cpp_check() {
    listed 'server/*.c' 'client/*.c' | xargs -0 cppcheck --quiet --std=c11 --enable=warning,performance,portability \
        --inline-suppr --error-exitcode=1 --suppress=missingIncludeSystem -D_GNU_SOURCE -DSTEER_VERSION='"0"' \
        -Iserver -Iclient/include -Iclient/lib -Iclient/cli -j 2
}

format() { listed '*.c' '*.h' | xargs -0 clang-format --dry-run --Werror; }
shell() { listed '*.sh' '.ci/run' | xargs -0 shellcheck --external-sources; }
manuals() { listed '*.1' '*.3' '*.8' | xargs -0 mandoc -T lint -W warning; }
python() { listed '*.py' | xargs -0 /usr/bin/python3 -m compileall -q -f; }

check "clang-format" format
check "clang-tidy" tidy
check "cppcheck" cpp_check
check "shellcheck" shell
check "mandoc" manuals
check "Python compiles" python
tests/lint/headers.sh || failed=1
for program in includes size words claims lists; do
    /usr/bin/python3 -B "tests/lint/$program.py" || failed=1
done
exit $failed
