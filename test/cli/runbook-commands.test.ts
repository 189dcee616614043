import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectGolden } from '../fixtures/golden.ts';
import { greet, makePlace, type Place } from './run-cli.ts';

const platform = `environments:
  staging: { production: false, namespace: stage }
  production: { namespace: prod }
`;

const including = (id: string): string =>
  `# X\n\n\`\`\`yaml step\nkind: include\nid: in\nrunbook: ${id}\n\`\`\`\n`;

describe('looking at runbooks', () => {
  let place: Place;
  beforeEach(() => {
    place = makePlace();
    place.write('work/runbooks/greet.md', greet);
    place.write('work/runbooks/platform.yaml', platform);
  });
  afterEach(() => place.remove());

  describe('list', () => {
    it('says where each runbook comes from, and which is never reached', async () => {
      place.write('.local/share/teei-runbook/runbooks/mine.md', greet.replace('id: greet', 'id: greet'));
      const { code, stdout } = await place.run(['list']);
      expect(code).toBe(0);
      expect(stdout).toContain(`This repository ${place.work}/runbooks\n  greet  Greet somebody\n`);
      expect(stdout).toContain('Greet somebody (never reached: runbooks/greet.md comes first)');
      expect(stdout).toContain('Bundled with teei-runbook');
    });

    it('lists an invalid runbook and says so', async () => {
      place.write('work/runbooks/broken.md', '---\ntitel: x\n---\n');
      const { code, stdout } = await place.run(['list']);
      expect(code).toBe(0);
      expect(stdout).toContain('broken  not valid (see teei-runbook lint runbooks/broken.md)');
    });

    it('gives JSON to scripts', async () => {
      const { stdout } = await place.run(['list', '--json']);
      const rows = z.array(z.looseObject({ id: z.string(), origin: z.string() })).parse(JSON.parse(stdout));
      expect(rows[0]).toMatchObject({
        id: 'greet',
        origin: 'repository',
        path: 'runbooks/greet.md',
        errors: 0,
      });
    });

    it('has colours on a terminal only, and none where NO_COLOR is set', async () => {
      expect((await place.run(['list'], { isTTY: true })).stdout).toContain('\u001b[');
      expect((await place.run(['list'], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain(
        '\u001b',
      );
      expect((await place.run(['list'])).stdout).not.toContain('\u001b');
    });

    it('shows control characters of a title as text', async () => {
      place.write('work/runbooks/odd.md', '---\ntitle: "a\\e[2Jb"\n---\n- [ ] x\n');
      const { stdout } = await place.run(['list'], { isTTY: true, env: { NO_COLOR: '1' } });
      expect(stdout).toContain('a\\x1b[2Jb');
    });
  });

  describe('show', () => {
    it('tells what a runbook is for', async () => {
      const { code, stdout, stderr } = await place.run(['show', 'greet']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expectGolden(new URL('../fixtures/cli/show-greet.txt', import.meta.url), stdout);
    });

    it('fits 60 columns', async () => {
      const { stdout } = await place.run(['show', 'greet'], { columns: 60 });
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    });

    it('shows the problems of an invalid file on stderr, with their lines', async () => {
      place.write('work/broken.md', '---\ntitel: x\n---\n');
      const { code, stdout, stderr } = await place.run(['show', './broken.md']);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^broken\.md:2:1: error: .*titel[^]*2 \| titel: x\n/);
    });
  });

  describe('plan', () => {
    it('resolves every step and runs nothing', async () => {
      const { code, stdout, stderr } = await place.run([
        'plan',
        'greet',
        '-p',
        'name=Alice',
        '--environment',
        'staging',
      ]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expectGolden(new URL('../fixtures/cli/plan-greet.txt', import.meta.url), stdout);
    });

    it('shows what is missing as a variable', async () => {
      const { stdout } = await place.run(['plan', 'greet']);
      expect(stdout).toMatch(/^ {2}name +\$NAME +not given yet$/m);
      expect(stdout).toMatch(/^environment {2}not chosen yet/m);
    });

    it('shows no secret, wherever it comes from', async () => {
      place.write('work/token', 'hunter2');
      const env = { TEEI_PARAM_TOKEN: 'hunter2' };
      for (const format of [[], ['--json']]) {
        const { code, stdout } = await place.run(['plan', 'greet', '-p', 'token=@token', ...format], { env });
        expect(code).toBe(0);
        expect(stdout).not.toContain('hunter2');
      }
    });

    it('does not run the command that a secret comes from', async () => {
      const marker = join(place.work, 'ran');
      place.write(
        'work/runbooks/platform.yaml',
        `${platform}secrets: { token: { command: "touch ${marker}" } }\n`,
      );
      expect((await place.run(['plan', 'greet'])).code).toBe(0);
      expect((await place.run(['lint', marker])).stderr).toContain('There is no');
    });

    it('includes what lies beside the runbook, wherever it is called from', async () => {
      place.write(
        'elsewhere/runbooks/outer.md',
        '# Outer\n\n```yaml step\nkind: include\nid: in\nrunbook: inner\n```\n',
      );
      place.write('elsewhere/runbooks/inner.md', '# Inner\n\n- [ ] Ready\n');
      const { code, stdout, stderr } = await place.run(['plan', '../elsewhere/runbooks/outer.md']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/step +in\.inner-1, of Inner \(checklist, asks a person\)/);
    });

    it('says whether a condition holds', async () => {
      const held = await place.run(['plan', 'greet', '-p', 'tone=warm']);
      expect(held.stdout).toContain('tone is "warm" (which is so)');
    });

    const wrong: readonly (readonly [argv: readonly string[], said: RegExp])[] = [
      [['-p', 'nam=Bob'], /no parameter nam[^]*`name`/],
      [['-p', 'tone=wam'], /`tone` must be one of warm, plain[^]*`warm`/],
      [['-p', 'name'], /name=value/],
      [['-p', 'token=hunter2'], /token is a secret/],
      [['--environment', 'stagin'], /no environment stagin[^]*`staging`/],
    ];

    it.each(wrong)('refuses %j', async (argv, said) => {
      const { code, stdout, stderr } = await place.run(['plan', 'greet', ...argv]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(said);
    });

    it('is one JSON object for scripts', async () => {
      const { stdout } = await place.run(['plan', 'greet', '-p', 'name=Alice', '--json']);
      const steps = z
        .object({ steps: z.array(z.looseObject({ id: z.string() })) })
        .parse(JSON.parse(stdout)).steps;
      expect(steps.map(({ id }) => id)).toEqual(['hello', 'heard']);
    });
  });

  describe('lint', () => {
    it('has nothing to say of a good library, and gives 0', async () => {
      const { code, stdout } = await place.run(['lint', 'runbooks/platform.yaml']);
      expect({ code, stdout }).toEqual({ code: 0, stdout: '1 file, nothing to say\n' });
    });

    it('gives 2 for an error, with its line', async () => {
      place.write('work/runbooks/broken.md', '---\ntitel: x\n---\n');
      const { code, stdout } = await place.run(['lint']);
      expect(code).toBe(2);
      expect(stdout).toMatch(/runbooks\/broken\.md:2:1: error: /);
    });

    it('speaks as GitHub and JSON want it', async () => {
      place.write('work/runbooks/broken.md', '---\ntitel: x\n---\n');
      const github = await place.run(['lint', 'runbooks/broken.md', '--format', 'github']);
      expect(github.stdout).toMatch(/^::error file=runbooks\/broken\.md,line=2,/);
      const json = await place.run(['lint', 'runbooks/broken.md', '--format', 'json']);
      expect(z.array(z.looseObject({ file: z.string() })).parse(JSON.parse(json.stdout))[0]?.file).toBe(
        'runbooks/broken.md',
      );
    });

    it('finds runbooks that include each other', async () => {
      place.write('work/runbooks/a.md', including('b'));
      place.write('work/runbooks/b.md', including('a'));
      const { code, stdout } = await place.run(['lint', 'runbooks/a.md']);
      expect(code).toBe(2);
      expect(stdout).toContain('a → b → a');
    });

    it('checks platform.yaml along with the runbooks', async () => {
      place.write('work/runbooks/platform.yaml', 'enviroments: {}\n');
      const { code, stdout } = await place.run(['lint']);
      expect(code).toBe(2);
      expect(stdout).toContain('runbooks/platform.yaml:1:1');
    });

    it.each([['nope.md'], ['runbooks/missing.md'], ['unknown-id'], ['/dev/null.md']])(
      'gives 2 for %s',
      async (target) => {
        const { code, stdout, stderr } = await place.run(['lint', target]);
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toMatch(/^teei-runbook: There is no /);
      },
    );

    it('has nothing to look at where there is no library', async () => {
      place.write('empty/.git/HEAD', '');
      const { code, stderr } = await place.run(['lint'], { cwd: 'empty' });
      expect(code).toBe(2);
      expect(stderr).toContain('There are no runbooks to look at');
    });

    it('is not led in circles by links, nor stopped by what can’t be read', async () => {
      symlinkSync(join(place.work, 'runbooks'), join(place.work, 'runbooks/again'));
      symlinkSync('/nowhere', join(place.work, 'runbooks/lost.md'));
      place.write('work/runbooks/closed/x.md', greet);
      chmodSync(join(place.work, 'runbooks/closed'), 0o000);
      const { stdout } = await place.run(['list']);
      chmodSync(join(place.work, 'runbooks/closed'), 0o700);
      expect(stdout).not.toContain('again');
      expect(stdout).toContain('greet');
    });
  });
});
