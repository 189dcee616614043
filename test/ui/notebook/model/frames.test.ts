import { afterEach, describe, expect, it } from 'vitest';
import { shownNow } from '../../../../src/session/engine/sign-off.ts';
import { notebookView } from '../../../../src/ui/notebook/model/notebook-page.ts';
import type { NotebookInputs, OutputTail } from '../../../../src/ui/notebook/model/notebook-inputs.ts';
import {
  initialNotebookState,
  type NotebookMessage,
  type NotebookState,
} from '../../../../src/ui/notebook/model/notebook-state.ts';
import { updateNotebook } from '../../../../src/ui/notebook/model/update-notebook.ts';
import { situationOf } from '../../../../src/ui/situation.ts';
import { line } from '../../../../src/ui/text/line.ts';
import { expectGolden } from '../../../fixtures/golden.ts';
import {
  deployOpening,
  frameText,
  notebookInputs,
  openDeploy,
} from '../../../fixtures/notebook/open-notebook.ts';
import { failing, hanging, working } from '../../../fixtures/notebook/scripts.ts';
import { startHanging, walkTo } from '../../../fixtures/notebook/walk-deploy.ts';
import { must, type Opened, type Opening, reopen, run } from '../../../fixtures/session/open-session.ts';
import type { Progress } from '../../../../src/steps/context.ts';

const sizes = [
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
] as const;

const tail: OutputTail = {
  lines: [
    'deployment.apps/teei-api-gateway serverside-applied',
    'deployment.apps/teei-q2q-ai serverside-applied',
    'Waiting for deployment "teei-q2q-ai" rollout to finish: 0 of 2 updated replicas are available...',
    'error: timed out waiting for the condition',
    '漢字かな交じり文 and an emoji 🚀 in the output',
  ].map((text) => line(text)),
  total: 1204,
};

const progress: Progress = {
  summary: '3 of 16 rolled out',
  trend: { label: 'ready pods', unit: 'of 32', values: [0, 0, 2, undefined, 4, 6] },
  columns: ['ready', 'image', 'trouble'],
  rows: Array.from({ length: 16 }, (_, at) => ({
    name: `service-${String(at + 1)}`,
    state:
      at < 3
        ? ('good' as const)
        : at === 5
          ? ('bad' as const)
          : at < 8
            ? ('working' as const)
            : ('waiting' as const),
    cells: [at < 3 ? '2/2' : '0/2', 'v1.2.3', at === 5 ? 'ImagePullBackOff' : ''],
  })),
};

const history = new Map([
  ['apply', 240_000],
  ['traffic', 60_000],
  ['smoke', 90_000],
  ['healthy', 20_000],
  ['tell', 30_000],
]);

let opened: Opened | undefined;

afterEach(() => {
  opened?.session.stop('operator');
  opened = undefined;
});

async function open(more: Partial<Opening> = {}): Promise<Opened> {
  opened = await openDeploy({ scripts: working, ...more });
  return opened;
}

/** Every size of one situation, one frame below the other. */
function expectFrames(
  name: string,
  inputs: NotebookInputs,
  messages: readonly NotebookMessage[] = [],
  more: Partial<NotebookState> = {},
): void {
  const frames = sizes.map((size) => {
    const state = messages.reduce<NotebookState>(
      (before, message) => updateNotebook(inputs, before, size, message),
      { ...initialNotebookState, ...more },
    );
    const { frame } = notebookView(inputs, state, size);
    expect(frame).toHaveLength(size.rows);
    return `=== ${String(size.columns)}x${String(size.rows)} ===\n${frameText(frame)}\n`;
  });
  expectGolden(new URL(`../../../fixtures/notebook/frames/${name}.txt`, import.meta.url), frames.join(''));
}

describe('the notebook shows', () => {
  it('the start of a session', async () => {
    const { session } = await open();
    expectFrames('start', notebookInputs(session));
  });

  it('a tick with a check beside it', async () => {
    const { session } = await walkTo(await open(), 'qa');
    expectFrames('attest-with-check', notebookInputs(session));
  });

  it('questions', async () => {
    const { session } = await walkTo(await open(), 'migration');
    expectFrames('answer', notebookInputs(session));
  });

  it('a command that only looks', async () => {
    const { session } = await walkTo(await open(), 'save');
    expectFrames('ready', notebookInputs(session));
  });

  it('an approval with the file that it is bound to', async () => {
    const { session } = await walkTo(await open(), 'go');
    const shown = must(await shownNow(session));
    expectFrames('approve', notebookInputs(session, { shown }));
  });

  it('an approval with long files, beside which the question stays in sight', async () => {
    const { session } = await walkTo(await open(), 'go');
    const { digest, files } = must(await shownNow(session));
    const text = Array.from({ length: 400 }, (_, at) => `- line ${String(at)}\n`).join('');
    const long = ['changes.diff', 'ownership.txt', 'manifest.yaml'].flatMap((path) =>
      files.map((file) => ({ ...file, path, text })),
    );
    expectFrames('approve-long', notebookInputs(session, { shown: { digest, files: long, text: '' } }));
  });

  it('a change of production, before it happens', async () => {
    const { session } = await walkTo(await open(), 'apply');
    expectFrames('dangerous', notebookInputs(session, { history }));
  });

  it('a running step with a live table', async () => {
    const at = await walkTo(await open({ scripts: hanging }), 'apply');
    await startHanging(at);
    const since = at.clock.now();
    at.clock.advance(83_000);
    const live = { step: 'apply', since, progress, tail, bytes: 120_400 };
    expectFrames('running', notebookInputs(at.session, { live, history }));
  });

  it('a step that failed, with its evidence', async () => {
    const { session } = await walkTo(await open({ scripts: failing }), 'apply');
    must(await run(session));
    expectFrames('failed', notebookInputs(session, { tails: new Map([['apply', tail]]) }));
  });

  it('a verification that failed', async () => {
    const { session } = await walkTo(await open(), 'healthy');
    must(await run(session));
    expectFrames('verify-failed', notebookInputs(session));
  });

  it('a runbook that was entered after a failure', async () => {
    const { session } = await walkTo(await open({ scripts: failing }), 'apply');
    must(await run(session));
    must(await session.dispatch({ intent: 'recover', reason: 'error rate' }));
    expectFrames('branch', notebookInputs(session));
  });

  it('an interrupted step whose command still runs', async () => {
    const before = await walkTo(await open({ scripts: hanging }), 'apply');
    await startHanging(before);
    const { session } = await reopen(before, deployOpening({ alive: true }));
    expectFrames('interrupted', notebookInputs(session));
  });

  it('a choice', async () => {
    const { session } = await walkTo(await open(), 'traffic');
    expectFrames('choose', notebookInputs(session, { tails: new Map([['apply', tail]]) }));
  });

  it('the end of a session', async () => {
    const { session } = await walkTo(await open({ ports: {} }), 'healthy');
    must(await session.dispatch({ intent: 'abort', reason: 'the release is withdrawn' }));
    expectFrames('ended', notebookInputs(session));
  });

  it('another step than the one that the session stands at', async () => {
    const { session } = await walkTo(await open(), 'go');
    expectFrames('away', notebookInputs(session), [{ message: 'go-to', step: 'apply' }]);
  });

  it('a settled step that was unfolded by hand', async () => {
    const { session } = await walkTo(await open(), 'traffic');
    expectFrames('unfolded', notebookInputs(session), [
      { message: 'go-to', step: 'go' },
      { message: 'fold' },
    ]);
  });

  it('only what was skipped', async () => {
    const { session } = await walkTo(await open(), 'save');
    must(await session.dispatch({ intent: 'skip', reason: 'nothing runs yet' }));
    expectFrames('filter-skipped', notebookInputs(session), [{ message: 'filter', filter: 'skipped' }]);
  });

  it('that a filter lets nothing through', async () => {
    const { session } = await open();
    expectFrames('filter-empty', notebookInputs(session), [{ message: 'filter', filter: 'failed' }]);
  });

  it('what a search has found', async () => {
    const { session } = await walkTo(await open(), 'save');
    expectFrames('search', notebookInputs(session, { outputHits: new Map([['save', 3]]) }), [
      { message: 'search', query: 'deploy' },
      { message: 'search-next' },
    ]);
  });

  it('what was said last in place of the rule', async () => {
    const { session } = await open();
    expectFrames('flash', notebookInputs(session, { flash: line(' refused: it is required', 'bad') }));
  });

  it('no rule above a dialog, which has its own', async () => {
    const { session } = await open();
    const inputs = notebookInputs(session);
    const last = (covered: number): string =>
      frameText(
        notebookView(inputs, initialNotebookState, { columns: 80, rows: 24 }, covered).frame.slice(-1),
      );
    expect(last(10)).toBe('');
    expect(frameText(notebookView(inputs, initialNotebookState, { columns: 80, rows: 24 }).frame)).toMatch(
      /^─{80}$/m,
    );
  });

  it('that the window is too small, and what is waited for', async () => {
    const { session } = await walkTo(await open(), 'qa');
    const inputs = notebookInputs(session);
    expect(situationOf(session).situation).toBe('asked');
    const shown = (columns: number, rows: number): string =>
      frameText(notebookView(inputs, initialNotebookState, { columns, rows }).frame);
    expect(shown(20, 3)).toBe('Enlarge to 60x15.\nTo answer: qa\n^C stop or leave');
    expect(shown(59, 1)).toBe('Enlarge to 60x15. · To answer: qa · ^C stop or leave');
    expect(shown(20, 1)).toMatch(/^Enlarge to 60x15\. /);
  });
});
