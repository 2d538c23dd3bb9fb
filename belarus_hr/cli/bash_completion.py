"""The script that completes in bash: values with blanks and apostrophes are one word each."""

from __future__ import annotations

from typer import _completion_classes, _completion_shared

# Bash divides a line at = and : too, and takes what is offered as it is. So the parts of a word
# are put together again for hrtrack, and what it offers is quoted as the word is that was begun.
SCRIPT = r"""
%(complete_func)s() {
    local IFS=$' \t\n' cur="${COMP_WORDS[COMP_CWORD]}" words=() last= head word i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word="${COMP_WORDS[i]}"
        if [[ ${#words[@]} -gt 1 && ( $word == [=:] || $last == [=:] ) ]]; then
            words[${#words[@]}-1]+="$word"
        else
            words+=("$word")
        fi
        last="$word"
    done
    if [[ $cur == [=:] ]]; then cur=; fi
    head="${words[${#words[@]}-1]}"
    head="${head%%"$cur"}"
    if [[ $head == -*=* ]]; then head="${head#*=}"; fi
    COMPREPLY=()
    while IFS= read -r word; do
        if [[ -z $word ]]; then continue; fi
        case "$cur" in
            \"*) ;;
            \'*) word="${word//\'/\'\\\'\'}" ;;
            *) printf -v word '%%q' "$word"; word="${word//\\,/,}" ;;
        esac
        COMPREPLY+=("${word#"$head"}")
    done < <(env COMP_WORDS="${words[*]}" COMP_CWORD=$((${#words[@]} - 1)) \
                 %(autocomplete_var)s=complete_bash "$1")
    return 0
}

complete -o default -F %(complete_func)s %(prog_name)s
"""


def use() -> None:
    """Let Typer give bash this script instead of its own."""
    _completion_shared._completion_scripts["bash"] = SCRIPT
    _completion_classes.BashComplete.source_template = SCRIPT
