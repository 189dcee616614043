import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { frontMatterSchema } from '../../src/runbook/front-matter.ts';
import { inventorySchema } from '../../src/runbook/inventory-schema.ts';
import { stepKinds } from '../../src/steps/registry.ts';
import { greet, makePlace, type Place } from './run-cli.ts';
import { eventful, recordsOf, writeSession } from './write-session.ts';

const repository = resolve(import.meta.dirname, '../..');
const jsonSchema = z.looseObject({ properties: z.record(z.string(), z.unknown()) });
const findings = z.array(
  z.object({
    name: z.string(),
    level: z.enum(['good', 'warning', 'bad']),
    observed: z.string(),
    next: z.string().optional(),
  }),
);

function namesIn(folder: string): ReadonlySet<string> {
  return new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }));
}

describe('setting up', () => {
  let place: Place;
  beforeEach(() => {
    place = makePlace();
  });
  afterEach(() => place.remove());

  describe('init', () => {
    it('writes the bundled library, which lints clean, and says what next', async () => {
      const { code, stdout, stderr } = await place.run(['init']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('wrote  runbooks/platform.yaml\n');
      expect(stdout).toContain('teei-runbook lint runbooks');
      expect(namesIn(join(place.work, 'runbooks'))).toEqual(namesIn(join(repository, 'runbooks')));
      expect((await place.run(['lint'])).code).toBe(0);
    });

    it('never overwrites', async () => {
      place.write('work/runbooks/deploy.md', '# Mine\n');
      const { code, stdout } = await place.run(['init']);
      expect(code).toBe(0);
      expect(stdout).toContain('left   runbooks/deploy.md (it was there)');
      expect(readFileSync(join(place.work, 'runbooks/deploy.md'), 'utf8')).toBe('# Mine\n');
    });

    it('gives 1 where nothing could be written', async () => {
      await place.run(['init', 'ours']);
      const again = await place.run(['init', 'ours']);
      expect(again.code).toBe(1);
      expect(again.stdout).toContain('Nothing was written to ours.');
      place.write('work/file', '');
      const inFile = await place.run(['init', 'file']);
      expect(inFile.code).toBe(1);
      expect(inFile.stderr).toMatch(/file can’t be written/);
    });
  });

  describe('schema', () => {
    it.each([...stepKinds.keys()])('has the keys of %s, common ones too', async (kind) => {
      const { code, stdout } = await place.run(['schema', '--step', kind]);
      expect(code).toBe(0);
      const { properties } = jsonSchema.parse(JSON.parse(stdout));
      const own = Object.keys(stepKinds.get(kind)?.schema.shape ?? {});
      expect(Object.keys(properties)).toEqual(
        expect.arrayContaining([...own, 'id', 'when', 'on-failure', 'timeout']),
      );
      expect(properties['kind']).toEqual({ const: kind });
    });

    it('has the keys of front matter and platform.yaml', async () => {
      const front = jsonSchema.parse(JSON.parse((await place.run(['schema', '--front-matter'])).stdout));
      expect(Object.keys(front.properties)).toEqual(Object.keys(frontMatterSchema.shape));
      const platform = jsonSchema.parse(JSON.parse((await place.run(['schema', '--platform'])).stdout));
      expect(Object.keys(platform.properties)).toEqual(Object.keys(inventorySchema.shape));
    });

    it('has all of it by default, and the log on request', async () => {
      const all = z.object({ $defs: z.object({ steps: z.record(z.string(), z.unknown()) }) });
      const everything = all.parse(JSON.parse((await place.run(['schema'])).stdout));
      expect(Object.keys(everything.$defs.steps)).toEqual([...stepKinds.keys()]);
      expect((await place.run(['schema', '--events'])).stdout).toContain('"step.finished"');
    });

    it('suggests the nearest kind', async () => {
      const { code, stderr } = await place.run(['schema', '--step', 'verfy']);
      expect(code).toBe(2);
      expect(stderr).toContain('Did you mean `verify`?');
    });
  });

  describe('doctor', () => {
    const look = async (options: Parameters<Place['run']>[1] = {}) => {
      const { code, stdout } = await place.run(['doctor', '--json'], options);
      return { code, found: findings.parse(JSON.parse(stdout)) };
    };

    it('finds what is here, and says what to do where something is not', async () => {
      const { code, found } = await look();
      expect(code).toBe(0);
      expect(found.find(({ name }) => name === 'bash')?.level).toBe('good');
      expect(found.find(({ name }) => name === 'terminal')?.level).toBe('warning');
      expect(found.filter(({ level, next }) => level !== 'good' && (next ?? '') === '')).toEqual([]);
    });

    it('gives 1 where bash is missing', async () => {
      const { code, found } = await look({ env: { PATH: '/nowhere' } });
      expect(code).toBe(1);
      const bash = found.find(({ name }) => name === 'bash');
      expect(bash?.level).toBe('bad');
      expect(bash?.observed).toContain('not installed');
    });

    it('gives 1 where platform.yaml is not valid or sessions can’t be kept', async () => {
      place.write('work/runbooks/platform.yaml', 'nonsense: 1\n');
      place.write('.local/state/teei-runbook/sessions', 'a file');
      const { code, found } = await look();
      expect(code).toBe(1);
      expect(found.filter(({ level }) => level === 'bad').map(({ name }) => name)).toEqual([
        'sessions',
        'inventory',
      ]);
    });

    it('names the contexts of a kubeconfig, and nothing secret of it', async () => {
      place.write(
        '.kube/config',
        'current-context: b\ncontexts: [{ name: a }, { name: b }]\nusers: [{ name: u, user: { token: hunter2 } }]\n',
      );
      const { found } = await look();
      expect(found.find(({ name }) => name === 'kubeconfig')).toMatchObject({
        level: 'good',
        observed: 'a, b (current: b)',
      });
      expect(JSON.stringify(found)).not.toContain('hunter2');
    });

    it('warns of a kubeconfig that is not YAML, of a folder open to others, and of an invalid runbook', async () => {
      place.write('.kube/config', 'a: [\n');
      mkdirSync(join(place.home, '.local/state/teei-runbook/sessions'), { recursive: true, mode: 0o755 });
      place.write('work/runbooks/broken.md', '---\ntitel: x\n---\n');
      const { code, found } = await look();
      expect(code).toBe(0);
      const warned = found.filter(({ level }) => level === 'warning').map(({ name }) => name);
      expect(warned).toEqual(expect.arrayContaining(['kubeconfig', 'sessions', 'runbook']));
    });

    it('holds tools to what the runbooks of the repository require', async () => {
      place.write('work/runbooks/needy.md', '---\nrequires: { tools: { bash: ">=99" } }\n---\n- [ ] x\n');
      const { found } = await look();
      expect(found.find(({ name }) => name === 'bash')?.next).toContain('is required by needy');
    });

    it('is a table for people, good or not by a word', async () => {
      const { stdout } = await place.run(['doctor'], { columns: 60 });
      expect(stdout).toMatch(/^good {2}teei-runbook/);
      expect(stdout).toMatch(/\d+ good, \d+ to look at, \d+ bad\n$/);
    });
  });

  describe('completion', () => {
    const session = '20260102-030405-greet-0a1b';
    beforeEach(() => {
      place.write('work/runbooks/greet.md', greet);
      place.write(
        'work/runbooks/platform.yaml',
        'environments: { staging: { production: false, namespace: stage } }\n',
      );
      writeSession(join(place.home, '.local/state/teei-runbook/sessions'), recordsOf(session, eventful));
    });

    const complete = async (...words: readonly string[]): Promise<readonly string[]> => {
      const { code, stdout, stderr } = await place.run(['__complete', '--', ...words]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout.split('\n').slice(0, -1);
    };

    const cases: readonly (readonly [words: readonly string[], answers: readonly string[]])[] = [
      [['gre'], ['greet']],
      [['pl'], ['plan']],
      [['plan', 'gre'], ['greet']],
      [
        ['sessions', ''],
        ['list', 'show', 'search', 'log', 'diff', 'replay', 'export', 'verify', 'archive', 'import', 'prune'],
      ],
      [['sessions', 'show', '2026'], [session]],
      [['--resume', '2026'], [session]],
      [
        ['greet', '-p', ''],
        ['name=', 'tone=', 'token='],
      ],
      [
        ['greet', '-p', 'tone='],
        ['tone=warm', 'tone=plain'],
      ],
      [['greet', '-p', 'tone', '=', 'w'], ['tone=warm']],
      [
        ['greet', '-p', 'tone', '='],
        ['tone=warm', 'tone=plain'],
      ],
      [
        ['greet', '-p', 'tone=warm', '--from', 'he'],
        ['hello', 'heard'],
      ],
      [['greet', '--environment', ''], ['staging']],
      [['lint', '--format', 'g'], ['github']],
      [['plan', '--js'], ['--json']],
      [
        ['completion', ''],
        ['bash', 'zsh', 'fish'],
      ],
      [['nothing', '--from', ''], []],
    ];

    it.each(cases)('answers %j', async (words, answers) => {
      expect(await complete(...words)).toEqual(answers);
    });

    it('works in a real bash', async () => {
      const { stdout: script } = await place.run(['completion', 'bash']);
      writeFileSync(join(place.home, 'completion.bash'), script);
      // Stands for the installed program: it runs the sources.
      mkdirSync(join(place.home, 'bin'));
      const stand = `import { start } from ${JSON.stringify(join(repository, 'src/cli/main.ts'))};\nprocess.exitCode = await start(process);\n`;
      writeFileSync(join(place.home, 'program.ts'), stand);
      const program = join(place.home, 'bin/teei-runbook');
      writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${join(place.home, 'program.ts')} "$@"\n`, {
        mode: 0o755,
      });
      const press = (words: readonly string[]): string => {
        const array = words.map((word) => `'${word}'`).join(' ');
        const text = `source ${join(place.home, 'completion.bash')}; COMP_WORDS=(teei-runbook ${array}); COMP_CWORD=${words.length}; _teei_runbook; printf '%s\\n' "\${COMPREPLY[@]}"`;
        const env = { HOME: place.home, PATH: `${join(place.home, 'bin')}:${process.env['PATH'] ?? ''}` };
        return execFileSync('bash', ['-c', text], { cwd: place.work, env, encoding: 'utf8' });
      };
      expect(press(['gre'])).toBe('greet\n');
      expect(press(['greet', '-p', 'to'])).toBe('tone=\ntoken=\n');
      // Bash replaces only what stands behind the `=`.
      expect(press(['greet', '-p', 'tone', '=', 'w'])).toBe('warm\n');
      expect(press(['greet', '-p', 'tone', '='])).toBe('warm\nplain\n');
    }, 30_000);

    const shells = ['zsh', 'fish'] as const;

    it.each(shells)('asks this program for its answers in %s', async (shell) => {
      expect((await place.run(['completion', shell])).stdout).toContain('teei-runbook __complete --');
    });

    // The syntax can only be checked where the shell is installed.
    const installed = shells.filter((shell) => spawnSync(shell, ['-c', 'true']).status === 0);

    it.skipIf(installed.length < shells.length)('is a script that zsh and fish can read', async () => {
      for (const shell of installed) {
        const { stdout: input } = await place.run(['completion', shell]);
        expect(spawnSync(shell, ['-n'], { input, encoding: 'utf8' }).stderr).toBe('');
      }
    });
  });
});
