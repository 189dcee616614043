/** What is being completed, as the words before it say. */
export interface Position {
  /** The command that the words name, such as `sessions show`; empty: a runbook is walked. */
  readonly command: string;
  /** The option whose value it is, such as `--from`. Undefined: it is a word of its own. */
  readonly option: string | undefined;
  /** What has been typed of it so far. */
  readonly current: string;
  /** The runbook that was named before, if any. */
  readonly runbook: string | undefined;
  /** Words of the command before it, options left out. */
  readonly operands: readonly string[];
}

/** Options that take the word behind them. */
const valued = new Set([
  '-p',
  '--param',
  '--environment',
  '--context',
  '--from',
  '--format',
  '--case',
  '--output',
  '--jobs',
  '--step',
  '--allowed-signers',
  '--revoked-keys',
  '--max-size',
  '--witness',
  '--older-than',
  '--change',
  '--purpose',
  '--on-behalf-of',
  '--for',
  '--note',
  '--key',
  '--runbook',
  '--operator',
  '--cluster',
  '--outcome',
  '--since',
  '--until',
  '--sessions-dir',
  '--limit',
  '--speed',
]);

/** Every command of the first level. */
export const commands = [
  'list',
  'scenarios',
  'show',
  'plan',
  'lint',
  'test',
  'schema',
  'doctor',
  'init',
  'settings',
  'completion',
  'sessions',
  'sign-off',
  'help',
];

/** Commands of the second level, by the first. */
export const subcommands: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'sessions',
    ['list', 'show', 'search', 'log', 'diff', 'replay', 'export', 'verify', 'archive', 'import', 'prune'],
  ],
  ['sign-off', ['request', 'sign', 'accept']],
  ['settings', ['set', 'unset', 'keys']],
]);

/** Reads the words of a command line, the last of which is being typed. */
export function positionOf(words: readonly string[]): Position {
  const joined = joinAtEquals(words);
  const current = joined.at(-1) ?? '';
  const before = joined.slice(0, -1);
  const operands: string[] = [];
  let option: string | undefined;
  for (const word of before) {
    if (option !== undefined && valued.has(option)) option = undefined;
    else if (word.startsWith('-')) option = word;
    else {
      // The value of --resume may be left out; a word behind it is its value.
      if (option !== '--resume') operands.push(word);
      option = undefined;
    }
  }
  const waiting = option !== undefined && (valued.has(option) || option === '--resume') ? option : undefined;
  return { ...place(operands), option: waiting, current };
}

function place(operands: readonly string[]): Pick<Position, 'command' | 'runbook' | 'operands'> {
  const [first, second] = operands;
  if (first === undefined || !commands.includes(first)) return { command: '', runbook: first, operands };
  if (second !== undefined && subcommands.get(first)?.includes(second) === true) {
    return { command: `${first} ${second}`, runbook: undefined, operands: operands.slice(2) };
  }
  const takesRunbook = first === 'show' || first === 'plan';
  return { command: first, runbook: takesRunbook ? second : undefined, operands: operands.slice(1) };
}

/** Bash gives `name=value` as three words. */
function joinAtEquals(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let open = false;
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && (word === '=' || open)) joined[joined.length - 1] = `${last}${word}`;
    else joined.push(word);
    open = word === '=';
  }
  return joined;
}
