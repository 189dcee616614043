import type { LibraryView, RunbookAbout, RunbookEntry } from '../../../src/ui/library/library-view.ts';

const span = {
  file: 'x.md',
  start: { line: 1, column: 1, offset: 0 },
  end: { line: 1, column: 1, offset: 0 },
};

const deploy: RunbookAbout = {
  title: 'Deploy to production',
  description:
    'Rolls a version out to all sixteen services in waves, with a check after each and a way back at any time.',
  owner: 'Platform team',
  parameters: [
    {
      name: 'version',
      type: 'version',
      description: 'Version to roll out',
      example: 'v1.2.3',
      optional: false,
      values: [],
      span,
    },
    {
      name: 'ticket',
      type: 'string',
      description: 'The change',
      optional: true,
      default: '',
      values: [],
      span,
    },
  ],
  environments: ['staging', 'production'],
  steps: 14,
  requires: { tools: { kubectl: '>=1.28' }, cluster: true },
};

export function entry(id: string, more: Partial<RunbookEntry> = {}): RunbookEntry {
  const about = { ...deploy, title: `Title of ${id}`, parameters: [], description: `What ${id} is for.` };
  return {
    id,
    path: `runbooks/${id}.md`,
    origin: 'repository',
    content: { valid: true, about },
    durations: [],
    ...more,
  };
}

/** Everything that can stand in a library. */
export const full: LibraryView = {
  now: Date.UTC(2026, 0, 2, 12),
  reading: false,
  folders: ['/srv/shop/runbooks'],
  problems: [{ message: '/home/alice/runbooks can’t be read.', hint: 'Check its owner and mode' }],
  sessions: [
    {
      id: '20260102-091500-deploy-1a2b',
      runbook: 'deploy',
      environment: 'production',
      production: true,
      startedAt: '2026-01-02T09:15:00Z',
      lastAt: '2026-01-02T09:58:00Z',
      by: 'alice',
      step: { number: 7, of: 14, title: 'Wait for the first wave' },
      paused: 'handed over to bob: lunch',
    },
    {
      id: '20260102-080000-rotate-3c4d',
      runbook: 'rotate-certificates',
      environment: 'staging',
      production: false,
      startedAt: '2026-01-02T08:00:00Z',
      lastAt: '2026-01-02T11:59:30Z',
      by: 'bob',
      writer: { who: 'bob', host: 'jump-1', since: '2026-01-02T11:30:00Z' },
    },
  ],
  runbooks: [
    entry('deploy', {
      content: { valid: true, about: deploy },
      last: {
        session: 's1',
        endedAt: '2025-12-31T10:00:00Z',
        outcome: 'completed',
        by: 'alice',
        milliseconds: 852_000,
      },
      durations: [840_000, 910_000, 1_320_000, 852_000],
    }),
    entry('rollback', {
      last: {
        session: 's2',
        endedAt: '2025-11-02T10:00:00Z',
        outcome: 'failed',
        by: 'bob',
        milliseconds: 61_000,
      },
    }),
    entry('rotate-certificates', {
      content: {
        valid: false,
        errors: 3,
        first: 'runbooks/rotate-certificates.md:12: `tymeout` is no key of a step.',
      },
    }),
    entry('troubleshoot/high-error-rate', { origin: 'bundled', path: '/opt/teei/high-error-rate.md' }),
    entry('deploy', { origin: 'bundled', path: '/opt/teei/deploy.md', shadowedBy: 'runbooks/deploy.md' }),
  ],
};

export const empty: LibraryView = { ...full, sessions: [], runbooks: [], problems: [] };
