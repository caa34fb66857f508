#!/usr/bin/env bash
# install-packages.sh GROUP… - installs the Debian packages of these groups of packages.txt that are missing or too old.
#
# Takes a second and touches nothing when all is there. SKIP_DEPS=1 leaves it out altogether.
# Uses sudo when not root. With --list it prints what it would install and stops.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
list=$here/packages.txt
cluster_setting=/etc/postgresql-common/createcluster.d/steerd-no-main-cluster.conf

say() { printf '%s\n' "$*" >&2; }
fail() { say "install-packages: $*"; exit 1; }

# "package minimum" of each wanted group; an unknown group is a typing error, not an empty set.
wanted() {
    local group
    for group in "$@"; do
        awk -v group="$group" '!/^#/ && NF && $3 == group { print $1, $2; found = 1 }
            END { exit !found }' "$list" || fail "no group \"$group\" in $list"
    done
}

installed_version() {
    dpkg-query --show --showformat='${db:Status-Status} ${Version}\n' "$1" 2>/dev/null |
        awk '$1 == "installed" { print $2; exit }'
}

# An installed package may stand for another: nodejs from its makers brings npm along.
provided() {
    dpkg-query --show --showformat='${db:Status-Status} ${Provides}\n' |
        grep -E "^installed (.*, )?$1( |,|\$)" >/dev/null
}

# What apt has to say is of interest only when it fails.
quietly() {
    local log
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        rm -f "$log"
        fail "failed: $*"
    fi
    rm -f "$log"
}

# Prints the packages that are missing or older than their minimum.
lacking() {
    local package minimum version
    while read -r package minimum; do
        version=$(installed_version "$package") || version= # unknown to dpkg: not installed
        if [ -z "$version" ]; then
            provided "$package" || printf '%s\n' "$package"
        elif [ "$minimum" != - ] && dpkg --compare-versions "$version" lt "$minimum"; then
            printf '%s\n' "$package"
        fi
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Debian's postgresql-15 makes and starts a cluster of its own when it is first installed. steerd
# never uses that one, so it is not made; the setting goes away again with this script.
without_main_cluster() {
    as_root mkdir -p "$(dirname "$cluster_setting")"
    printf 'create_main_cluster = false\n' | as_root tee "$cluster_setting" >/dev/null
    trap 'as_root rm -f "$cluster_setting"' EXIT
}

main() {
    local only_list=no still
    [ "${1:-}" = --list ] && { only_list=yes; shift; }
    [ $# -gt 0 ] || fail "usage: install-packages.sh [--list] GROUP…"
    if [ "${SKIP_DEPS:-0}" = 1 ] && [ "$only_list" = no ]; then
        say "SKIP_DEPS=1: packages are taken as they are"
        return
    fi
    command -v dpkg-query >/dev/null || fail "this is not Debian; install by hand what $list names, then use SKIP_DEPS=1"

    pairs=$(wanted "$@")
    mapfile -t packages < <(lacking <<<"$pairs")
    if [ "$only_list" = yes ]; then
        [ ${#packages[@]} -eq 0 ] || printf '%s\n' "${packages[@]}"
        return
    fi
    [ ${#packages[@]} -gt 0 ] || return 0

    say "Cài các gói Debian còn thiếu / installing Debian packages:"
    say "  ${packages[*]}"
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        fail "neither root nor sudo: ask an administrator to install them"
    fi
    case " ${packages[*]} " in *" postgresql-15 "*) without_main_cluster ;; esac
    quietly as_root apt-get update -q
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"

    still=$(lacking <<<"$pairs" | xargs)
    [ -z "$still" ] || fail "still missing or older than packages.txt asks: $still
  (is the security archive of Debian 12 among this machine's sources? SKIP_DEPS=1 goes on without)"
}

main "$@"
