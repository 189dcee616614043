import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeSetting, readSettings, settingsFile } from '../../src/platform/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const time = new Date('2026-03-02T10:00:00Z');

describe('settings', () => {
  it('are none without a file, and reading makes none', async () => {
    expect(await readSettings(join(folder, 'deep'))).toEqual({ ok: true, value: {} });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are read back as they were set, for this user only', async () => {
    expect(await changeSetting(folder, 'sessions-dir', '/srv/sessions', time)).toEqual({
      ok: true,
      value: {},
    });
    await changeSetting(folder, 'library', '/srv/library', time);
    await changeSetting(folder, 'library', undefined, time);
    expect(await readSettings(folder)).toEqual({ ok: true, value: { 'sessions-dir': '/srv/sessions' } });
    expect(statSync(settingsFile(folder)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['not JSON', '{ "library": '],
    ['an unknown key', '{ "librari": "/x" }'],
    ['a relative path', '{ "library": "x" }'],
    ['a wrong type', '{ "library": 1 }'],
  ])('in a file with %s are a problem, and the file stays', async (_what, text) => {
    writeFileSync(settingsFile(folder), text);
    const read = await readSettings(folder);
    expect(read).toMatchObject({ ok: false, problems: [{ code: 'settings/broken' }] });
    expect(readFileSync(settingsFile(folder), 'utf8')).toBe(text);
  });

  it('in a broken file are put aside by a change, not lost', async () => {
    writeFileSync(settingsFile(folder), '{ mine');
    const changed = await changeSetting(folder, 'library', '/srv/library', time);
    const aside = `${settingsFile(folder)}.broken-2026-03-02T100000.000Z`;
    expect(changed).toEqual({ ok: true, value: { aside } });
    expect(readFileSync(aside, 'utf8')).toBe('{ mine');
    expect(await readSettings(folder)).toEqual({ ok: true, value: { library: '/srv/library' } });
  });

  it('refuse a value that is none', async () => {
    const changed = await changeSetting(folder, 'library', 'relative', time);
    expect(changed).toMatchObject({ ok: false, problems: [{ code: 'settings/not-changed' }] });
  });
});
