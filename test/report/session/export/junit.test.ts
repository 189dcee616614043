import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { exportJunit } from '../../../../src/report/session/export/junit.ts';
import type { SessionEvent } from '../../../../src/session/events.ts';
import { eventful } from '../../../cli/write-session.ts';
import {
  exportedOf,
  filed,
  hostileEvents,
  hostileOutput,
  textOf,
} from '../../../fixtures/report/exported.ts';
import { expectGolden } from '../../../fixtures/golden.ts';

const reader = 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.stdin.buffer)';
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('a session as JUnit', () => {
  it('is a test case for each step, as it stands', async () => {
    const text = await textOf(exportJunit, exportedOf(eventful));
    expectGolden(new URL('../../../fixtures/report/session/eventful.junit.xml', import.meta.url), text);
    expect(text).toContain('<testsuites tests="4" failures="0" errors="0" skipped="1"');
  });

  it('is a failure where the session went on after one', async () => {
    const on: SessionEvent = {
      type: 'step.continued',
      step: { id: 'hello', attempt: 1 },
      cause: 'person',
      reason: 'known',
    };
    const text = await textOf(exportJunit, exportedOf([...eventful.slice(0, 3), on]));
    expect(text).toContain('failures="1"');
    expect(text).toContain(
      '<failure message="failed, and the session went on: known">exit code\n  expected: exit code 0',
    );
  });

  it('is an error where nothing is known of the end', async () => {
    const resumed = { type: 'session.resumed', mode: 'attended', host: { id: 'h', name: 'h' } } as const;
    const again: SessionEvent = { ...resumed, tool: { version: '1', digest: 'd' }, secrets: [] };
    const text = await textOf(exportJunit, exportedOf([...eventful.slice(0, 2), again]));
    expect(text).toContain('errors="1"');
  });

  it('keeps the beginning and the end of a long output, and says what is between', async () => {
    const output = Buffer.from(`first\n${'x'.repeat(79).concat('\n').repeat(1000)}last\n`);
    const text = await textOf(exportJunit, exportedOf(hostileEvents(output), { outputs: [output] }));
    expect(text).toMatch(/first\n[^]*\[\d+ bytes left out; the whole is outputs\/[0-9a-f]{64}\][^]*last/);
    expect(text.length).toBeLessThan(60_000);
  });

  it('says where an output is that can’t be read', async () => {
    const text = await textOf(exportJunit, exportedOf(hostileEvents()));
    expect(text).toContain(`[the output ${filed(hostileOutput).path} can’t be read]`);
  });

  it('holds nothing that XML can’t hold, whatever was printed', async () => {
    const text = await textOf(exportJunit, exportedOf(hostileEvents(), { outputs: [hostileOutput] }));
    expect(text).not.toMatch(/[^\n\r\t\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|\p{Bidi_Control}/u);
    expect(text).not.toContain('<script');
    expect(text).toContain('\\xff\\xfe\\xc3(');
  });

  it.skipIf(!hasPython)('is well-formed for another reader', async () => {
    const text = await textOf(exportJunit, exportedOf(hostileEvents(), { outputs: [hostileOutput] }));
    const { status, stderr } = spawnSync('python3', ['-c', reader], { input: text, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
