# Completion of explorer in fish. Each line that the explorer prints becomes a word as it is: none of it is run.

function __explorer_offers
    set -l program explorer
    type -fq explorer; or set program @PROGRAM@
    set -l lines (command $program completion fish -- (commandline -cp | string collect) 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path (commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct)
        case '*'
            set -e lines[1]
            printf '%s\n' $lines
    end
end

complete -c explorer -e
complete -c explorer -f -a '(__explorer_offers)'
