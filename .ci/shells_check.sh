#!/usr/bin/env bash
# Completions loaded in real shells, and the manual rendered by the real reader. Usage: .ci/shells_check.sh BINARY
# It fails where a shell that must be there is missing; fish is checked where it is installed.
set -euo pipefail
binary=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PATH="$(dirname "$binary"):$PATH"
for shell in bash zsh fish; do "$binary" completions "$shell" >"$folder/linimasa.$shell"; done

fail() { echo "$1" >&2; exit 1; }

# What bash offers after a line is typed and Tab is pressed.
offered() {
    bash --norc --noprofile -c '
        source "$1/linimasa.bash"
        shift
        function_name=$(complete -p linimasa | sed -E "s/.*-F ([^ ]+).*/\1/")
        COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        "$function_name" linimasa "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf "%s\n" "${COMPREPLY[@]}"' _ "$folder" "$@"
}
offered linimasa bri | grep -qx brief || fail "bash: 'bri' is not completed to 'brief'"
offered linimasa brief --wat | grep -qx -- --watch || fail "bash: 'brief --wat' is not completed to '--watch'"
offered linimasa brief --theme "" | grep -qx dark || fail "bash: 'dark' is not offered for --theme"
echo "bash $(bash -c 'echo $BASH_VERSION'): completions loaded, commands, options and values offered"

command -v zsh >/dev/null || fail "zsh is missing; install it"
mkdir "$folder/zsh"
cp "$folder/linimasa.zsh" "$folder/zsh/_linimasa"
zsh -f -c '
    fpath=("$1" $fpath)
    autoload -Uz compinit && compinit -u -D || exit 1
    [[ "$_comps[linimasa]" == _linimasa ]] || exit 2
    autoload +X -U _linimasa || exit 3
    # The function is read whole; outside of a completion it may only say that it is outside of one.
    functions _linimasa >/dev/null || exit 4' _ "$folder/zsh" || fail "zsh: the completions cannot be loaded ($?)"
# A real press of Tab, in a shell on a terminal of its own.
zsh -f -c '
    zmodload zsh/zpty || exit 1
    zpty shell "zsh -f -i"
    zpty -w shell "PS1=; fpath=($1 \$fpath); autoload -Uz compinit && compinit -u -D; echo rea\"\"dy"
    zpty -r -m shell line "*ready*" || exit 2
    zpty -n -w shell $'\''linimasa brief --wat\t'\''
    for turn in {1..50}; do
        sleep 0.1
        while zpty -r -t shell line; do all+=$line; done
        [[ "$all" == *"--watch"* ]] && exit 0
    done
    print -r -- "$all" >&2
    exit 3' _ "$folder/zsh" || fail "zsh: 'brief --wat' is not completed to '--watch' at a press of Tab"
echo "zsh $(zsh -c 'echo $ZSH_VERSION'): completions loaded, an option completed at a press of Tab"

if command -v fish >/dev/null; then
    fish --no-config -c "source $folder/linimasa.fish; complete -C 'linimasa bri'" | grep -q '^brief' ||
        fail "fish: 'bri' is not completed to 'brief'"
    echo "fish: completions loaded"
fi

command -v man >/dev/null || fail "man is missing; install man-db"
"$binary" man >"$folder/linimasa.1"
MANWIDTH=100 man --warnings=all -l "$folder/linimasa.1" >"$folder/manual" 2>"$folder/warnings"
[ -s "$folder/warnings" ] && { cat "$folder/warnings" >&2; fail "man: the manual has faults"; }
for word in NAME SYNOPSIS "LINIMASA BRIEF" "LINIMASA GAZETTEER SEARCH" -- "--watch" "--lang-ui"; do
    [ "$word" = -- ] || col -b <"$folder/manual" 2>/dev/null | grep -qF -- "$word" || grep -qF -- "$word" "$folder/manual" ||
        fail "man: $word is not in the manual"
done
echo "man: $(wc -l <"$folder/manual") lines rendered without a warning"
