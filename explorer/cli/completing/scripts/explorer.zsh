#compdef explorer
# Completion of explorer in zsh. Each line that the explorer prints becomes a word as it is: none of it is run.

_explorer() {
    local program=explorer line how= each word what
    local -a values shown open open_shown
    (( $+commands[explorer] )) || program=@PROGRAM@
    line="${(j: :)words[1,CURRENT-1]} $IPREFIX$QIPREFIX$PREFIX"
    while IFS= read -r each; do
        if [[ -z $how ]]; then
            how=$each
            continue
        fi
        word=${each%%$'\t'*} what=${each#*$'\t'}
        [[ -n $what ]] && what="$word  -- $what" || what=$word
        if [[ $word == *[:/=,] ]]; then
            open+=("$word") open_shown+=("$what")
        else
            values+=("$word") shown+=("$what")
        fi
    done < <(command "$program" completion zsh -- "$line" 2>/dev/null)
    case $how in
        files) _files && return ;;
        folders) _files -/ && return ;;
    esac
    (( $#open + $#values )) || return 1
    # What is offered begins with all of the word.
    IPREFIX=
    compadd -U -l -V explorer-open -S '' -d open_shown -a open
    compadd -U -l -V explorer -d shown -a values
    return 0
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _explorer "$@"
else
    compdef _explorer explorer
fi
