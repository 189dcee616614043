import * as fc from 'fast-check';
import type { SessionEvent } from '../../../src/session/events.ts';

/** Arbitraries for every member of the event union, written by hand against the schemas. */

const text = fc.string({ unit: 'binary', maxLength: 30 });
const count = fc.nat();
const key = text.filter((name) => name !== '__proto__');
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter(isKept);
const value = fc.oneof(text, number, fc.boolean());
const values = fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
const texts = fc.array(text, { maxLength: 3 });
const attempt = fc.record({ id: text, attempt: fc.integer({ min: 1, max: 1000 }) });
const mode = fc.constantFrom('attended' as const, 'unattended' as const);
const pair = fc.record({ id: text, name: text });
const tool = fc.record({ version: text, digest: text });
const occasion = {
  git_identity: fc.record({ name: text, email: text }, { requiredKeys: [] }),
  change: fc.record({ ticket: text }),
  purpose: text,
};
const cluster = fc.record({ server: text, uid: text, context: text, namespace: text, version: text });
const file = fc.record({ path: text, sha256: text, bytes: count });
const files = fc.array(file, { maxLength: 3 });
const output = fc.record({
  sha256: text,
  bytes: count,
  path: text,
  redactions: count,
  truncated: fc.boolean(),
});
const verdict = fc.constantFrom('pass' as const, 'fail' as const, 'inconclusive' as const, 'error' as const);
const runbook = fc.record(
  { id: text, path: text, sha256: text, git_rev: text, dirty: fc.boolean() },
  { requiredKeys: ['id', 'path', 'sha256'] },
);
const evidence = fc.array(
  fc.record(
    {
      check: text,
      result: verdict,
      what: text,
      where: text,
      expected: text,
      observed: text,
      since: text,
      next: text,
      details: texts,
    },
    { requiredKeys: ['check', 'result', 'what', 'expected', 'observed'] },
  ),
  { maxLength: 2 },
);

/** JSON keeps neither -0 nor, by the log's own rule, integers beyond 2^53. */
function isKept(candidate: number): boolean {
  return !Object.is(candidate, -0) && (!Number.isInteger(candidate) || Number.isSafeInteger(candidate));
}

function type<T extends SessionEvent['type']>(name: T): fc.Arbitrary<T> {
  return fc.constant(name);
}

const sessionEvents: readonly fc.Arbitrary<SessionEvent>[] = [
  fc.record(
    {
      type: type('session.started'),
      runbook,
      files: fc.array(runbook, { maxLength: 2 }),
      inventory: fc.record({ path: text, sha256: text }),
      environment: fc.record({ name: text, production: fc.boolean(), namespace: text }),
      cluster,
      params: values,
      secrets: texts,
      mode,
      cwd: text,
      host: pair,
      tool,
      ...occasion,
      rehearsal: text,
    },
    {
      requiredKeys: [
        'type',
        'runbook',
        'files',
        'environment',
        'params',
        'secrets',
        'mode',
        'cwd',
        'host',
        'tool',
      ],
    },
  ),
  fc.record(
    { type: type('session.resumed'), mode, host: pair, tool, cluster, secrets: texts, ...occasion },
    { requiredKeys: ['type', 'mode', 'host', 'tool', 'secrets'] },
  ),
  fc.record({ type: type('session.paused'), reason: text }),
  fc.record({ type: type('session.handed-over'), to: text, note: text }),
  fc.record(
    {
      type: type('session.ended'),
      outcome: fc.constantFrom(
        'completed' as const,
        'failed' as const,
        'rolled-back' as const,
        'aborted' as const,
      ),
      reason: text,
    },
    { requiredKeys: ['type', 'outcome'] },
  ),
  fc.record({
    type: type('runbook.adopted'),
    files: fc.array(runbook, { maxLength: 2 }),
    kept: texts,
    voided: texts,
  }),
  fc.record(
    { type: type('branch.entered'), branch: text, from: text, reason: text, params: values },
    { requiredKeys: ['type', 'branch', 'from', 'reason'] },
  ),
  fc.record({ type: type('session.went-back'), to: text, voided: texts, reason: text }),
];

const stepEvents: readonly fc.Arbitrary<SessionEvent>[] = [
  fc.record(
    {
      type: type('step.started'),
      step: attempt,
      kind: text,
      effect: fc.constantFrom('none' as const, 'read' as const, 'change' as const),
      command: text,
      cwd: text,
      inputs: texts,
      cluster_checked: fc.boolean(),
      holds_only: fc.constant(true as const),
    },
    { requiredKeys: ['type', 'step', 'kind', 'effect', 'cwd', 'inputs'] },
  ),
  fc.record({
    type: type('step.spawned'),
    step: attempt,
    process: fc.record({ pid: fc.integer(), start: text, boot_id: text }),
  }),
  fc.record(
    {
      type: type('step.finished'),
      step: attempt,
      result: fc.constantFrom(
        'passed' as const,
        'failed' as const,
        'inconclusive' as const,
        'error' as const,
      ),
      summary: text,
      evidence,
      failing: texts,
      exit_code: fc.integer(),
      signal: text,
      stopped: fc.constantFrom('operator' as const, 'timeout' as const, 'shutdown' as const),
      milliseconds: number,
      output,
      recording: fc.oneof(
        fc.record({ recorded: fc.constant('whole' as const) }),
        fc.record({ recorded: fc.constantFrom('in-part' as const, 'no' as const), why: text }),
      ),
      files,
      captures: values,
      secret_captures: texts,
      problem: fc.record(
        { code: text, message: text, hint: text, cause: text },
        { requiredKeys: ['code', 'message'] },
      ),
      opens: fc.record({ key: text, what: text, kind: text, config: values }),
      closes: text,
    },
    {
      requiredKeys: [
        'type',
        'step',
        'result',
        'summary',
        'evidence',
        'milliseconds',
        'files',
        'captures',
        'secret_captures',
      ],
    },
  ),
  fc.record(
    {
      type: type('step.resolved'),
      step: attempt,
      resolution: fc.constantFrom('done' as const, 'failed' as const, 'retry' as const),
      reason: text,
      output,
      files,
    },
    { requiredKeys: ['type', 'step', 'resolution', 'reason', 'files'] },
  ),
  fc.record(
    {
      type: type('step.skipped'),
      id: text,
      cause: fc.constantFrom('person' as const, 'when' as const, 'from' as const, 'decide' as const),
      reason: text,
      inputs: values,
    },
    { requiredKeys: ['type', 'id', 'cause', 'reason'] },
  ),
  fc.record({
    type: type('step.continued'),
    step: attempt,
    cause: fc.constantFrom('person' as const, 'annotation' as const),
    reason: text,
  }),
  fc.record(
    {
      type: type('step.answered'),
      step: attempt,
      values,
      secrets: texts,
      goto: text,
      cause: fc.constantFrom('person' as const, 'condition' as const),
      inputs: values,
    },
    { requiredKeys: ['type', 'step', 'values', 'secrets', 'cause'] },
  ),
];

const holdEvents: readonly fc.Arbitrary<SessionEvent>[] = [
  fc.record({ type: type('hold.lost'), hold: text, observed: text, next: text }),
  fc.record({ type: type('hold.retaking'), hold: text }),
  fc.record({ type: type('hold.kept'), hold: text, observed: text }),
  fc.record({ type: type('hold.releasing'), hold: text }),
  fc.record(
    {
      type: type('hold.released'),
      hold: text,
      result: fc.constantFrom('released' as const, 'not-held' as const, 'failed' as const),
      observed: text,
      next: text,
    },
    { requiredKeys: ['type', 'hold', 'result', 'observed'] },
  ),
];

const logEvents: readonly fc.Arbitrary<SessionEvent>[] = [
  fc.record(
    {
      type: type('signoff'),
      step: attempt,
      kind: fc.constantFrom('attest' as const, 'approve' as const),
      decision: fc.constantFrom('yes' as const, 'no' as const),
      role: text,
      name: text,
      note: text,
      shown: text,
      signature: fc.record({ sig: text, key_fp: text, principal: text }),
      evidence,
      settles: fc.boolean(),
    },
    { requiredKeys: ['type', 'step', 'kind', 'decision', 'name', 'shown', 'evidence', 'settles'] },
  ),
  fc.record({ type: type('note'), step: text, text }, { requiredKeys: ['type', 'text'] }),
  fc.record({ type: type('clock.stepped'), milliseconds: number }),
  fc.record({ type: type('log.recovered'), bytes: fc.integer(), aside: text, sha256: text }),
  fc.record(
    {
      type: type('checkpoint'),
      number: fc.integer({ min: 1 }),
      events: fc.integer(),
      head: text,
      signed: fc.boolean(),
      unpublished: fc.array(fc.record({ checkpoint: fc.integer({ min: 1 }), to: text, observed: text })),
    },
    { requiredKeys: ['type', 'number', 'events', 'head', 'signed'] },
  ),
];

/** Any event of a session. */
export const arbitraryEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  ...sessionEvents,
  ...stepEvents,
  ...holdEvents,
  ...logEvents,
);

/** The types that the arbitrary above knows, to be held against the union. */
export const arbitraryTypes = sessionEvents.length + stepEvents.length + holdEvents.length + logEvents.length;
