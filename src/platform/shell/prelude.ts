/** Quotes text as one word of POSIX shell. */
export function quoteWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * What waits at the gate of a plain run: any POSIX shell will do, and most systems' own starts in a
 * fraction of bash's time.
 */
export const gateShell = 'sh';

/**
 * What the first shell does before anything else: it waits for a line on descriptor 3, which comes once
 * the identity of the process is on disk. At end of file it ends with 125, having run nothing. It waits as long as
 * it takes: bash would take a TMOUT of the operator's for a limit.
 */
export const gate = 'IFS= TMOUT=0 read -r _ <&3 || exit 125; exec 3<&-; ';

/**
 * The variable that brings a plain run its script. In the arguments of a shell that waits, it would be found by
 * another command that looks for processes by their command line (`pgrep -f`).
 */
export const scriptVariable = '__runbook_script';

/**
 * Shell text that runs the script of `scriptVariable` once the gate is open. It replaces the waiting shell by a
 * fresh bash (same process, same start time), so that line numbers, messages of syntax errors, variables and
 * descriptors are those of a plain `bash -euo pipefail -c`.
 */
export function plainRun(bash: string): string {
  return `set -- "$${scriptVariable}"; unset ${scriptVariable}; exec ${quoteWord(bash)} -euo pipefail -c "$1"`;
}

/** Variables that belong to one attempt or to bash itself, and never carry over. */
const ownVariables = [
  'SESSION_DIR',
  'STEP_DIR',
  'KUBECONFIG',
  'PWD',
  'OLDPWD',
  'SHLVL',
  '_',
  'IFS',
  'SHELLOPTS',
  'BASHOPTS',
  'BASH_*',
  '__runbook_*',
];

/**
 * Shell text that runs a script with the working folder and the exports that an earlier block left in
 * `carry`, and leaves them there for the next one, however the script ends. Only exports that differ
 * from the environment the process was given are written: neither the operator's own tokens nor a
 * secret parameter lands in the file. A script that sets an EXIT trap of its own carries nothing over.
 */
export function carryingRun(script: string, carry: string): string {
  const file = quoteWord(carry);
  return [
    // bash 3.2 has no associative arrays: what was given is kept as one string of \1name=value\2.
    `__runbook_given=''; __runbook_names=$(compgen -e)`,
    `for __runbook_name in $__runbook_names; do __runbook_given+=$'\\1'"$__runbook_name=\${!__runbook_name}"$'\\2'; done`,
    `if [ -f ${file} ]; then . ${file} || exit; fi`,
    ...saveFunction(file),
    `trap '{ set +eux; } 2>/dev/null; __runbook_save' EXIT`,
    `set -euo pipefail; eval ${quoteWord(script)}`,
  ].join('\n');
}

function saveFunction(file: string): readonly string[] {
  return [
    `__runbook_save() {`,
    `  local IFS=$' \\t\\n' __runbook_name; umask 077`,
    `  {`,
    `    for __runbook_name in $(compgen -e); do`,
    `      case $__runbook_name in ${ownVariables.join('|')}) continue ;; esac`,
    `      case $__runbook_given in *$'\\1'"$__runbook_name=\${!__runbook_name}"$'\\2'*) continue ;; esac`,
    `      declare -p "$__runbook_name"`,
    `    done`,
    `    for __runbook_name in $__runbook_names; do`,
    `      [ -n "\${!__runbook_name+set}" ] || printf 'unset -v %s\\n' "$__runbook_name"`,
    `    done`,
    `    printf 'cd -- %q\\n' "$PWD"`,
    `  } >| ${file}.new && command -p mv -f ${file}.new ${file}`,
    `}`,
  ];
}
