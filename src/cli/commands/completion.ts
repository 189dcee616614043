import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';

/**
 * Bash splits words at `=` too (COMP_WORDBREAKS), so that what stands before it is taken off the answers.
 * A name that wants a value, `name=`, gets no space behind it.
 */
const bash = `# bash completion for teei-runbook
_teei_runbook() {
  local IFS=$'\\n' current="\${COMP_WORDS[COMP_CWORD]}" answer
  COMPREPLY=()
  while read -r answer; do
    [[ $answer == *= ]] && compopt -o nospace 2>/dev/null
    if [[ $current == '=' || ( \${COMP_CWORD} -gt 1 && \${COMP_WORDS[COMP_CWORD-1]} == '=' ) ]]; then
      answer="\${answer#*=}"
    fi
    COMPREPLY+=("$answer")
  done < <(teei-runbook __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _teei_runbook teei-runbook
`;

const zsh = `#compdef teei-runbook
_teei_runbook() {
  local -a answers values
  answers=("\${(@f)$(teei-runbook __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  answers=(\${answers:#})
  values=(\${(M)answers:#*=})
  answers=(\${answers:#*=})
  (( \${#values} )) && compadd -S '' -- $values
  (( \${#answers} )) && compadd -- $answers
  (( \${#values} + \${#answers} )) || _files
}
compdef _teei_runbook teei-runbook
`;

const fish = `# fish completion for teei-runbook
function __teei_runbook_complete
    set -l words (commandline -opc)
    set -e words[1]
    teei-runbook __complete -- $words (commandline -ct) 2>/dev/null
end
complete -c teei-runbook -a '(__teei_runbook_complete)'
`;

const scripts = { bash, zsh, fish } as const;

/** `completion SHELL`: a script that asks this program for its answers. */
export async function completionCommand(
  io: Io,
  options: { readonly shell: keyof typeof scripts },
): Promise<number> {
  await print(io.stdout, scripts[options.shell]);
  return exitCode('completed');
}
