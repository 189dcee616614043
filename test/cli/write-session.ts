import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionEvent } from '../../src/session/events.ts';
import { encodeRecord, type SessionRecord } from '../../src/session/record.ts';

/** Records of a session as its engine would have written them: a second apart, or so many after its start. */
export function recordsOf(
  session: string,
  events: readonly SessionEvent[],
  seconds: readonly number[] = [],
): readonly SessionRecord[] {
  let prev = '0'.repeat(64);
  return events.map((event, index) => {
    const record: SessionRecord = {
      envelope: {
        v: 1,
        type: event.type,
        id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
        session,
        seq: index + 1,
        prev,
        time: new Date(Date.UTC(2026, 0, 2, 3, 4, 5 + (seconds[index] ?? index))).toISOString(),
        mono_ns: String((index + 1) * 1_000_000_000),
        boot_id: 'boot',
        actor: { id: 'alice', authtype: 'os' },
      },
      event,
    };
    prev = createHash('sha256')
      .update(`${encodeRecord(record)}\n`)
      .digest('hex');
    return record;
  });
}

const text = '# Greet\n';
const digest = createHash('sha256').update(text).digest('hex');

/** Writes a session's log below a folder of sessions. */
export function writeSession(root: string, records: readonly SessionRecord[]): string {
  const session = records[0]?.envelope.session ?? 'none';
  const folder = join(root, session);
  mkdirSync(join(folder, 'events'), { recursive: true, mode: 0o700 });
  mkdirSync(join(folder, 'checkpoints'), { recursive: true });
  mkdirSync(join(folder, 'runbook'), { recursive: true });
  writeFileSync(join(folder, `runbook/${digest}.md`), text);
  writeFileSync(
    join(folder, 'events/000001.jsonl'),
    records.map((record) => `${encodeRecord(record)}\n`).join(''),
  );
  return folder;
}

const attempt = (id: string, number = 1): { id: string; attempt: number } => ({ id, attempt: number });

/** A session with something of everything: a pass, a failure, findings, sign-offs, a skip, a note. */
export const eventful: readonly SessionEvent[] = [
  {
    type: 'session.started',
    runbook: { id: 'greet', path: 'runbooks/greet.md', sha256: digest, git_rev: 'abc1234', dirty: true },
    files: [{ id: 'greet', path: 'runbooks/greet.md', sha256: digest }],
    environment: { name: 'staging', production: false, namespace: 'stage' },
    params: { name: 'Alice' },
    secrets: ['token'],
    mode: 'attended',
    cwd: '/srv/greet',
    host: { id: 'h1', name: 'laptop' },
    tool: { version: '0.1.0', digest: 'b'.repeat(64) },
  },
  {
    type: 'step.started',
    step: attempt('hello'),
    kind: 'command',
    effect: 'read',
    command: 'echo "hello $NAME"\n',
    cwd: '/srv/greet',
    inputs: ['name'],
  },
  {
    type: 'step.finished',
    step: attempt('hello'),
    result: 'failed',
    summary: 'exit code 1',
    evidence: [
      {
        check: 'command',
        result: 'fail',
        what: 'exit code',
        expected: 'exit code 0',
        observed: 'exit code 1',
        next: 'read its output',
      },
    ],
    exit_code: 1,
    milliseconds: 1234,
    output: {
      sha256: 'c'.repeat(64),
      bytes: 2048,
      path: `outputs/${'c'.repeat(64)}`,
      redactions: 1,
      truncated: false,
    },
    files: [],
    captures: {},
    secret_captures: [],
    problem: { code: 'step/exit-code', message: 'exit code 1, expected 0', hint: 'read its output' },
  },
  { type: 'note', step: 'hello', text: 'the mic was off \u001b[2J\u202e' },
  {
    type: 'step.started',
    step: attempt('hello', 2),
    kind: 'command',
    effect: 'read',
    command: 'echo "hello $NAME"\n',
    cwd: '/srv/greet',
    inputs: ['name'],
  },
  {
    type: 'step.finished',
    step: attempt('hello', 2),
    result: 'passed',
    summary: 'exit code 0',
    evidence: [],
    exit_code: 0,
    milliseconds: 12,
    files: [{ path: 'steps/hello/2/said.txt', sha256: 'd'.repeat(64), bytes: 5 }],
    captures: { answer: 'hi' },
    secret_captures: ['code'],
  },
  {
    type: 'signoff',
    step: attempt('heard'),
    kind: 'attest',
    decision: 'yes',
    name: 'alice',
    shown: 'e'.repeat(64),
    evidence: [],
    settles: true,
  },
  {
    type: 'signoff',
    step: attempt('go'),
    kind: 'approve',
    decision: 'yes',
    role: 'manager',
    name: 'Bob',
    note: 'go ahead',
    shown: 'f'.repeat(64),
    signature: { sig: 'SIG', key_fp: 'SHA256:bob', principal: 'Bob' },
    evidence: [],
    settles: true,
  },
  { type: 'step.skipped', id: 'later', cause: 'person', reason: 'not needed today' },
  { type: 'session.ended', outcome: 'failed', reason: 'went on after a failure' },
];
