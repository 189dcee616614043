import * as z from 'zod';

/** What a parameter, capture or answer may be called. */
const valueNamePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

const longestName = 63;

export const valueNameSchema = z.string().max(longestName).regex(valueNamePattern, {
  error: 'must be a name of small letters, digits and hyphens, such as image-tag',
});

/** The environment variable of a value: `image-tag` → `IMAGE_TAG`. */
export function variableName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** Values that every session has. */
export const builtInNames = ['environment', 'production', 'namespace', 'session'] as const;

const shellReason = 'the shell itself uses it';
const processReason = 'it changes how every program runs';
const sessionReason = 'the runbook sets it itself';

const refusedVariables: ReadonlyMap<string, string> = new Map([
  ...[
    'PATH',
    'HOME',
    'TMPDIR',
    'LANG',
    'TERM',
    'TZ',
    'LANGUAGE',
    'USER',
    'LOGNAME',
    'SHELL',
    'EDITOR',
    'VISUAL',
    'PAGER',
  ].map((name) => [name, processReason] as const),
  ...[
    'IFS',
    'SHELLOPTS',
    'BASHOPTS',
    'ENV',
    'BASH',
    'UID',
    'EUID',
    'PPID',
    'PWD',
    'OLDPWD',
    'CDPATH',
    'PS1',
    'PS2',
    'PS3',
    'PS4',
    'OPTIND',
    'OPTARG',
    'OPTERR',
    'RANDOM',
    'SECONDS',
    'LINENO',
    'HOSTNAME',
    'HOSTTYPE',
    'OSTYPE',
    'MACHTYPE',
    'GROUPS',
    'SHLVL',
    'FUNCNAME',
    'DIRSTACK',
    'PIPESTATUS',
    'REPLY',
    'GLOBIGNORE',
    'EXECIGNORE',
    'FIGNORE',
    'POSIXLY_CORRECT',
    'PROMPT_COMMAND',
    'MAPFILE',
    'COPROC',
    'TIMEFORMAT',
    'HISTFILE',
    'SRANDOM',
    'EPOCHSECONDS',
    'EPOCHREALTIME',
    'TMOUT',
    'COLUMNS',
    'LINES',
  ].map((name) => [name, shellReason] as const),
  ...['SESSION_DIR', 'STEP_DIR'].map((name) => [name, sessionReason] as const),
]);

const refusedPrefixes: readonly (readonly [prefix: string, reason: string])[] = [
  ['BASH_', shellReason],
  ['LC_', processReason],
  ['LD_', processReason],
  ['DYLD_', processReason],
  ['NODE_', processReason],
  ['NPM_', processReason],
  ['GIT_', processReason],
  ['SSH_', processReason],
  ['KUBE', 'it could point commands at another cluster'],
  ['TEEI_', 'the runbook reads its own settings from it'],
];

/**
 * Why a parameter, capture or answer may not be called this. Undefined: it may. The name is of the
 * form that `valueNameSchema` takes.
 */
export function refusedName(name: string): string | undefined {
  if (builtInNames.some((builtIn) => builtIn === name))
    return `every session already has a value \`${name}\``;
  const variable = variableName(name);
  const because = (reason: string): string => `it would become the variable ${variable}, and ${reason}`;
  const exact = refusedVariables.get(variable);
  if (exact !== undefined) return because(exact);
  if (variable.endsWith('_PROXY')) return because('it would redirect network traffic');
  const prefix = refusedPrefixes.find(([start]) => variable.startsWith(start));
  return prefix === undefined ? undefined : because(prefix[1]);
}
