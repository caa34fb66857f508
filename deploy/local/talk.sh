# talk.sh - how the scripts of `make run` speak, and how they keep a secret in a file; read by `.`.
# shellcheck shell=bash

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$'\e[1m' plain=$'\e[0m'
fi

say() { printf '%s\n' "$*"; }
step() { printf '%s%s%s\n' "$bold" "$*" "$plain"; }

# Standard input becomes the file $1, which nobody else can ever read.
private_file() {
    (umask 077 && cat >"$1.new" && mv "$1.new" "$1")
}
