import { exitCodes } from './exit-codes.ts';

/** An example of a command, and what it does. */
type Example = readonly [command: string, meaning: string];

const examples = {
  'teei-runbook': [
    ['teei-runbook', 'choose a runbook'],
    ['teei-runbook deploy -p version=v1.2.3', 'walk a runbook, with one value given'],
    ['teei-runbook ./runbooks/deploy.md', 'walk a file'],
    ['teei-runbook plan deploy', 'look at every step, run nothing'],
    ['teei-runbook --resume', 'go on where the last session stopped'],
  ],
  list: [
    ['teei-runbook list', 'every runbook in reach'],
    ['teei-runbook list --json | jq -r ".[].id"', 'their ids'],
  ],
  contacts: [
    ['teei-runbook contacts', 'whom to call, and when'],
    ['teei-runbook contacts --json | jq -r ".[].role"', 'the roles'],
  ],
  scenarios: [
    ['teei-runbook scenarios', 'what can be practised'],
    ['teei-runbook lint runbooks/scenarios', 'are your own valid?'],
  ],
  show: [['teei-runbook show deploy', 'what it is for, what it asks for, its steps']],
  plan: [
    ['teei-runbook plan deploy -p version=v1.2.3', 'every step with this version'],
    ['teei-runbook plan deploy --environment staging --json', 'the same for a script'],
  ],
  lint: [
    ['teei-runbook lint', 'the runbooks of this repository'],
    ['teei-runbook lint runbooks/deploy.md', 'one file'],
    ['teei-runbook lint --format github', 'as annotations of a pull request'],
  ],
  test: [
    ['teei-runbook test', 'the tests of this repository’s runbooks'],
    ['teei-runbook test deploy --case "rolled back"', 'one case of one runbook'],
    ['teei-runbook test --format junit --output tests.xml', 'for a CI system'],
  ],
  schema: [
    ['teei-runbook schema > runbook.schema.json', 'for an editor: front matter, steps, platform.yaml'],
    ['teei-runbook schema --step verify', 'the keys of one kind of step'],
    ['teei-runbook schema --events', 'the records of the log'],
  ],
  doctor: [['teei-runbook doctor', 'is everything here that a session needs?']],
  init: [
    ['teei-runbook init', 'write a library to ./runbooks'],
    ['teei-runbook init ops/runbooks', 'write it elsewhere'],
  ],
  settings: [
    ['teei-runbook settings', 'what is set, and where the file is'],
    ['teei-runbook settings set theme light', 'colours for a light background'],
    ['teei-runbook settings set keys.skip K', 'another key in the full screen'],
  ],
  'settings set': [
    ['teei-runbook settings set attention bell title', 'no notifications on the desktop'],
    ['teei-runbook settings set keys.page-down pagedown ctrl+v', 'two keys for one action'],
    ['teei-runbook settings set keys.abort none', 'no key: only in the palette'],
  ],
  'settings unset': [
    ['teei-runbook settings unset keys.skip', 'the shipped key again'],
    ['teei-runbook settings unset keys', 'all of them'],
  ],
  'settings keys': [['teei-runbook settings keys', 'which key does what']],
  completion: [
    ['eval "$(teei-runbook completion bash)"', 'in ~/.bashrc'],
    ['eval "$(teei-runbook completion zsh)"', 'in ~/.zshrc, after compinit'],
    ['teei-runbook completion fish | source', 'in ~/.config/fish/config.fish'],
  ],
  'sign-off': [
    ['teei-runbook sign-off request 20260102-1 --for bob', 'for the step at which it waits'],
    ['teei-runbook sign-off sign go.signoff --key ~/.ssh/id_ed25519', 'bob, on a machine of his own'],
    ['teei-runbook sign-off accept go.signoff', 'puts it into the session'],
  ],
  'sign-off request': [
    ['teei-runbook sign-off request 20260102-1 approve --for bob', 'refused where another step waits'],
  ],
  'sign-off sign': [
    ['teei-runbook sign-off sign go.signoff', 'with your own key'],
    ['ssh-keygen -Y sign -f KEY -n teei-runbook-signoff@teei go.signoff', 'the same with stock tools'],
  ],
  'sign-off accept': [['teei-runbook sign-off accept go.signoff', 'with go.signoff.sig beside it']],
  sessions: [
    ['teei-runbook sessions', 'look through them on the full screen'],
    ['teei-runbook sessions list', 'what was done, newest first'],
    ['teei-runbook sessions show 20260102-1', 'one session, by the beginning of its id'],
    ['teei-runbook sessions verify', 'was a log changed since?'],
  ],
  'sessions list': [
    ['teei-runbook sessions list --since 7d --outcome failed', 'what went wrong this week'],
    ['teei-runbook sessions list --runbook deploy --operator alice', 'who did what'],
    ['teei-runbook sessions list --sessions-dir /mnt/archive --json', 'of a copied archive, for a script'],
  ],
  'sessions search': [
    ['teei-runbook sessions search "connection refused"', 'in records and outputs'],
    ['teei-runbook sessions search OOMKilled --runbook deploy --since 30d', 'in some of them'],
  ],
  'sessions log': [
    ['teei-runbook sessions log 20260102-1', 'what happened, and when nothing did'],
    ['teei-runbook sessions log 20260102-1 --follow', 'while somebody walks it'],
  ],
  'sessions diff': [['teei-runbook sessions diff 20260102-1 20260103-1', 'what went otherwise']],
  'sessions replay': [['teei-runbook sessions replay 20260102-1 --speed 10', 'ten times as fast']],
  'sessions show': [['teei-runbook sessions show 20260102-1', 'by the beginning of its id']],
  'sessions export': [
    ['teei-runbook sessions export 20260102-1 --output post-mortem.md', 'a post-mortem, from the log'],
    ['teei-runbook sessions export 20260102-1 --format html --output report.html', 'to read, send and print'],
    [
      'teei-runbook sessions export 20260102-1 --format otlp --output trace.json',
      'for a collector’s /v1/traces',
    ],
    ['teei-runbook sessions export 20260102-1 --format junit', 'a test case for each step, for CI'],
  ],
  'sessions verify': [
    ['teei-runbook sessions verify', 'every session'],
    ['teei-runbook sessions verify 20260102-1 --explain > prove.sh', 'the same with stock tools'],
    [
      'teei-runbook sessions verify --witness /mnt/audit/heads.jsonl',
      'was one put back to an earlier state?',
    ],
    ['teei-runbook sessions verify 20260102-1 --allowed-signers signers --require-signed', 'for an audit'],
  ],
  'sessions archive': [
    ['teei-runbook sessions archive 20260102-1', 'into a file of its name, here'],
    ['teei-runbook sessions archive 20260102-1 20260103-0 --output two.tar.gz', 'several into one file'],
  ],
  'sessions import': [
    ['teei-runbook sessions import two.tar.gz', 'verified, then put in place'],
    ['teei-runbook sessions import two.tar.gz --allowed-signers signers', 'with the auditor’s list'],
  ],
  'sessions prune': [
    ['teei-runbook sessions prune --older-than 90d --dry-run', 'which would go, and what they take'],
    ['teei-runbook sessions prune --older-than 90d', 'asks, then removes them'],
  ],
} as const satisfies Readonly<Record<string, readonly Example[]>>;

export type ExampleName = keyof typeof examples;

/** The examples of a command, as they stand below its help. */
export function examplesText(name: ExampleName): string {
  const lines = examples[name].flatMap(([command, meaning]) =>
    command.length > 48
      ? [`  ${command}`, `${' '.repeat(50)}${meaning}`]
      : [`  ${command.padEnd(48)}${meaning}`],
  );
  return `\nExamples:\n${lines.join('\n')}\n`;
}

/** Every exit code with its meaning. */
export function exitCodesText(): string {
  const lines = Object.values(exitCodes).map(({ code, meaning }) => `  ${String(code).padEnd(8)}${meaning}`);
  return `\nExit codes:\n${lines.join('\n')}\n  ${'128+n'.padEnd(8)}ended by signal n\n`;
}
