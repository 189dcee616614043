import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exportHtml } from '../../../../src/report/session/html/document.ts';
import type { SessionEvent } from '../../../../src/session/events.ts';
import { eventful } from '../../../cli/write-session.ts';
import { expectGolden } from '../../../fixtures/golden.ts';
import {
  exportedOf,
  filed,
  hostileEvents,
  hostileOutput,
  textOf,
  verified,
} from '../../../fixtures/report/exported.ts';

const hostile = exportedOf(hostileEvents(), {
  outputs: [hostileOutput],
  titles: new Map([['later', '</h3><script>']]),
});

describe('a session as HTML', () => {
  it('tells everything that an auditor asks for', async () => {
    const text = await textOf(exportHtml, exportedOf(eventful));
    expectGolden(new URL('../../../fixtures/report/session/eventful.html', import.meta.url), text);
  });

  it('allows its own style and nothing else', async () => {
    const text = await textOf(exportHtml, exportedOf(eventful));
    const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(text).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;;`);
    expect(text).not.toMatch(/<script|<link|<img|<iframe|<object|https?:|\sstyle=|\son[a-z]+=/);
  });

  it('is made of its own elements alone, whatever the log and the outputs say', async () => {
    const text = await textOf(exportHtml, hostile);
    const names = [...text.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name = '']) => name.toLowerCase());
    const own = [...(await textOf(exportHtml, exportedOf(eventful))).matchAll(/<\/?([a-z!][a-z0-9]*)/gi)];
    const known = new Set([...own.map(([, name = '']) => name.toLowerCase()), 'pre', 'h3']);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    expect(text).not.toContain('<script');
    expect(text).not.toMatch(/href="(?!#)/);
  });

  it('shows every control character, and none itself', async () => {
    const text = await textOf(exportHtml, hostile);
    expect(text).not.toMatch(/[^\n\t\P{Cc}]|\p{Bidi_Control}|[\u2028\u2029\ufeff\uffff]/u);
    for (const shown of [
      '\\x1b]52;c;',
      '\\u202eright-to-left',
      'overwritten\\x0d\nby this',
      '\\x00',
      '\\xff\\xfe\\xc3(',
    ]) {
      expect(text).toContain(shown);
    }
  });

  it('keeps the beginning and the end of a long output, and says where the whole is', async () => {
    const output = Buffer.from(`first\n${'x'.repeat(79).concat('\n').repeat(2000)}last\n`);
    const text = await textOf(exportHtml, exportedOf(hostileEvents(output), { outputs: [output] }));
    expect(text).toMatch(/first\n[^]*<p class="warning">! 9\d\.\d kB left out here\.<\/p>[^]*last\n/);
    expect(text).toContain(filed(output).path);
  });

  it('shows no more than so much of all outputs together', async () => {
    const output = Buffer.from('x'.repeat(79).concat('\n').repeat(1000));
    const [begin, ...rest] = hostileEvents(output);
    const steps = Array.from({ length: 140 }, () => rest.slice(0, 2)).flat();
    const all = begin === undefined ? [] : [begin, ...steps.map(numbered)];
    const text = await textOf(exportHtml, exportedOf(all, { outputs: [output] }));
    expect(text.match(/Left out, since this document shows no more than/g)).toHaveLength(12);
    expect(text.length).toBeLessThan(12_000_000);
  });

  it('says of an output what is wrong with it', async () => {
    const { path } = filed(hostileOutput);
    const message = 'The file is not what the log names.';
    const finding = { severity: 'failure', code: 'verify/file-changed', place: path, message } as const;
    const verification = { ...verified, state: 'failed', findings: [finding] } as const;
    const text = await textOf(exportHtml, { ...hostile, verify: () => Promise.resolve(verification) });
    expect(text).toContain(`<p class="bad"><strong>✗ ${message}</strong></p>`);
    expect(text).toContain('The verification failed: read what it found before you believe these.');
    expect(await textOf(exportHtml, exportedOf(hostileEvents()))).toContain('holds no file of that name');
  });

  it('believes a sign-off’s key only where the verification found its signature good', async () => {
    const found = await textOf(exportHtml, exportedOf(eventful));
    expect(found).toContain('<dd><code>SHA256:bob</code>, Bob</dd>');
    const unfound = await textOf(exportHtml, exportedOf(eventful, { verify: unfoundSigners }));
    expect(unfound).toContain('<code>SHA256:bob</code>, Bob; no good signature by this key was found');
  });

  it('tells a session that has only begun, and one that still runs', async () => {
    expect(await textOf(exportHtml, exportedOf(eventful.slice(0, 1)))).toContain('The log tells of no step.');
    expect(await textOf(exportHtml, exportedOf(eventful.slice(0, 2)))).toContain('No end is recorded.');
  });
});

function unfoundSigners(): Promise<typeof verified> {
  return Promise.resolve({ ...verified, signers: [] });
}

/** Each attempt as one of its own. */
function numbered(event: SessionEvent, index: number): SessionEvent {
  if (event.type !== 'step.started' && event.type !== 'step.finished') return event;
  return { ...event, step: { id: 'many', attempt: Math.floor(index / 2) + 1 } };
}
