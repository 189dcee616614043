import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ok, type Result } from '../../../src/problem/problem.ts';
import { lintRunbook } from '../../../src/runbook/lint.ts';
import type { Runbook, Step } from '../../../src/runbook/model.ts';
import { compilePlan } from '../../../src/session/plan.ts';
import { startSession } from '../../../src/session/engine/open.ts';
import type { StepKind } from '../../../src/steps/define-step.ts';
import { stepKinds } from '../../../src/steps/registry.ts';
import { inventory, previewContext } from '../../fixtures/run-context.ts';
import { codes, fakesFor, startFacts } from '../../fixtures/session/open-session.ts';
import { keysOf } from '../../fixtures/session/schema-keys.ts';
import { runbookOf } from '../../fixtures/session/plan.ts';

/** Every kind of the registry is held to this, a new one without a line here. */
const kinds = [...stepKinds.values()];

const tour = '# Tour\n\n```bash\ntrue\n```\n';

function examples({ kind, example }: StepKind): {
  readonly runbook: Runbook;
  readonly steps: readonly Step[];
} {
  const runbook = runbookOf(example, `example-${kind}`);
  return { runbook, steps: runbook.steps.filter((step) => step.kind === kind) };
}

function loadTour(): Result<Runbook> {
  return ok(runbookOf(tour, 'tour'));
}

describe.each(kinds)('the kind $kind', (kind) => {
  it('is registered under its own name', () => {
    expect(stepKinds.get(kind.kind)).toBe(kind);
    expect(kind.kind).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('has a summary of one line, which is a sentence', () => {
    expect(kind.summary).toMatch(/^[A-Z][^\n]*\.$/);
  });

  it('has an example that is a runbook with such a step, and lints without a finding', () => {
    const { runbook, steps } = examples(kind);
    expect(steps.length).toBeGreaterThan(0);
    const found = lintRunbook(runbook, { shapes: stepKinds, inventory, runbookIds: ['tour', runbook.id] });
    expect(found.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  });

  it('has an example that can be planned', () => {
    expect(codes(compilePlan(examples(kind).runbook, loadTour, stepKinds))).toEqual([]);
  });

  it('has an example that can be started, which then waits for somebody', async () => {
    const fakes = fakesFor({ text: kind.example, library: { tour } });
    const started = await startSession(fakes.deps, startFacts);
    expect(codes(started)).toEqual([]);
    expect(fakes.shell.runs).toEqual([]);
    expect(started.ok && started.value.state.phase.phase).toBe('open');
  });

  it('says what it will do, purely, whether values are known or not', () => {
    for (const step of examples(kind).steps) {
      const before = structuredClone(step.config);
      for (const values of [{}, { version: 'v1', replicas: 2, production: true }]) {
        const context = previewContext({ values });
        const preview = kind.preview(step, context);
        expect(kind.preview(step, context)).toEqual(preview);
        const { action, command, facts, verifies } = preview;
        expect([action, command, ...facts.map(({ value }) => value), ...verifies].join('')).not.toBe('');
        expect(action ?? 'it').toMatch(/^\S[^\n]*$/);
        expect(kind.prompt(step, context)).toEqual(kind.prompt(step, context));
      }
      expect(step.config).toEqual(before);
    }
  });

  it('refuses a key that it does not know', () => {
    for (const { config } of examples(kind).steps) {
      expect(kind.schema.safeParse(config).success).toBe(true);
      expect(kind.schema.safeParse({ ...config, 'no-such-key': 1 }).success).toBe(false);
    }
  });

  it('has a schema that editors can read, with keys in kebab-case', () => {
    const json = z.toJSONSchema(kind.schema, { io: 'input' });
    expect(json).toMatchObject({ type: 'object', additionalProperties: false });
    for (const key of keysOf(json)) expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('reads its config again and again, since it is kept as it was written', () => {
    for (const { config } of examples(kind).steps) {
      expect(() => kind.effect(structuredClone(config), '')).not.toThrow();
    }
  });

  it('has an effect that goes with what it says it changes', () => {
    for (const step of examples(kind).steps) {
      const effect = kind.effect(step.config, step.body);
      const { changes } = kind.preview(step, previewContext());
      const isRunning = kind.runs(step.config);
      expect({ effect, changes: changes.length > 0 }).toEqual({ effect, changes: effect === 'change' });
      expect(isRunning || effect === 'none').toBe(true);
      expect(kind.verifies(step.config) && effect === 'change').toBe(false);
    }
  });

  it('asks a person, runs something or includes a runbook', () => {
    for (const step of examples(kind).steps) {
      const asks = kind.prompt(step, previewContext()) !== undefined;
      expect(asks || kind.runs(step.config) || kind.runbooks(step.config).length > 0).toBe(true);
      expect(kind.runs(step.config)).toBe(kind.runs(step.config) && kind.run !== undefined);
    }
  });
});
