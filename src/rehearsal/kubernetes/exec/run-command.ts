import type { CommandBehaviour } from '../kubelet/behaviour.ts';
import { textAt } from '../objects/json.ts';
import { nameOf } from '../objects/kube-object.ts';
import { stamp } from '../store/stamp.ts';
import { environmentOf } from './environment.ts';
import type { Inside } from './inside.ts';
import { mountedFiles } from './mounted-files.ts';
import { type CommandResult, failedWith, followedBy, wrote } from './result.ts';
import { readScript } from './shell-script.ts';

/**
 * Runs a command in a container: those that the image knows, a shell with them, and a few that every image has.
 * What is not among them ends with 127 and says so.
 */
export function runCommand(inside: Inside, words: readonly string[]): CommandResult {
  const known = behaviourOf(inside, words);
  if (known !== undefined) return ran(known);
  const [program = '', ...rest] = words;
  const name = program.slice(program.lastIndexOf('/') + 1);
  return (programs[name] ?? unknown)(inside, rest, name);
}

type Program = (inside: Inside, words: readonly string[], name: string) => CommandResult;

const programs: Readonly<Record<string, Program>> = {
  bash: shell,
  cat,
  date: ({ world }) => wrote(`${stamp(world.schedule.now())}\n`),
  echo: (_inside, words) => wrote(`${words.join(' ')}\n`),
  env,
  false: () => failedWith(1, ''),
  hostname: ({ pod }) => wrote(`${nameOf(pod)}\n`),
  printenv,
  sh: shell,
  true: () => wrote(''),
};

function behaviourOf({ world, spec }: Inside, words: readonly string[]): CommandBehaviour | undefined {
  const commands = world.behaviourOf(textAt(spec, 'image') ?? '')?.commands ?? [];
  return commands.find(
    (command) => command.words.length > 0 && command.words.every((word, index) => word === words[index]),
  );
}

function ran({ exitCode, output, takes }: CommandBehaviour): CommandResult {
  const text = output.map((line) => `${line}\n`).join('');
  return { stdout: exitCode === 0 ? text : '', stderr: exitCode === 0 ? '' : text, exitCode, takes };
}

function unknown({ world, spec }: Inside, _words: readonly string[], name: string): CommandResult {
  const own = (world.behaviourOf(textAt(spec, 'image') ?? '')?.commands ?? []).map(({ words }) =>
    words.join(' '),
  );
  const all = [...own, ...Object.keys(programs)].join(', ');
  return failedWith(127, `${name}: not found. A rehearsed container knows only: ${all}`);
}

/** `sh -c SCRIPT`. Flags before it that change nothing here, such as -e, are passed over. */
function shell(inside: Inside, words: readonly string[], name: string): CommandResult {
  const flag = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  const script = flag === -1 ? undefined : words[flag + 1];
  if (script === undefined)
    return failedWith(2, `${name}: in a rehearsed container a shell needs -c and a script`);
  return runScript(inside, script, name);
}

/** `exited`: the script ended the shell, with `exit`. */
export interface ScriptResult extends CommandResult {
  readonly exited: boolean;
}

/** Runs a script as a shell would, as far as readScript reads it. `name`: of the shell, for what it can't do. */
export function runScript(inside: Inside, script: string, name: string): ScriptResult {
  const commands = readScript(script, environmentOf(inside));
  if ('beyond' in commands) {
    const what = JSON.stringify(commands.beyond);
    return { ...failedWith(2, `${name}: ${what} is more than a rehearsed shell can do`), exited: false };
  }
  let result = wrote('');
  for (const { when, words } of commands) {
    if (when === 'success' && result.exitCode !== 0) continue;
    if (when === 'failure' && result.exitCode === 0) continue;
    const [first, code = String(result.exitCode)] = words;
    if (first === 'exit') return { ...result, exitCode: Number.parseInt(code, 10) || 0, exited: true };
    result = followedBy(result, runCommand(inside, first === 'exec' ? words.slice(1) : words));
  }
  return { ...result, exited: false };
}

function env(inside: Inside): CommandResult {
  return wrote([...environmentOf(inside)].map(([key, value]) => `${key}=${value}\n`).join(''));
}

function printenv(inside: Inside, names: readonly string[]): CommandResult {
  if (names.length === 0) return env(inside);
  const variables = environmentOf(inside);
  const found = names.flatMap((name) => variables.get(name) ?? []);
  return {
    ...wrote(found.map((value) => `${value}\n`).join('')),
    exitCode: found.length === names.length ? 0 : 1,
  };
}

function cat(inside: Inside, paths: readonly string[]): CommandResult {
  const files = mountedFiles(inside);
  return paths
    .map((path) => {
      const text = files.get(path);
      return text === undefined ? failedWith(1, `cat: ${path}: No such file or directory`) : wrote(text);
    })
    .reduce((before, result) => {
      const { exitCode } = before;
      const both = followedBy(before, result);
      return { ...both, exitCode: Math.max(exitCode, result.exitCode) };
    }, wrote(''));
}
