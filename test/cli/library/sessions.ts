import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventOf, SessionEvent } from '../../../src/session/events.ts';
import { recordsOf, writeSession } from '../write-session.ts';

/** A runbook of three steps. */
export const threeSteps = `---
id: tidy
title: Tidy up
description: Puts things where they belong.
---
# Tidy up

- [ ] The window is open
      <!-- step: { id: window } -->

\`\`\`bash
echo swept
\`\`\`

- [ ] The window is closed
      <!-- step: { id: closed } -->
`;

const digest = createHash('sha256').update(threeSteps).digest('hex');

export function started(more: Partial<EventOf<'session.started'>> = {}): SessionEvent {
  const file = { id: 'tidy', path: 'runbooks/tidy.md', sha256: digest };
  return {
    type: 'session.started',
    runbook: file,
    files: [file],
    environment: { name: 'staging', production: false, namespace: 'stage' },
    params: {},
    secrets: [],
    mode: 'attended',
    cwd: '/srv/tidy',
    host: { id: 'h1', name: 'laptop' },
    tool: { version: '0.1.0', digest: 'b'.repeat(64) },
    ...more,
  };
}

export function ticked(id: string): SessionEvent {
  return {
    type: 'signoff',
    step: { id, attempt: 1 },
    kind: 'attest',
    decision: 'yes',
    name: 'alice',
    shown: 'e'.repeat(64),
    evidence: [],
    settles: true,
  };
}

export const resumed: SessionEvent = {
  type: 'session.resumed',
  mode: 'attended',
  host: { id: 'h1', name: 'laptop' },
  tool: { version: '0.1.0', digest: 'b'.repeat(64) },
  secrets: [],
};

export const completed: SessionEvent = { type: 'session.ended', outcome: 'completed' };

/** Writes a session with its copy of the runbook. `seconds`: when each of its records was written, after its start. */
export function writeRun(
  root: string,
  session: string,
  events: readonly SessionEvent[],
  seconds?: readonly number[],
): string {
  const folder = writeSession(root, recordsOf(session, events, seconds));
  writeFileSync(join(folder, `runbook/${digest}.md`), threeSteps);
  return folder;
}
