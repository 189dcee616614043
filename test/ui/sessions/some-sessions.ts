import type {
  CourseRow,
  Read,
  SessionCourse,
  SessionRow,
  SessionsPort,
} from '../../../src/ui/sessions/sessions-view.ts';
import { MemorySource } from '../output/memory-source.ts';

/** Every kind of session that can stand in a list, newest first. */
export const someSessions: readonly SessionRow[] = [
  {
    id: '20260103-101500-deploy-1a2b',
    bytes: 1_300_000,
    about: {
      runbook: 'deploy',
      environment: 'production',
      tag: 'PRODUCTION',
      cluster: 'teei-prod',
      outcome: 'failed',
      reason: 'the first wave never came up',
      startedAt: '2026-01-03T10:15:00.000Z',
      milliseconds: 2_584_000,
      by: ['alice', 'bob'],
    },
    unread: undefined,
  },
  {
    id: '20260102-091500-rotate-certificates-3c4d',
    bytes: 120_000,
    about: {
      runbook: 'rotate-certificates',
      environment: 'staging',
      tag: 'not production',
      outcome: 'completed',
      startedAt: '2026-01-02T09:15:00.000Z',
      milliseconds: 61_000,
      by: ['carol'],
    },
    unread: undefined,
  },
  {
    id: '20260102-080000-rollback-5e6f',
    bytes: 90_000,
    about: {
      runbook: 'rollback',
      environment: 'production',
      tag: 'REHEARSAL',
      outcome: 'unfinished',
      startedAt: '2026-01-02T08:00:00.000Z',
      milliseconds: 5_000,
      by: ['alice'],
    },
    unread: undefined,
  },
  {
    id: '20260101-070000-deploy-7a8b',
    bytes: 4096,
    about: undefined,
    unread: { word: 'damaged', why: 'events/000001.jsonl, line 7: it does not follow the line before.' },
  },
];

const moment = {
  actor: 'alice',
  tone: 'plain',
  details: [],
  idle: 0,
  away: false,
} as const satisfies Partial<CourseRow>;

/** A session over midnight, with a gap and a step that failed. */
export const someCourse: SessionCourse = {
  entries: [
    { ...moment, seq: 1, time: '2026-01-03T23:50:00.000Z', text: 'started attended' },
    {
      ...moment,
      seq: 4,
      time: '2026-01-03T23:50:12.000Z',
      step: 'precheck',
      text: 'passed in 2s: exit code 0',
      tone: 'good',
      idle: 10_000,
      details: [{ label: 'command', text: 'kubectl get nodes' }],
    },
    {
      ...moment,
      seq: 7,
      time: '2026-01-03T23:58:30.000Z',
      actor: 'bob',
      step: 'apply',
      text: 'failed in 3m 4s: exit code 1',
      tone: 'bad',
      idle: 310_000,
      details: [
        { label: 'command', text: 'kubectl apply --server-side -f manifests/' },
        { label: 'output', text: 'output/ab.log (40 B)' },
      ],
      output: {
        path: 'output/ab.log',
        attempt: 1,
        command: 'kubectl apply --server-side -f manifests/',
        ended: { result: 'failed', exit_code: 1, milliseconds: 184_000 },
        recorded: { bytes: 40, truncated: false },
      },
    },
    {
      ...moment,
      seq: 9,
      time: '2026-01-04T00:20:00.000Z',
      text: 'resumed attended on jump-1',
      idle: 1_290_000,
      away: true,
    },
    { ...moment, seq: 11, time: '2026-01-04T00:20:05.000Z', text: 'ended, failed', tone: 'bad', idle: 5_000 },
  ],
};

/** What the failed step has printed. */
const printed = 'applying\nerror: the server was too busy\n';

/** Sessions in memory; `more`: what is otherwise. */
export function sessionsPort(more: Partial<SessionsPort> = {}): SessionsPort {
  return {
    folder: '/srv/sessions',
    colour: true,
    pager: undefined,
    page: () => Promise.resolve(undefined),
    save: {
      look: (path) => Promise.resolve({ there: 'nothing', path }),
      write: () => Promise.resolve(undefined),
    },
    list: () => Promise.resolve(someSessions),
    course: (): Promise<Read<SessionCourse>> => Promise.resolve({ read: someCourse }),
    openOutput: () => Promise.resolve({ read: filedMemory() }),
    ...more,
  };
}

class FiledMemory extends MemorySource {
  closed = false;

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

/** An output in memory that says whether it was closed. */
export function filedMemory(): FiledMemory {
  return new FiledMemory(printed);
}
