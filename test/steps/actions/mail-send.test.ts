import { describe, expect, it } from 'vitest';
import { faultOf, mailtoOf, messageOf } from '../../../src/steps/actions/mail/message.ts';
import { mailSend } from '../../../src/steps/actions/mail-send.ts';
import { announcing } from '../../fixtures/announce/outside-http.ts';
import { environment, fakeFiles, fakeRunContext, fakeShell } from '../../fixtures/run-context.ts';

const args = { subject: 'Deployment of v1.2.3', text: 'It begins now.\nYou are told when it is done.' };
const path = '/sessions/one/steps/step-1/message.eml';
const script = '{ cat\n} < "$STEP_DIR/message.eml"';

describe('the action mail.send', () => {
  it('hands the message to the mailer of the team, as a file', async () => {
    const files = fakeFiles({});
    const shell = fakeShell([{ script }]);
    const context = fakeRunContext({ environment: announcing, ports: { files, shell } });
    expect(await mailSend.run(args, context)).toMatchObject({
      verdict: 'pass',
      values: { 'mail-sent': true },
    });
    expect(files.content.get(path)).toMatch(
      /^To: stakeholders@example\.com\nSubject: Deployment of v1\.2\.3\n/,
    );
    expect(files.content.get(path)).toMatch(/\n\nIt begins now\.\nYou are told when it is done\.\n$/);
  });

  it('never takes a mailer that fails for one that sent', async () => {
    const shell = fakeShell([{ script, exit: { code: 75 } }]);
    const context = fakeRunContext({ environment: announcing, ports: { shell } });
    const result = await mailSend.run(args, context);
    expect(result.verdict).toBe('error');
    expect(result.summary).toBe('mail: cat: exit code 75');
  });

  it('keeps the message and gives a link where there is no mailer', async () => {
    const files = fakeFiles({});
    const values = { 'stakeholders-mail': 'a@example.com' };
    const context = fakeRunContext({ environment: { ...environment, values }, ports: { files } });
    const result = await mailSend.run(args, context);
    expect(result.verdict).toBe('inconclusive');
    expect(result.evidence[0].next).toContain(
      'mailto:a@example.com?subject=Deployment%20of%20v1.2.3&body=It%20',
    );
    expect(files.writes).toEqual([path]);
  });

  it('is inconclusive where nobody is named to send it to', async () => {
    const result = await mailSend.run(args, fakeRunContext());
    expect(result).toMatchObject({ verdict: 'inconclusive' });
    expect(result.summary).toContain('stakeholders-mail');
  });

  it.each([
    ['a line break in the subject', { subject: 'a\nBcc: everybody@example.com' }],
    ['a carriage return in the subject', { subject: 'a\rBcc: everybody@example.com' }],
    ['a line break in an address', { to: 'a@example.com\nBcc: b@example.com' }],
    ['an address with a name', { to: 'Somebody <a@example.com>' }],
    ['an empty address', { to: 'a@example.com,' }],
  ])('refuses %s, and sends nothing', async (_what, bad) => {
    const context = fakeRunContext({ environment: announcing });
    const result = await mailSend.run({ ...args, ...bad }, context);
    expect(result.verdict).toBe('error');
    expect(result.summary).toContain('nothing was sent');
  });

  it('shows to whom, under which subject and with which text', () => {
    const shown = mailSend.changes(args, { ...fakeRunContext(), environment: announcing }).join('\n');
    for (const part of ['To: stakeholders@example.com', 'Subject: Deployment of v1.2.3', 'It begins now.'])
      expect(shown).toContain(part);
  });
});

describe('a message', () => {
  const mail = { to: ['a@example.com'], subject: 'Grüße', text: 'Grüße', date: 0, session: 's-1\nBcc: x' };

  it('is plain ASCII whatever it says', () => {
    const message = messageOf(mail);
    expect(message).toMatch(/^[\n\x20-\x7e]*$/);
    expect(message).toContain('Subject: =?utf-8?B?R3LDvMOfZQ==?=\n');
    expect(message).toContain(`\n\n${Buffer.from('Grüße').toString('base64')}\n`);
    expect(message).toContain('Date: Thu, 01 Jan 1970 00:00:00 +0000\n');
    expect(message).toContain('X-Teei-Runbook-Session: s-1Bccx\n');
  });

  it('breaks a long subject into words that each are whole characters', () => {
    const subject = '🚀'.repeat(40);
    const [, header = ''] = /Subject: ((?:.|\n )*)\n/.exec(messageOf({ ...mail, subject })) ?? [];
    const words = [...header.matchAll(/=\?utf-8\?B\?([^?]*)\?=/g)].map(([, word = '']) => word);
    expect(words.map((word) => Buffer.from(word, 'base64').toString('utf8')).join('')).toBe(subject);
    expect(header.split('\n').every((line) => line.length <= 76)).toBe(true);
  });

  it('has a link that says the same', () => {
    const url = new URL(mailtoOf({ ...mail, text: 'a & b\nc' }));
    expect(url.searchParams.get('subject')).toBe('Grüße');
    expect(url.searchParams.get('body')).toBe('a & b\r\nc');
  });

  it('wants somebody to be sent to', () => {
    expect(faultOf({ to: [], subject: 'a' })).toContain('no address');
    expect(faultOf({ to: ['a@example.com'], subject: 'a' })).toBeUndefined();
  });
});
