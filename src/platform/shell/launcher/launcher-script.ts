import { quoteWord } from '../prelude.ts';

/** What the launcher says before anything else: it can do what it is asked for. */
export const readyLine = 'ready';

/**
 * What the launcher runs. It reads requests from descriptor 3, forks a shell for each, in a process group of its own,
 * and says there how it ended. Descriptors 5 and 6 are pipes without a name or a writer, which a forked shell opens
 * for writing by /proc: at the end of such a pipe, nothing of that shell is left that could print.
 *
 * bash's status alone does not tell an end by a signal from an exit with 128 and more; what bash says of
 * a job does, and with job control it says it before `wait` returns. `wait -f` is of bash 5.0.
 */
export const launcherScript = [
  '((BASH_VERSINFO[0] >= 5)) && [[ -e /proc/self/fd/3 ]] || exit 0',
  'exec 5< <(:) 6< <(:)',
  'set -m; exec 2>&3',
  `printf '${readyLine}\\n' >&3`,
  'while IFS= TMOUT=0 read -r __runbook_length <&3; do',
  '  [[ $__runbook_length ]] || continue',
  '  IFS= TMOUT=0 LC_ALL=C read -r -N "$__runbook_length" __runbook_request <&3 || exit 0',
  '  eval "$__runbook_request" &',
  '  wait -f "$!"',
  `  printf '=%d\\n' "$?" >&3`,
  'done',
].join('\n');

/** One request: its length in bytes, and shell text that becomes the process. */
export function requestText(text: string, changes: EnvironmentChanges): string {
  const request = [
    ...environmentLines(changes),
    'exec 1>/proc/self/fd/5 2>/proc/self/fd/6 5<&- 6<&-',
    `unset -v __runbook_length __runbook_request; printf '@%d\\n' "$BASHPID" >&3`,
    text,
  ].join('\n');
  return `${Buffer.byteLength(request)}\n${request}`;
}

function environmentLines({ set, unset }: EnvironmentChanges): readonly string[] {
  const assignments = set.map(([name, value]) => `${name}=${quoteWord(value)}`);
  return [
    ...(unset.length === 0 ? [] : [`unset -v ${unset.join(' ')}`]),
    ...(assignments.length === 0 ? [] : [`export ${assignments.join(' ')}`]),
  ];
}

/** What has to be changed in one environment for another. */
export interface EnvironmentChanges {
  readonly set: readonly (readonly [name: string, value: string])[];
  readonly unset: readonly string[];
}

type Environment = Readonly<Record<string, string>>;

/**
 * What makes one environment of another, where both pass through. SHLVL is always set, since the launcher counts itself
 * as a level, and bash takes one off before it is replaced by another program.
 */
export function environmentChanges(from: Environment, to: Environment): EnvironmentChanges {
  const changed = Object.entries(to).filter(([name, value]) => name !== '_' && from[name] !== value);
  const unset = Object.keys(from).filter((name) => name !== '_' && to[name] === undefined);
  const level = ['SHLVL', String(Number(to['SHLVL'] ?? 0) + 1)] as const;
  const set = [...changed.filter(([name]) => name !== 'SHLVL'), level];
  return { set, unset };
}

/** True where bash hands on every variable as it came, and any other shell at the gate would too. */
export function passesThrough(env: Environment): boolean {
  return Object.entries(env).every(
    ([name, value]) =>
      plainName.test(name) && !bashOwn.test(name) && value.length < longest && !value.includes('\0'),
  );
}

/** Characters. The kernel takes 128 KiB at most; what is longer is refused, which Node tells best. */
const longest = 32 * 1024;

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Variables that bash makes up itself, or takes for settings of its own (bash(1), "Shell Variables"). */
const bashOwn =
  /^(?:BASH.*|SHELLOPTS|POSIXLY_CORRECT|E?UID|PPID|GROUPS|DIRSTACK|FUNCNAME|LINENO|S?RANDOM|SECONDS|EPOCH.*|HISTCMD|OPT(?:IND|ARG|ERR)|COMP_.*)$/;
