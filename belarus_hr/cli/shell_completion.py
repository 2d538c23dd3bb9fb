"""The scripts that complete in bash, zsh and fish: a value with blanks and apostrophes is one word.

Each asks hrtrack with the words of the line, quoted so that they are read back as they are, and
quotes what is offered as the shell at hand does.
"""

from __future__ import annotations

from typer import _completion_classes, _completion_shared

# Bash divides a line at = and : too, and takes what is offered as it is. So the parts of a word
# are put together again for hrtrack, and what it offers is quoted as the word is that was begun.
_BASH = r"""
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


# Zsh quotes what compadd is given, as the word is that was begun. Typer's script has it evaluated:
# apostrophes are lost on the way. As a file of fpath the script is a function, which completes;
# else it says which function does.
_ZSH = r"""
#compdef %(prog_name)s

%(complete_func)s() {
    local -a typed values shown
    local line current=${(Q)PREFIX}
    typed=("${(@Q)words[1,CURRENT-1]}" "$current")
    while IFS= read -r line; do
        if [[ -z $line ]]; then continue; fi
        values+=("${line%%%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done < <(env _TYPER_COMPLETE_ARGS="${(j: :)${(@qq)typed}}" \
                 _TYPER_COMPLETE_FISH_ACTION=get-args \
                 %(autocomplete_var)s=complete_fish %(prog_name)s)
    if (( ! $#values )); then
        _files
        return
    fi
    if [[ $PREFIX == -*=* ]]; then compset -P '*='; fi
    compadd -l -d shown -a values
}

if [[ $funcstack[1] == _%(prog_name)s ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

# Fish completes a whole word, --theme=Rig too, and knows one that is quoted by what it means.
_FISH = r"""
function %(complete_func)s
    set -l token (commandline -ct)
    set -l current (string unescape -- "$token"; or string unescape -- "$token'"
        or string unescape -- "$token\"")
    set -l words (commandline -opc) "$current"
    set -l quoted "'"(string replace --all "'" "'\\\\''" -- $words)"'"
    set -l head (string match --regex -- '^-[^=]*=' "$current")
    set -l offered (env _TYPER_COMPLETE_ARGS="$quoted" _TYPER_COMPLETE_FISH_ACTION=get-args \
        %(autocomplete_var)s=complete_fish %(prog_name)s)
    if set -q offered[1]
        printf '%%s\n' "$head"$offered
    else
        __fish_complete_path "$token"
    end
end

complete --command %(prog_name)s --no-files --arguments '(%(complete_func)s)'
"""


def use() -> None:
    """Let Typer give the shells these scripts instead of its own."""
    _completion_shared._completion_scripts.update(bash=_BASH, zsh=_ZSH, fish=_FISH)
    _completion_classes.BashComplete.source_template = _BASH
    _completion_classes.ZshComplete.source_template = _ZSH
    _completion_classes.FishComplete.source_template = _FISH
