#!/usr/bin/env bash
# Builds the release twice, from two folders with names of different lengths, and compares the binaries byte for byte. It takes two
# whole release builds and is no part of the gate. Usage: .ci/reproducible.sh [COMMIT]
# The paths of the folder, of cargo's and of the toolchain's sources are told as fixed names, so that they do not matter: with the
# same toolchain and the same Cargo.lock everybody builds the same bytes with the flags below (docs in SECURITY.md).
set -euo pipefail
cd "$(dirname "$0")/.."
commit=${1:-HEAD}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
home=${CARGO_HOME:-$HOME/.cargo}
build() {
    local folder=$1
    mkdir -p "$folder"
    git archive "$commit" | tar -x -C "$folder"
    (cd "$folder" && env -u CARGO_TARGET_DIR CARGO_INCREMENTAL=0 \
        RUSTFLAGS="--remap-path-prefix=$folder=/linimasa --remap-path-prefix=$home=/cargo" cargo build --locked --release --quiet)
    sha256sum <"$folder/target/release/linimasa" | cut -d' ' -f1
    # The second build has the disk to itself.
    mv "$folder/target/release/linimasa" "$work/$2"
    rm -rf "$folder"
}
one=$(build "$work/a" one)
two=$(build "$work/another/folder-with-a-longer-name" two)
echo "$(rustc --version), $(git rev-parse --short "$commit"): $one"
if [ "$one" != "$two" ]; then
    echo "The second build is $two." >&2
    cmp -l "$work/one" "$work/two" | wc -l | xargs -I{} echo "{} bytes differ" >&2
    exit 1
fi
if grep -aqF "$home" "$work/one" || grep -aqF "$work" "$work/one"; then
    echo "The binary names a folder of this machine." >&2
    exit 1
fi
