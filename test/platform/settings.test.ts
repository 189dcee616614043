import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeSetting, readSettings, type Settings, settingsFile } from '../../src/platform/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const time = new Date('2026-03-02T10:00:00Z');

function found(settings: Settings) {
  return { ok: true, value: { settings, problems: [] } };
}

describe('settings', () => {
  it('are none without a file, and reading makes none', async () => {
    expect(await readSettings(join(folder, 'deep'))).toEqual(found({}));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are read back as they were set, for this user only', async () => {
    expect(await changeSetting(folder, 'sessions-dir', '/srv/sessions', time)).toEqual({
      ok: true,
      value: {},
    });
    await changeSetting(folder, 'library', '/srv/library', time);
    await changeSetting(folder, 'library', undefined, time);
    expect(await readSettings(folder)).toEqual(found({ 'sessions-dir': '/srv/sessions' }));
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
    expect(await readSettings(folder)).toEqual(found({ library: '/srv/library' }));
  });

  it('refuse a value that is none', async () => {
    const changed = await changeSetting(folder, 'library', 'relative', time);
    expect(changed).toMatchObject({ ok: false, problems: [{ code: 'settings/not-changed' }] });
  });

  it('of the screen are read back as they were set', async () => {
    const keys = { skip: 'K', 'page-down': ['pagedown', 'ctrl+v'], abort: [] };
    await changeSetting(folder, 'keys', keys, time);
    await changeSetting(folder, 'attention', ['bell', 'title'], time);
    await changeSetting(folder, 'theme', 'light', time);
    expect(await readSettings(folder)).toEqual(found({ keys, attention: ['bell', 'title'], theme: 'light' }));
  });

  it.each([
    ['keys', '5'],
    ['keys', '["skip"]'],
    ['keys', '{ "skip": 1 }'],
    ['keys', '{ "skip": ["s", null] }'],
    ['attention', '"bell"'],
    ['attention', '["bell", "horn"]'],
    ['theme', '"dusk"'],
    ['theme', 'null'],
  ] as const)(
    'of the screen that are wrong (%s: %s) are told and passed over, the others hold',
    async (name, value) => {
      writeFileSync(settingsFile(folder), `{ "library": "/srv/library", "${name}": ${value} }`);
      const result = await readSettings(folder);
      expect(result).toMatchObject({
        ok: true,
        value: { settings: { library: '/srv/library' }, problems: [{ code: 'settings/invalid-value' }] },
      });
      expect(result.ok ? Object.keys(result.value.settings) : []).toEqual(['library']);
      expect(result.ok ? result.value.problems[0]?.message : '').toContain(
        `The setting ${name} in ${settingsFile(folder)}`,
      );
    },
  );

  it('of the screen that are wrong do not stand in the way of a change', async () => {
    writeFileSync(settingsFile(folder), '{ "theme": "dusk", "library": "/srv/library" }');
    expect(await changeSetting(folder, 'theme', 'dark', time)).toEqual({ ok: true, value: {} });
    expect(await readSettings(folder)).toEqual(found({ library: '/srv/library', theme: 'dark' }));
  });
});
