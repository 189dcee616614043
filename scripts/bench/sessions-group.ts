import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noDigest, sha256 } from '../../src/session/log/digest.ts';
import type { SessionEvent } from '../../src/session/events.ts';
import { encodeRecord } from '../../src/session/record.ts';
import type { Group, Site } from './group.ts';
import { commandSubject } from './measure.ts';

const count = 10_000;
const hour = 3_600_000;

const names = {
  version: '--version',
  list: `sessions list, ${count} sessions`,
  json: `sessions list --json, ${count} sessions`,
} as const;

const events: readonly SessionEvent[] = [
  {
    type: 'session.started',
    runbook: { id: 'bench', path: 'bench.md', sha256: noDigest },
    files: [],
    environment: { name: 'local', production: false, namespace: 'none' },
    params: {},
    secrets: [],
    mode: 'unattended',
    cwd: '/',
    host: { id: 'bench', name: 'bench' },
    tool: { version: '0', digest: noDigest },
  },
  { type: 'note', text: 'A session of three records: a list reads none of them again.' },
  { type: 'session.ended', outcome: 'completed' },
];

function writeSession(root: string, number: number): void {
  const time = new Date(Date.UTC(2024, 0, 1) + number * hour).toISOString();
  const digits = time.replaceAll(/[-:]/g, '');
  const session = `${digits.slice(0, 8)}-${digits.slice(9, 15)}-bench-${number.toString(16).padStart(4, '0')}`;
  let prev = noDigest;
  const lines = events.map((event, index) => {
    const envelope = {
      v: 1 as const,
      type: event.type,
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      session,
      seq: index + 1,
      prev,
      time,
      mono_ns: String(index),
      boot_id: 'bench',
      actor: { id: 'bench', authtype: 'os' as const },
    };
    const line = `${encodeRecord({ envelope, event })}\n`;
    prev = sha256(Buffer.from(line));
    return line;
  });
  mkdirSync(join(root, session, 'events'), { recursive: true });
  writeFileSync(join(root, session, 'events/000001.jsonl'), lines.join(''));
}

/** Finding a session among many. The round that warms up reads the logs; from then on their index is measured. */
export function sessionsGroup({ root, folder, env }: Site): Group {
  const sessions = join(folder, 'many');
  for (let number = 0; number < count; number += 1) writeSession(sessions, number);
  const program = join(root, 'bin/teei-runbook.cjs');
  const subject = (name: string, ...words: readonly string[]) =>
    commandSubject(name, { command: [process.execPath, program, ...words], cwd: folder, env });
  const list = ['sessions', 'list', '--sessions-dir', sessions];
  return {
    name: 'sessions',
    subjects: [
      subject(names.version, '--version'),
      subject(names.list, ...list),
      subject(names.json, ...list, '--json'),
    ],
    rows: [names.list, names.json].map((name) => ({
      subject: name,
      unit: 'ms' as const,
      against: names.version,
      goal: { most: 300, of: 'value' } as const,
    })),
  };
}
