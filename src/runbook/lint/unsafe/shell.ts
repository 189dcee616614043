import type { ShellWord } from '../shell/words.ts';
import { inCalls, type UnsafeCommand } from './unsafe-command.ts';

const sharedFolder = /^\/(?:var\/)?tmp\/[^$`]+$/;
const pathPrograms = new Set(['mkdir', 'cd', 'pushd', 'touch', 'cp', 'mv', 'tee']);

/** Shell habits that fail when commands run one at a time, far from the person who wrote them. */
export const unsafeShell: readonly UnsafeCommand[] = [
  {
    code: 'lint/placeholder',
    message: 'This is a placeholder, which a shell takes for a redirection or an argument.',
    hint: 'Make it a parameter and write "$ITS_NAME"',
    find: ({ words, redirects }, { script }) => {
      const dots = words.find(({ raw }) => raw === '...' || raw === '…');
      if (dots !== undefined) return dots;
      const open = redirects.find(
        ({ operator, target }) =>
          operator === '<' &&
          script.charAt(target.start - 1) === '<' &&
          script.charAt(target.end) === '>' &&
          /^[A-Za-z][\w-]*$/.test(target.raw),
      );
      return open === undefined ? undefined : { start: open.target.start - 1, end: open.target.end + 1 };
    },
  },
  {
    code: 'lint/image-latest',
    message: 'An image without a fixed version can be another one each time.',
    hint: 'Name a version, or better a digest (@sha256:…)',
    find: inCalls(({ program, args }) =>
      args.find((arg, index) => isFloatingImage(program, arg, args[index - 1])),
    ),
  },
  {
    code: 'lint/date-path',
    message: 'The time is taken anew each time this is written, so that two such paths differ.',
    hint: 'Use "$STEP_DIR", which belongs to this attempt',
    find: ({ words, redirects }, { script }) => {
      const program = words[0]?.text ?? '';
      const paths = [
        ...(pathPrograms.has(program) ? words.slice(1) : []),
        ...redirects.map(({ target }) => target),
      ];
      return paths.find(({ substitutions }) =>
        substitutions.some(({ start, end }) => /^\s*date\b/.test(script.slice(start, end))),
      );
    },
  },
  {
    code: 'lint/predictable-file',
    message:
      'A file with a fixed name in a shared folder can be read, or put there, by anybody on the machine.',
    hint: 'Use "$STEP_DIR" or "$SESSION_DIR"',
    find: ({ words, redirects }) =>
      [...words.slice(1), ...redirects.map(({ target }) => target)].find(({ text }) =>
        sharedFolder.test(text),
      ),
  },
  {
    code: 'lint/environment-dump',
    message: 'This prints the environment, tokens and passwords included, and proves nothing.',
    hint: 'Print the names alone, or test the login that the value is for',
    find: inCalls(({ program, args, word }) =>
      (program === 'env' || program === 'printenv') && args.length === 0 ? word : undefined,
    ),
  },
  {
    code: 'lint/background-job',
    message: 'A port-forward in the background is never closed, and its fixed port may be taken.',
    hint: 'Use a check that asks the service itself; the runbook opens and closes the connection',
    find: inCalls(({ program, args, word }, { after }) =>
      program === 'kubectl' && after === '&' && args.some(({ text }) => text === 'port-forward')
        ? word
        : undefined,
    ),
  },
  {
    code: 'lint/background-job',
    message: 'A process left in the background outlives its step, and its failure is lost.',
    hint: 'Run it in the foreground, or end the script with `wait` for its process id',
    find: (command, { commands }) => {
      const waits = commands.some(({ words }) => words[0]?.text === 'wait' || words[0]?.text === 'kill');
      const forwards = command.words.some(({ text }) => text === 'port-forward');
      return command.after === '&' && !waits && !forwards ? command.words[0] : undefined;
    },
  },
];

function isFloatingImage(program: string, arg: ShellWord, before: ShellWord | undefined): boolean {
  const named = arg.text.startsWith('--image=') ? arg.text.slice('--image='.length) : undefined;
  const image = before?.text === '--image' ? arg.text : named;
  if (image !== undefined)
    return image.endsWith(':latest') || !/[:@$]/.test(image.slice(image.lastIndexOf('/') + 1));
  return ['docker', 'podman', 'kubectl', 'kustomize'].includes(program) && arg.text.endsWith(':latest');
}
