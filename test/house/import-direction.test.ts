import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const repository = resolve(import.meta.dirname, '../..');
const reportSchema = z.object({ diagnostics: z.array(z.object({ filename: z.string(), code: z.string() })) });

const imports = (specifier: string) => `export { thing } from '${specifier}';\n`;

/** Each file breaks the house's rules in one way, and the lint rules must say so. */
const forbidden = {
  'src/problem/to-runbook.ts': imports('../runbook/model.ts'),
  'src/runbook/to-steps.ts': imports('../steps/outcome.ts'),
  'src/steps/kinds/to-session.ts': imports('../../session/events.ts'),
  'src/steps/to-session-type.ts':
    "import type { Thing } from '../session/events.ts';\nexport type Alias = Thing;\n",
  'src/steps/to-session-lazily.ts': "export const lazy = () => import('../session/events.ts');\n",
  'src/session/to-platform.ts': imports('../platform/clock.ts'),
  'src/session/to-report.ts': imports('../report/text.ts'),
  'src/report/to-ui.ts': imports('../ui/view.ts'),
  'src/ui/to-report.ts': imports('../report/text.ts'),
  'src/ui/to-platform.ts': imports('../platform/clock.ts'),
  'src/ui/to-rehearsal.ts': imports('../rehearsal/clock.ts'),
  'src/platform/to-rehearsal.ts': imports('../rehearsal/clock.ts'),
  'src/rehearsal/to-platform.ts': imports('../platform/clock.ts'),
  'src/platform/to-cli.ts': imports('../cli/main.ts'),
  'src/runbook/files.ts': imports('node:fs'),
  'src/runbook/files-promises.ts': imports('node:fs/promises'),
  'src/steps/processes.ts': imports('node:child_process'),
  'src/session/network.ts': imports('node:http'),
  'src/session/timers.ts': imports('node:timers/promises'),
  'src/session/randomness.ts': "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID;\n",
  'src/session/clock.ts': 'export const now = () => Date.now();\n',
  'src/steps/environment.ts': 'export const env = () => process.env;\n',
  'src/steps/shell.ts': imports('zx'),
  'src/report/cluster.ts': imports('@kubernetes/client-node'),
  'src/cli/settings.ts': imports('conf'),
  'src/report/screen.tsx': imports('ink'),
  'src/ui/arguments.ts': imports('commander'),
  'src/runbook/long.ts': `${'// A line.\n'.repeat(251)}export const long = 1;\n`,
} as const;

const allowed = {
  'src/steps/kinds/inwards.ts': imports('../../runbook/model.ts'),
  'src/session/inwards.ts': imports('../steps/outcome.ts'),
  'src/session/pure.ts': "export { join } from 'node:path';\nexport { createHash } from 'node:crypto';\n",
  'src/platform/implements.ts': imports('../session/ports.ts'),
  'src/platform/shell.ts': imports('zx'),
  'src/platform/files.ts': imports('node:fs'),
  'src/ui/screen.tsx': imports('ink'),
  'src/cli/wires.ts': imports('../platform/clock.ts'),
} as const;

/** Gives the names of the files that oxlint, under this repository's rules, finds fault with. */
async function faultyFiles(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const oxlint = join(repository, 'node_modules/oxlint/bin/oxlint');
  const stdout = await new Promise<string>((fulfil) => {
    execFile(process.execPath, [oxlint, '-f', 'json'], { cwd: folder }, (_error, output) => fulfil(output));
  });
  const faults = new Map<string, string[]>();
  for (const { filename, code } of reportSchema.parse(JSON.parse(stdout)).diagnostics) {
    faults.set(filename, [...(faults.get(filename) ?? []), code]);
  }
  return faults;
}

/** The repository's rules without its options: those of types need the whole project. */
async function rulesOnly(): Promise<string> {
  const config = z
    .looseObject({})
    .parse(JSON.parse(await readFile(join(repository, '.oxlintrc.json'), 'utf8')));
  return JSON.stringify({ ...config, options: {} });
}

describe('the lint rules hold the direction of imports and the purity of the core', () => {
  let folder = '';
  let faults: ReadonlyMap<string, readonly string[]> = new Map();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'house-'));
    await writeFile(join(folder, '.oxlintrc.json'), await rulesOnly());
    for (const [path, text] of Object.entries({ ...forbidden, ...allowed })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    faults = await faultyFiles(folder);
  });

  afterAll(() => rm(folder, { recursive: true }));

  it.each(Object.keys(forbidden))('refuses %s', (path) => {
    expect(faults.get(path)?.join()).toMatch(/no-restricted-(imports|globals|properties)|max-lines/);
  });

  it.each(Object.keys(allowed))('accepts %s', (path) => {
    expect(faults.get(path)).toBeUndefined();
  });
});
