# Completion of explorer in bash. Each line that the explorer prints becomes a word as it is: none of it is run.

_explorer() {
    local program=explorer line=${COMP_LINE-} part=${COMP_WORDS[COMP_CWORD]-} how= word IFS=' '
    type -P explorer >/dev/null || program=@PROGRAM@
    if [[ $line ]]; then
        line=${line:0:${COMP_POINT:-${#line}}}
    else
        line="${COMP_WORDS[*]:0:COMP_CWORD+1}"
    fi
    COMPREPLY=()
    while IFS= read -r word; do
        if [[ $how ]]; then COMPREPLY+=("$word"); else how=$word; fi
    done < <(command "$program" completion bash -- "$line" "$part" 2>/dev/null)
    case $how in
        open) compopt -o nospace 2>/dev/null ;;
        files) compopt -o default 2>/dev/null || _explorer_paths -f "$part" ;;
        folders) compopt -o dirnames -o filenames 2>/dev/null || _explorer_paths -d "$part" ;;
    esac
    return 0
}

# Where bash is too old to be told how to go on.
_explorer_paths() {
    local word
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$1" -- "$2")
}

complete -F _explorer explorer
