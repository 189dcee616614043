import { describe, expect, it } from 'vitest';
import { codes, openSession, reopen, run } from '../../fixtures/session/open-session.ts';
import { shellStep } from '../../fixtures/session/plan.ts';

describe('a secret that is not in this process', () => {
  const text =
    shellStep('id: login, effect: read, capture: { token: { json: .token, secret: true } }', 'login') +
    shellStep('id: use, effect: read', 'curl -H "$TOKEN"');
  const scripts = { login: { stdout: '{"token":"s3cr3t-value"}' }, 'curl -H "$TOKEN"': {} };

  it('refuses the step that uses it, and names the step to go back to', async () => {
    const opened = await openSession({ text, scripts });
    await run(opened.session);
    const { session, shell } = await reopen(opened, { text, scripts });
    const refused = await run(session);
    expect(refused).toMatchObject({
      ok: false,
      problems: [
        { code: 'session/secret-missing', hint: 'go back to login, which takes it again: back login' },
      ],
    });
    expect(shell.runs).toEqual([]);
    await session.dispatch({ intent: 'back', to: 'login', reason: 'token again' });
    await run(session);
    expect(codes(await run(session))).toEqual([]);
    expect(shell.runs.at(-1)?.env['TOKEN']).toBe('s3cr3t-value');
  });

  it('says of a parameter that the next resume asks for it', async () => {
    const only = shellStep('id: use', 'curl -H "$TOKEN"');
    const opened = await openSession({ text: only, secrets: { token: 'abcdef' }, scripts });
    const { session } = await reopen(opened, { text: only, scripts });
    expect(await run(session)).toMatchObject({ ok: false, problems: [{ code: 'session/secret-missing' }] });
  });
});
