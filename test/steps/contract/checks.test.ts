import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkProblems, tryCall } from '../../../src/steps/checks/call.ts';
import type { Check, CheckResult } from '../../../src/steps/checks/define-check.ts';
import { allChecks, checkNames, findCheck } from '../../../src/steps/checks/registry.ts';
import { inventory, fakeFiles, fakeRunContext, previewContext } from '../../fixtures/run-context.ts';
import { keysOf } from '../../fixtures/session/schema-keys.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

/** Every check and action of the registry is held to this, a new one without a line here. */
const checks = allChecks();

const failure = new Error('the outside is broken');
const broken = (): Promise<never> => Promise.reject(failure);

/** A world in which nothing answers: every port fails as it would when all is down. */
const allDown = {
  inventory,
  ports: {
    shell: { run: broken, probe: () => Promise.resolve('not-found' as const) },
    http: { request: () => Promise.resolve({ kind: 'unreachable' as const, reason: 'ECONNREFUSED' }) },
    files: fakeFiles({}),
    cluster: fakeCluster(),
  },
};

function call(check: Check): { check: string; with: Record<string, unknown> } {
  return { check: check.name, with: { ...check.example } };
}

describe('the catalogue', () => {
  it('holds each name once, and docs/checks.md tells of exactly these', () => {
    const names = checks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const docs = readFileSync(new URL('../../../docs/checks.md', import.meta.url), 'utf8');
    const told = [...docs.matchAll(/^### `([^`]+)`/gm)].map(([, name]) => String(name));
    expect(told.toSorted()).toEqual(names.toSorted());
  });

  it('tells checks and actions apart', () => {
    const looked = checkNames(['look', 'wait']);
    const acted = checkNames(['act']);
    expect([...looked, ...acted].toSorted()).toEqual(checks.map(({ name }) => name).toSorted());
    expect(checkProblems({ check: acted[0] ?? '', with: {} }, [], ['look', 'wait'])).toHaveLength(1);
  });
});

describe.each(checks)('$name', (check) => {
  it('is found by its name, which is of small words with dots between them', () => {
    expect(findCheck(check.name)).toBe(check);
    expect(check.name).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+([A-Z][a-z]+)*(-[a-z]+)*)?$/);
  });

  it('has a summary of one line, which is a sentence', () => {
    expect(check.summary).toMatch(/^[A-Z][^\n]*\.$/);
  });

  it('can be drawn and run while its values are empty yet, or are what it does not take', async () => {
    for (const value of ['', 7, null]) {
      const args = Object.fromEntries(Object.keys(check.example).map((key) => [key, value]));
      expect(check.describe(args, previewContext())).not.toBe('');
      expect(Array.isArray(check.changes(args, previewContext()))).toBe(true);
      if (check.schema.safeParse(args).success) continue;
      expect((await check.run(args, fakeRunContext(allDown))).verdict).toBe('error');
    }
  });

  it('takes its example, and no key that it does not know', () => {
    expect(checkProblems(call(check), [], [check.mode])).toEqual([]);
    const more = { ...call(check).with, 'no-such-key': 1 };
    expect(checkProblems({ check: check.name, with: more }, [], [check.mode])).not.toEqual([]);
  });

  it('has a schema that editors can read, with keys in kebab-case', () => {
    const json = z.toJSONSchema(check.schema, { io: 'input' });
    expect(json).toMatchObject({ type: 'object', additionalProperties: false });
    for (const key of keysOf(json)) expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('says in one line what it does, purely, whatever is known of the platform', () => {
    const empty = { ...inventory, services: [], environments: {} };
    for (const context of [previewContext(), previewContext({ inventory: empty })]) {
      const told = check.describe(check.example, context);
      expect(told).toMatch(/^\S[^\n]*$/);
      expect(check.describe(check.example, context)).toBe(told);
      expect(() => check.changes(check.example, context)).not.toThrow();
    }
  });

  it('says what it changes exactly where it acts, and looks where it does not', () => {
    const changes = check.changes(check.example, previewContext());
    expect(changes.length > 0).toBe(check.mode === 'act');
    expect(check.mode === 'act' || check.effect === 'read').toBe(true);
    expect(check.beforeChanges && check.effect === 'change').toBe(false);
  });

  it('names the values that it sets as an author may name one', () => {
    for (const name of check.sets) expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  it('takes no template in what is shell text', () => {
    for (const key of check.shellText) expect(Object.keys(check.schema.shape)).toContain(key);
  });

  it('does not pass when nothing answers: it says what was expected and observed, or hands the fault on', async () => {
    const result = await tryCall(call(check), fakeRunContext(allDown)).catch(handedOn);
    expect(result?.verdict).not.toBe('pass');
    expect(result === undefined || /\S/.test(result.summary)).toBe(true);
    expect(result === undefined ? [] : unsaid(result)).toEqual([]);
  });

  it('is an error without a cluster, where it needs one', async () => {
    const needs = check.needs.includes('cluster');
    const result = needs ? await tryCall(call(check), fakeRunContext()) : undefined;
    expect(result?.verdict).toBe(needs ? 'error' : undefined);
    expect(result === undefined ? [] : unsaid(result)).toEqual([]);
  });
});

/** The port's own fault, which the engine turns into an error with its text. */
function handedOn(thrown: unknown): undefined {
  if (thrown !== failure) throw thrown;
}

/** Evidence that leaves open what was looked at, what was expected or what was seen. */
function unsaid(result: CheckResult): readonly unknown[] {
  return result.evidence.filter(({ what, expected, observed }) => [what, expected, observed].includes(''));
}
