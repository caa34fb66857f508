#!/usr/bin/env bash
# headers.sh - every header compiles alone; the client's public one also as strict C and as C++.
set -euo pipefail

cd "$(dirname "$0")/../.."
flags=$(pkg-config --cflags libevent libpq libcjson libjwt openssl libcurl sqlite3)
faults=0

check() {
    # shellcheck disable=SC2086
    if ! "$@" $flags; then
        printf '%s: does not compile alone\n' "${*: -1}"
        faults=$((faults + 1))
    fi
}

while IFS= read -r header; do
    case $header in
        server/*) check gcc -std=c11 -D_GNU_SOURCE -DSTEER_VERSION='""' -Wall -Wextra -Werror -fsyntax-only -Iserver -x c "$header" ;;
        client/include/*)
            check gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c "$header"
            check clang -std=c++17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c++ "$header"
            ;;
        client/*) check gcc -std=c11 -D_GNU_SOURCE -DSTEER_VERSION='""' -Wall -Wextra -Werror -fsyntax-only -Iclient/include -Iclient/lib -Iclient/cli -x c "$header" ;;
    esac
done < <(git ls-files --cached --others --exclude-standard -- 'server/*.h' 'client/*.h')

if [ $faults -gt 0 ]; then
    printf 'FAULT every header compiles alone: %s\n' $faults
    exit 1
fi
printf 'ok    every header compiles alone\n'
