import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { packageVersion } from '../../src/platform/package-root.ts';
import { greet, makePlace, type Place } from './run-cli.ts';

describe('the command line', () => {
  let place: Place;
  beforeAll(() => {
    place = makePlace();
    place.write('work/runbooks/greet.md', greet);
    place.write('work/runbooks/listen.md', greet.replace('id: greet', 'id: listen'));
  });
  afterAll(() => place.remove());

  it('tells its version', async () => {
    expect(await place.run(['--version'])).toEqual({ code: 0, stdout: `${packageVersion()}\n`, stderr: '' });
  });

  it('lists every exit code in its help', async () => {
    const { code, stdout } = await place.run(['--help']);
    expect(code).toBe(0);
    for (const { code: number, meaning } of Object.values(exitCodes)) {
      expect(stdout).toMatch(new RegExp(`^ {2}${number} +${meaning}$`, 'm'));
    }
  });

  const commands = [
    'list',
    'contacts',
    'scenarios',
    'show',
    'plan',
    'lint',
    'schema',
    'doctor',
    'init',
    'settings',
    'completion',
    'sessions',
  ];

  it.each([
    ...commands,
    'sessions list',
    'sessions show',
    'sessions verify',
    'settings set',
    'settings unset',
    'settings keys',
  ])('has help with examples for %s', async (name) => {
    const { code, stdout, stderr } = await place.run([...name.split(' '), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Usage: teei-runbook/);
    expect(stdout).toMatch(/^Examples:\n {2}\S/m);
  });

  it('keeps help within the width of the terminal', async () => {
    const { stdout } = await place.run(['--help'], { columns: 60 });
    const options = stdout.slice(0, stdout.indexOf('Examples:'));
    expect(Math.max(...options.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  const wrong: readonly (readonly [argv: readonly string[], said: RegExp])[] = [
    [['lst'], /^teei-runbook: There is no command or runbook "lst".*\n.*Did you mean `list`\?\n$/],
    [['gret'], /^teei-runbook: There is no runbook "gret".*\n.*Did you mean `greet`\?\n$/],
    [
      ['list', '--jsn'],
      /^teei-runbook: Unknown option '--jsn'\. Did you mean --json\?\n.*teei-runbook list --help\n$/,
    ],
    [['--unatended'], /^teei-runbook: Unknown option '--unatended'\. Did you mean --unattended\?\n/],
    [
      ['sessions', 'shw'],
      /^teei-runbook: Unknown command 'shw'\. Did you mean show\?\n.*teei-runbook sessions --help\n$/,
    ],
    [['plan'], /^teei-runbook: Missing required argument 'RUNBOOK\|FILE'\.\n/],
    [['plan', 'greet', 'twice'], /^teei-runbook: Too many arguments/],
    [['lint', '--format', 'xml'], /Allowed choices are text, json, github\.\n/],
    [['completion', 'csh'], /Allowed choices are bash, zsh, fish\.\n/],
    [['show', 'no\u001b[2Jsuch'], /\\x1b\[2J|\\u001b\[2J/],
    [['\u001b[2J', '--nope'], /Unknown option '--nope'/],
    [['sessions', '--bogus'], /^teei-runbook: Unknown option '--bogus'\.\n.*teei-runbook sessions --help\n$/],
    [['sessions', 'shw', '--json'], /^teei-runbook: Unknown command 'shw'\. Did you mean show\?\n/],
  ];

  it.each(wrong)('refuses %j with exit code 2', async (argv, said) => {
    const { code, stdout, stderr } = await place.run(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
