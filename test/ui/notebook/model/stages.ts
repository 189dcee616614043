import type { NotebookInputs } from '../../../../src/ui/notebook/model/notebook-inputs.ts';
import { line } from '../../../../src/ui/text/line.ts';
import { deployOpening, notebookInputs, openDeploy } from '../../../fixtures/notebook/open-notebook.ts';
import { failing, hanging, working } from '../../../fixtures/notebook/scripts.ts';
import { startHanging, walkTo } from '../../../fixtures/notebook/walk-deploy.ts';
import { must, type Opened, reopen, run } from '../../../fixtures/session/open-session.ts';

const tails = new Map([['apply', { lines: [line('one'), line('二 🚀')], total: 40 }]]);

async function failed(): Promise<Opened> {
  const at = await walkTo(await openDeploy({ scripts: failing }), 'apply');
  must(await run(at.session));
  return at;
}

async function running(): Promise<Opened> {
  const at = await walkTo(await openDeploy({ scripts: hanging }), 'apply');
  await startHanging(at);
  return at;
}

/** Every situation that a session can be in. */
export const stages = {
  start: () => openDeploy({ scripts: working }),
  asked: async () => walkTo(await openDeploy({ scripts: working }), 'migration'),
  ready: async () => walkTo(await openDeploy({ scripts: working }), 'save'),
  approval: async () => walkTo(await openDeploy({ scripts: working }), 'go'),
  choice: async () => walkTo(await openDeploy({ scripts: working }), 'traffic'),
  running,
  failed,
  branch: async () => {
    const at = await failed();
    must(await at.session.dispatch({ intent: 'recover', reason: 'errors' }));
    return at;
  },
  interrupted: async () => {
    const before = await running();
    const after = await reopen(before, deployOpening({ alive: false }));
    before.session.stop('operator');
    return after;
  },
  ended: async () => {
    const at = await walkTo(await openDeploy({ scripts: working }), 'healthy');
    must(await at.session.dispatch({ intent: 'abort', reason: 'withdrawn' }));
    return at;
  },
} as const satisfies Record<string, () => Promise<Opened>>;

export type Stage = keyof typeof stages;

export const stageNames: readonly Stage[] = [
  'start',
  'asked',
  'ready',
  'approval',
  'choice',
  'running',
  'failed',
  'branch',
  'interrupted',
  'ended',
];

/** What a frame of the stage depends on; a running step has told something. */
export function stageInputs({ session }: Opened, more: Partial<NotebookInputs> = {}): NotebookInputs {
  const now = session.deps.clock.now();
  const live = {
    step: 'apply',
    since: now - 5000,
    bytes: 12,
    tail: { lines: [line('some output')], total: 1 },
    progress: { summary: '0 of 1', rows: [{ name: 'api', state: 'working' as const, cells: ['0/2'] }] },
  };
  return notebookInputs(session, { tails, ...(session.running ? { live } : {}), ...more });
}
