#!/usr/bin/env bash
# base-image.sh NAME - makes the base image out of the Debian archive this machine uses, where the official one cannot be pulled. Root.
set -euo pipefail

[ $# -eq 1 ] || { printf 'usage: base-image.sh NAME\n' >&2; exit 1; }
name=$1
work=$(mktemp -d /var/tmp/steerd-base-XXXXXX)
trap 'rm -rf "$work"' EXIT

# "site release" of each part of Debian 12 among this machine's sources.
sources() {
    # apt fills these words in, not the shell.
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' |
        awk '$2 ~ /^bookworm(-updates|-security)?$/' | sort -u
}

mirror=$(sources | awk '$2 == "bookworm" { print $1; exit }')
[ -n "$mirror" ] || { printf 'base-image: no Debian 12 among the sources of this machine\n' >&2; exit 1; }
debootstrap --variant=minbase bookworm "$work/base" "$mirror" >"$work/log" 2>&1 || { tail "$work/log" >&2; exit 1; }
sources | while read -r site release; do
    printf 'deb %s %s main\n' "$site" "$release"
done >"$work/base/etc/apt/sources.list"
apt-config dump | grep -iE '^Acquire::https?::Proxy' >"$work/base/etc/apt/apt.conf.d/50proxy" || true
rm -rf "$work"/base/var/cache/apt/archives/*.deb
tar -C "$work/base" -c . | docker import - "$name" >/dev/null
