import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from '../../../src/problem/problem.ts';
import type { RunContext } from '../../../src/steps/context.ts';
import type { StepKind } from '../../../src/steps/define-step.ts';
import type { Evidence, Outcome } from '../../../src/steps/outcome.ts';
import { stepKinds } from '../../../src/steps/registry.ts';
import { fakeFiles, fakeHttp } from '../../fixtures/run-context.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import {
  codes,
  onlyEvent,
  type Opened,
  openSession,
  type Opening,
  run,
} from '../../fixtures/session/open-session.ts';

const login = shellStep('id: login, capture: { token: { json: .token, secret: true } }', 'login');

/** Everything that a session kept or showed, as one text. */
async function told(
  opening: Opening,
): Promise<Opened & { readonly log: () => string; readonly shown: () => string }> {
  const opened = await openSession(opening);
  let shown = '';
  opened.session.subscribe({
    onOutput: (_step, chunk) => {
      shown += chunk.toString();
    },
    onProgress: (_step, progress) => {
      shown += JSON.stringify(progress);
    },
  });
  return {
    ...opened,
    log: () => [...opened.journal.lines, ...opened.journal.outputs.values()].map(String).join(''),
    shown: () => shown,
  };
}

describe('a captured secret', () => {
  it('is masked in the file and on the screen, though it was printed before anybody knew it', async () => {
    const { session, journal, log, shown, deps } = await told({
      text: login + shellStep('id: use', 'use'),
      scripts: {
        login: { stdout: ['{"tok', 'en":"s3cr3t-value"}\n'], stderr: '+ s3cr3t-value\n' },
        use: { stdout: 's3cr3t-value\n' },
      },
    });
    await run(session);
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({
      captures: {},
      secret_captures: ['token'],
      output: { redactions: 2 },
    });
    expect(deps.secrets.get('token')).toBe('s3cr3t-value');
    await run(session);
    expect(log() + shown()).not.toContain('s3cr3t-value');
    expect(shown()).toContain('[REDACTED:token]');
  });

  it('is held back until it is known: nothing is shown while the command runs', async () => {
    let early = '';
    const opened = await told({
      text: login,
      scripts: { login: { stdout: '{"token":"s3cr3t-value"}', during: () => (early = opened.shown()) } },
    });
    await run(opened.session);
    expect(early).toBe('');
  });

  it('is masked where the step printed it and then failed', async () => {
    const { session, log, shown, deps } = await told({
      text: login,
      scripts: { login: { stdout: '{"token":"s3cr3t-value"}', stderr: 'no rights\n', code: 1 } },
    });
    await run(session);
    expect(session.stepState('login').status).toMatchObject({ status: 'failed' });
    expect(log() + shown()).not.toContain('s3cr3t-value');
    expect(shown()).toContain('no rights');
    expect(deps.secrets.has('token')).toBe(false);
  });

  it('keeps stdout back where it can’t be found in it, and lets stderr go', async () => {
    const { session, log, shown } = await told({
      text: login,
      scripts: { login: { stdout: 'warning\n{"token":"s3cr3t-value"}', stderr: 'a hint\n' } },
    });
    await run(session);
    expect(session.stepState('login').status).toMatchObject({ problem: { code: 'capture/not-json' } });
    expect(log() + shown()).not.toContain('s3cr3t-value');
    expect(shown()).toContain('output withheld');
    expect(shown()).toContain('a hint');
  });

  it('that is too short to be masked is refused, and not shown', async () => {
    const { session, shown, deps } = await told({
      text: login,
      scripts: { login: { stdout: '{"token":"abc"}' } },
    });
    await run(session);
    expect(session.stepState('login').status).toMatchObject({
      problem: { code: 'session/secret-too-short' },
    });
    expect(shown()).not.toContain('abc');
    expect(deps.secrets.size).toBe(0);
  });

  it('from a file is masked in the output of the very step that wrote it', async () => {
    const files = fakeFiles({ '/sessions/20260302-100000-main-7f3a/steps/a/1/key': 's3cr3t-value\n' });
    const { session, log, shown } = await told({
      text: shellStep('id: a, capture: { key: { file: key, secret: true } }', 'x'),
      scripts: { x: { stdout: 'wrote s3cr3t-value\n' } },
      ports: { files },
    });
    await run(session);
    expect(log() + shown()).not.toContain('s3cr3t-value');
  });

  it('in output without end is neither kept nor shown', async () => {
    const { session, log, shown } = await told({
      text: login,
      scripts: { login: { stdout: ['{"token":"s3cr3t-value",', 'x'.repeat(2 * 1024 * 1024)] } },
    });
    await run(session);
    expect(session.stepState('login').status).toMatchObject({ problem: { code: 'capture/truncated' } });
    expect(log() + shown()).not.toContain('s3cr3t-value');
  });
});

describe('a secret that a check comes upon', () => {
  const flow = yamlStep(
    'kind: verify',
    'id: smoke',
    'check: http.flow',
    'with:',
    '  endpoint: api',
    '  requests:',
    '    - id: login',
    '      path: /login',
    '      headers: { authorization: "Basic ${password}" }',
    '      capture: { token: { json: .token, secret: true } }',
    '    - { id: profile, path: "/profiles/{token}" }',
  );

  it('is masked in evidence, problem, log and screen, and in what is printed later', async () => {
    const http = fakeHttp([
      { request: 'GET https://api.example.com/login', answer: { body: '{"token":"s3cr3t-value"}' } },
      {
        request: 'GET https://api.example.com/profiles/s3cr3t-value',
        answer: { status: 500, body: 'no profile of s3cr3t-value, whose password is pa55word' },
      },
    ]);
    const { session, journal, log, shown } = await told({
      text: flow + shellStep('id: after', 'after'),
      secrets: { password: 'pa55word' },
      scripts: { after: { stdout: 's3cr3t-value\n' } },
      ports: { http },
    });
    await run(session);
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({
      result: 'failed',
      evidence: [
        { what: 'login', result: 'pass' },
        {
          what: 'profile',
          where: 'GET https://api.example.com/profiles/{token}',
          details: ['no profile of [REDACTED:token], whose password is [REDACTED:password]'],
        },
      ],
    });
    await session.dispatch({ intent: 'continue', reason: 'the token was s3cr3t-value' });
    await run(session);
    expect(log()).toContain('[REDACTED:token]');
    expect(log() + shown()).not.toMatch(/s3cr3t-value|pa55word/);
  });
});

describe('a value that holds a secret', () => {
  it('is taken for a secret, though the runbook does not call it one', async () => {
    const { session, journal, log, deps } = await told({
      text: shellStep("id: a, capture: { line: { output: '(.*)' } }", 'x'),
      scripts: { x: { stdout: 'Bearer s3cr3t-value\n' } },
      secrets: { token: 's3cr3t-value' },
    });
    await run(session);
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({ captures: {}, secret_captures: ['line'] });
    expect(deps.secrets.get('line')).toBe('Bearer s3cr3t-value');
    expect(log()).not.toContain('s3cr3t-value');
  });
});

describe('a secret that somebody types where it does not belong', () => {
  it.each([
    ['a note', { intent: 'note', text: 'it is s3cr3t-value' }],
    ['a reason', { intent: 'skip', reason: 'used s3cr3t-value' }],
    ['the reason of an end', { intent: 'abort', reason: 's3cr3t-value leaked' }],
    ['a handover', { intent: 'hand-over', to: 'Rita', note: 's3cr3t-value' }],
  ] as const)('does not reach the log: %s', async (_what, intent) => {
    const { session, log } = await told({ text: shellStep('id: a'), secrets: { token: 's3cr3t-value' } });
    expect(codes(await session.dispatch(intent))).toEqual([]);
    expect(log()).not.toContain('s3cr3t-value');
    expect(log()).toContain('[REDACTED:token]');
  });
});

describe('a secret', () => {
  it('never stands in a record, in the output or in what is shown, whatever a step says of it', async () => {
    const secret = fc
      .string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 })
      .filter((text) => /^\S(.*\S)?$/.test(text) && /[0-9]/.test(text) && /[a-zA-Z]{3}/.test(text));
    await fc.assert(
      fc.asyncProperty(
        secret,
        fc.constantFrom('passed', 'failed', 'inconclusive', 'error'),
        async (value, result) => {
          const { session, log, shown } = await told({
            text: shellStep('id: a', 'x'),
            kinds: [saying(value, result)],
            secrets: { token: value },
          });
          await run(session);
          const all = log() + shown();
          expect(all.includes(value)).toBe(false);
          expect(all.includes(JSON.stringify(value).slice(1, -1))).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** A command kind whose every text holds the value. */
function saying(value: string, result: Outcome['result']): StepKind {
  const kind = stepKinds.get('command');
  if (kind === undefined) throw new Error('there is no command');
  const evidence: Evidence = {
    check: 'command',
    result: 'fail',
    what: `what ${value}`,
    where: `at ${value}`,
    expected: value,
    observed: `<${value}>`,
    next: `use ${value}`,
    details: [value, `two ${value} ${value}`],
  };
  const facts = { summary: `said ${value}`, evidence: [evidence], values: { said: value } };
  const found = problem('step/failed', value, { hint: `not ${value}`, cause: value });
  const outcome: Outcome = result === 'passed' ? { result, ...facts } : { result, ...facts, problem: found };
  return {
    ...kind,
    run: async (_step, context: RunContext) => {
      await context.output('stdout', value.slice(0, 3));
      await context.output('stdout', `${value.slice(3)}\n`);
      await context.output('stderr', `curl -H ${value}\n`);
      context.progress({
        summary: value,
        columns: ['name'],
        rows: [{ name: value, state: 'bad', cells: [value] }],
      });
      return outcome;
    },
  };
}
