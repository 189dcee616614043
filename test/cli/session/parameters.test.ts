import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveParameters, type ParameterSources } from '../../../src/cli/session/parameters.ts';
import { noInventory } from '../../../src/cli/no-inventory.ts';
import { parseRunbook } from '../../../src/runbook/parse.ts';
import type { Parameter } from '../../../src/runbook/parameter.ts';
import { stepKinds } from '../../../src/steps/registry.ts';

const text = `---
id: x
title: X
parameters:
  image-tag: { type: version }
  replicas: { type: integer, default: "2", min: 1, max: 9 }
  token: { type: secret }
  note: { type: string, optional: true }
---
# X

- [ ] done
`;
let folder = '';
const parameters = declared();

function declared(): readonly Parameter[] {
  const { runbook } = parseRunbook({ path: 'x.md', bytes: Buffer.from(text) }, stepKinds);
  if (runbook === undefined) throw new Error('the fixture is not a runbook');
  return runbook.parameters;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parameters-'));
  writeFileSync(join(folder, 'token'), 'from a file\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

function sources(more: Partial<ParameterSources> = {}): ParameterSources {
  return {
    flags: [],
    env: {},
    inventory: noInventory,
    cwd: folder,
    runSource: (command) => Promise.reject(new Error(`not expected: ${command}`)),
    ...more,
  };
}

describe('values of parameters', () => {
  it('come from -p, the environment and the default; what is left is missing', async () => {
    const given = await giveParameters(
      parameters,
      sources({ flags: ['image-tag=v1.2.3'], env: { TEEI_PARAM_REPLICAS: '4' } }),
    );
    expect(given).toMatchObject({ ok: true, value: { values: { 'image-tag': 'v1.2.3', replicas: 4 } } });
    expect(given.ok && given.value.missing.map(({ name }) => name)).toEqual(['token']);
  });

  it('takes a secret from a file, never from the command line', async () => {
    const fromFile = await giveParameters(
      parameters,
      sources({ flags: ['image-tag=v1.2.3', 'token=@token'] }),
    );
    expect(fromFile.ok && fromFile.value.secrets.get('token')).toBe('from a file');
    expect(fromFile.ok && Object.keys(fromFile.value.values)).not.toContain('token');
    const onLine = await giveParameters(parameters, sources({ flags: ['token=hunter22'] }));
    expect(onLine).toMatchObject({ ok: false, problems: [{ code: 'run/secret-on-command-line' }] });
    expect(JSON.stringify(onLine)).not.toContain('hunter22');
  });

  it('takes a secret from the source that the inventory names', async () => {
    const inventory = {
      ...noInventory,
      secrets: { token: { from: 'command', command: 'op read it' } },
    } as const;
    const given = await giveParameters(
      parameters,
      sources({ inventory, runSource: (command) => Promise.resolve({ ok: true, value: `of ${command}` }) }),
    );
    expect(given.ok && given.value.secrets.get('token')).toBe('of op read it');
  });

  it('tells every problem at once, with the nearest name', async () => {
    const given = await giveParameters(parameters, sources({ flags: ['image-tga=v1', 'nonsense'] }));
    expect(given.ok).toBe(false);
    expect(JSON.stringify(given)).toContain('image-tag');
    expect(!given.ok && given.problems).toHaveLength(2);
  });

  it.each(['image-tag=v1.2.3; rm -rf ~', 'image-tag=$(id)', 'image-tag=-x', 'replicas=12', 'replicas=two'])(
    'refuses %s',
    async (flag) => {
      const given = await giveParameters(parameters, sources({ flags: [flag] }));
      expect(given.ok).toBe(false);
    },
  );
});
