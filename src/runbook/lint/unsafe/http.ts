import { inCalls, type UnsafeCommand } from './unsafe-command.ts';

const checked = new Set(['curl', 'wget', 'kubectl', 'helm', 'psql', 'vault']);
const excuses = new Set(['echo', 'printf', 'true', ':']);
const failing = /^(?:-[a-zA-Z#]*f[a-zA-Z#]*|--fail|--fail-with-body|--fail-early|-w|--write-out(?:=.*)?)$/;
const credential = /(?:^|_)(?:TOKEN|PASSWORD|PASSWD|SECRET|API_?KEY)$/;

/** Shell built-ins: their arguments never reach a list of processes. */
export const builtins: ReadonlySet<string> = new Set(
  ': . [ [[ alias cd declare echo eval exit export false for case function let local printf pwd read readonly return set shift source test trap true type typeset umask unset wait'.split(
    ' ',
  ),
);

/** HTTP calls and credentials in commands. */
export const unsafeHttp: readonly UnsafeCommand[] = [
  {
    code: 'lint/masked-failure',
    message: 'What follows `||` ends with 0, so that the step passes although this failed.',
    hint: 'Let it fail: a failed step is shown, and asks what to do',
    find: inCalls(({ program, word }, command, { next }) => {
      const excuse = next?.before === '||' && command.after === '||' ? next.words[0] : undefined;
      if (excuse === undefined || !checked.has(program) || !excuses.has(excuse.text)) return undefined;
      return { start: excuse.start, end: Math.max(excuse.end, word.end) };
    }),
  },
  {
    code: 'lint/curl-without-fail',
    message: 'Without --fail, curl ends with success on an HTTP error, a 500 included.',
    hint: 'Add --fail-with-body, or use an http check',
    find: inCalls(({ program, args, word }) =>
      program === 'curl' && !args.some(({ text }) => failing.test(text)) ? word : undefined,
    ),
  },
  {
    code: 'lint/password-in-url',
    message: 'A password in a URL reaches the process list, the history and, in a Pod, the audit log.',
    hint: 'Pass it in the environment, from a secret parameter or a Secret of the cluster',
    find: ({ words }) => words.find(({ text }) => /:\/\/[^/\s:@]+:[^/\s@]+@/.test(text)),
  },
  {
    code: 'lint/token-argument',
    message: 'A credential on a command line can be read by every user of the machine.',
    hint: 'Pass it in the environment or in a file: curl takes headers from one with -H @FILE',
    find: inCalls(({ program, args }) => {
      if (builtins.has(program)) return undefined;
      return args.find(
        ({ text, variables }) =>
          variables.some((name) => credential.test(name)) || /^--(?:token|password)(?:=|$)/.test(text),
      );
    }),
  },
];
