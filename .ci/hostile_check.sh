#!/usr/bin/env bash
# What a test cannot do in a temporary folder: a line of 100 MB, packed nothings and a megabyte of dates within little memory, a
# full disk, a closed pipe, files that may not be read or that vanish while they are read. Usage: .ci/hostile_check.sh BINARY
# The full disk and the unreadable file need root; without it they are named as left out.
set -uo pipefail
binary=$(realpath "$1")
folder=$(mktemp -d)
disk="$folder/disk"
trap 'mountpoint -q "$disk" && umount "$disk"; rm -rf "$folder"' EXIT
cd "$folder"
export LINIMASA_LANG_UI=en
faults=0
fail() { echo "FALLS $1"; faults=$((faults + 1)); }
# The exit code of a command is the one wanted, and nothing panics.
wants() {
    local code=$1 name=$2
    shift 2
    timeout 120 "$@" >out 2>err
    local got=$?
    [ "$got" = "$code" ] || fail "$name: exit code $got, not $code: $(head -c 300 err)"
    ! grep -q panicked err || fail "$name: $(head -c 300 err)"
}
sentence="Wali kota membuka jembatan di Palu pada Jumat (3/5/2024)."
echo "$sentence" >a.txt

# 100 MB on one line, as a text and as one line of an archive, in 400 MB of address space.
head -c 100000000 /dev/zero | tr '\0' 'a' >line.txt
{ printf '{"text":"'; cat line.txt; printf '"}\n{"text":"%s"}\n' "$sentence"; } >line.jsonl
limited() { (ulimit -v 400000; exec "$@"); }
export -f limited
wants 1 "100 MB on one line" bash -c 'limited "$@"' _ "$binary" extract line.txt
wants 3 "100 MB in one line of an archive" bash -c 'limited "$@"' _ "$binary" extract -f jsonl line.jsonl
[ "$(grep -c '"documents"\|"text"\|"error"\|"id"' out)" = 2 ] || fail "an archive with one line too long: $(wc -l <out) lines"
rm -f line.txt line.jsonl

# Articles of 900 kB: however many they are and whatever is asked of them, they take the memory of one.
long=$(yes "$sentence" | head -c 900000 | tr '\n' ' ')
for n in $(seq 16); do printf '{"id":"l%s","text":"%s","dct":"2024-05-06"}\n' "$n" "$long"; done >long.jsonl
most=150 # MB
peak='import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)'
holds() { # NAME ARGUMENTS…
    local name=$1 took
    shift
    took=$(timeout 120 python3 -c "$peak" "$binary" "$@" 2>err) || fail "$name: $(head -c 300 err)"
    [ "${took:-9999}" -le "$most" ] || fail "$name: $took MB at the peak, not $most"
}
holds "long articles, extract" extract -f jsonl --jobs 2 long.jsonl
holds "long articles, batch" batch --out longer --jobs 2 long.jsonl
rm -rf long.jsonl longer

# 300 MB of nothing in some kilobytes, as an article and as an archive, alone and packed twice, in as little.
head -c 300000000 /dev/zero | gzip -9 >bomb.txt.gz
cp bomb.txt.gz bomb.jsonl.gz
gzip -9 <bomb.txt.gz >twice.jsonl.gz.gz
for bomb in bomb.txt.gz bomb.jsonl.gz twice.jsonl.gz.gz; do
    wants 1 "$bomb" bash -c 'limited "$@"' _ "$binary" extract -f jsonl "$bomb"
done
wants 1 "a bomb in a batch" bash -c 'limited "$@"' _ "$binary" batch bomb.jsonl.gz --out bomb-out -q
rm -rf bomb.txt.gz bomb.jsonl.gz twice.jsonl.gz.gz bomb-out

# As many dates as fit into the longest article, and a million of them, which are none.
yes '1990' | head -n 199000 | tr '\n' ' ' >dates.txt
wants 0 "199,000 dates" bash -c 'limited "$@"' _ "$binary" extract --only dates -f jsonl dates.txt
[ "$(grep -o '"edtf":"1990"' out | wc -l)" = 199000 ] || fail "199,000 dates: $(grep -o '"edtf":"1990"' out | wc -l) of them"
for n in $(seq 4); do printf '{"id":"d%s","text":"%s","dct":"2024-05-06"}\n' "$n" "$(cat dates.txt)"; done >dates.jsonl
holds "articles of nothing but dates, extract" extract -f jsonl --jobs 2 dates.jsonl
holds "articles of nothing but dates, batch" batch --out dated --jobs 2 dates.jsonl
holds "an article of nothing but dates as one object" extract -f json dates.txt
rm -rf dates.jsonl dated
yes '3 Mei 2024' | head -n 1000000 | tr '\n' ' ' >dates.txt
wants 1 "a million dates" bash -c 'limited "$@"' _ "$binary" extract --only dates -f jsonl dates.txt
rm -f dates.txt

# A reader that takes one line and goes.
for args in "extract a.txt" "extract -f jsonl a.txt" "extract -f csv a.txt" "brief a.txt -o -" "brief a.txt -f html -o -" \
    "brief a.txt -f pdf -o -" "dates $sentence" "places $sentence" "gazetteer search Palu" "man" "review a.txt -o -"; do
    # shellcheck disable=SC2086
    "$binary" $args 2>err | head -c 1 >out
    codes=("${PIPESTATUS[@]}")
    [ "${codes[0]}" = 0 ] || fail "closed pipe, $args: exit code ${codes[0]}"
    [ -s err ] && fail "closed pipe, $args: $(head -c 200 err)"
done

# A device that is full.
for args in "extract a.txt" "brief a.txt -o -" "brief a.txt -f png -o -" "extract -f jsonl a.txt" "man" "dates $sentence"; do
    # shellcheck disable=SC2086
    "$binary" $args >/dev/full 2>err
    code=$?
    [ "$code" = 1 ] && [ -s err ] && ! grep -q panicked err || fail "/dev/full, $args: exit code $code: $(head -c 200 err)"
done

# Files that vanish while a folder is read.
mkdir many
for n in $(seq 400); do echo "$sentence" >"many/$n.txt"; done
"$binary" extract -f jsonl many >out 2>err &
pid=$!
rm -f many/3*.txt many/39*.txt
wait "$pid"
code=$?
{ [ "$code" = 0 ] || [ "$code" = 3 ]; } && ! grep -q panicked err || fail "vanishing files: exit code $code: $(head -c 300 err)"
wants 1 "a file that is gone" "$binary" extract many/3.txt

if [ "$(id -u)" = 0 ]; then
    mkdir -p "$disk"
    if mount -t tmpfs -o size=64k linimasa-full "$disk" 2>/dev/null; then
        echo "an older picture" >"$disk/a.png"
        wants 1 "a full disk, picture" "$binary" brief a.txt -f png -o "$disk/a.png"
        grep -q "cannot be written" err || fail "a full disk is not told: $(head -c 300 err)"
        [ "$(cat "$disk/a.png")" = "an older picture" ] || fail "a full disk took the older picture"
        [ "$(ls -A "$disk")" = a.png ] || fail "a full disk is left with $(ls -A "$disk")"
        for n in $(seq 300); do echo "$sentence"; done >long.txt
        wants 1 "a full disk, data" "$binary" extract long.txt -o "$disk/a.json"
        [ "$(ls -A "$disk")" = a.png ] || fail "a full disk is left with $(ls -A "$disk")"
        # An archive stops on a full disk with its shards whole, and goes on where there is room again.
        for n in $(seq 200); do printf '{"id":"n%s","text":"%s"}\n' "$n" "$sentence"; done >archive.jsonl
        wants 0 "an archive" "$binary" batch archive.jsonl --out whole --shard-size 10 -q
        wants 1 "a full disk, archive" "$binary" batch archive.jsonl --out "$disk/out" --shard-size 10 -q
        grep -q "cannot be written" err || fail "a full disk is not told by batch: $(head -c 300 err)"
        mount -o remount,size=16m "$disk"
        wants 0 "an archive that goes on" "$binary" batch archive.jsonl --out "$disk/out" --shard-size 10 -q
        diff -r -x .linimasa.lock whole "$disk/out" >out || fail "a full disk left other results: $(head -c 300 out)"
        umount "$disk"
        echo "full disk: tried"
    else
        echo "full disk: left out, since nothing can be mounted here"
    fi
    if command -v setpriv >/dev/null; then
        chmod 755 "$folder"
        cp a.txt shut.txt
        chmod 000 shut.txt
        cp "$binary" binary && chmod 755 binary
        wants 1 "an unreadable file" setpriv --reuid=65534 --regid=65534 --clear-groups "$folder/binary" extract shut.txt
        grep -q "shut.txt" err || fail "an unreadable file is not named: $(head -c 300 err)"
        wants 1 "a folder that may not be written to" setpriv --reuid=65534 --regid=65534 --clear-groups "$folder/binary" brief a.txt -o b.svg
        echo "unreadable files: tried"
    fi
else
    echo "full disk and unreadable files: left out without root"
fi
echo "hostile surroundings: $faults faults"
[ "$faults" = 0 ]
