import { basename } from 'node:path';
import { remember } from '../remember.ts';
import type { ShellCommand } from './commands.ts';
import type { ShellWord } from './words.ts';

/** One program with its arguments, such as curl inside of `kubectl exec … -- curl …`. */
export interface Call {
  readonly program: string;
  readonly word: ShellWord;
  readonly args: readonly ShellWord[];
}

/** Programs that run the program named after them, and how many words of their own come first. */
const wrappers: ReadonlyMap<string, number> = new Map([
  ['sudo', 0],
  ['command', 0],
  ['exec', 0],
  ['nohup', 0],
  ['env', 0],
  ['xargs', 0],
  ['timeout', 1],
]);

/** The program of a command, and every program that it runs in turn. */
export const callsOf = remember((command: ShellCommand): readonly Call[] => callsIn(command.words));

function callsIn(words: readonly ShellWord[]): readonly Call[] {
  const [word, ...args] = words;
  if (word === undefined) return [];
  const call = { program: basename(word.text), word, args };
  return [call, ...callsIn(innerWords(call))];
}

function innerWords({ program, args }: Call): readonly ShellWord[] {
  if (program === 'kubectl' || program === 'docker') {
    const dashes = args.findIndex(({ text }) => text === '--');
    return dashes === -1 ? [] : args.slice(dashes + 1);
  }
  const own = wrappers.get(program);
  if (own === undefined) return [];
  const first = args.findIndex(({ text }) => !text.startsWith('-') && !/^[A-Za-z_]\w*=/.test(text));
  return first === -1 ? [] : args.slice(first + own);
}

/** Flags of kubectl that take their value as the next word. */
const valueFlags = new Set(
  '-n --namespace -o --output -f --filename -k --kustomize -l --selector -c --container --context --kubeconfig --cluster --user --token -s --server --image --type -p --patch --for --timeout --field-selector --replicas --to-revision --sort-by --tail --since --restart --password --username'.split(
    ' ',
  ),
);

/** A kubectl call taken apart; what comes after `--` is another program's. */
export interface Kubectl {
  readonly call: Call;
  /** Words that are neither flags nor their values: the verb and its objects. */
  readonly positionals: readonly ShellWord[];
  /** The word of a flag, whichever of its names is written. */
  flag(...names: readonly string[]): ShellWord | undefined;
  /** The value of a flag, written `--flag=value` or `--flag value`. */
  value(...names: readonly string[]): string | undefined;
}

/** Undefined: the call is not kubectl's. */
export const asKubectl = remember((call: Call): Kubectl | undefined => {
  if (call.program !== 'kubectl') return undefined;
  const dashes = call.args.findIndex(({ text }) => text === '--');
  const args = dashes === -1 ? call.args : call.args.slice(0, dashes);
  const isValue = (index: number): boolean => valueFlags.has(args[index - 1]?.text ?? '');
  const position = (names: readonly string[]): number =>
    args.findIndex(
      ({ text }, index) =>
        !isValue(index) && names.some((name) => text === name || text.startsWith(`${name}=`)),
    );
  return {
    call,
    positionals: args.filter(({ text }, index) => !text.startsWith('-') && !isValue(index)),
    flag: (...names) => args[position(names)],
    value: (...names) => {
      const at = position(names);
      const written = args[at]?.text;
      if (written === undefined) return undefined;
      return written.includes('=') ? written.slice(written.indexOf('=') + 1) : args[at + 1]?.text;
    },
  };
});
