import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportFormatNames } from '../../src/cli/commands/sessions/export-format-names.ts';
import { makePlace, type Place } from './run-cli.ts';
import { eventful, recordsOf, writeSession } from './write-session.ts';

const id = '20260102-030405-greet-0a1b';

describe('sessions export', () => {
  let place: Place;
  let root = '';
  beforeEach(() => {
    place = makePlace();
    root = join(place.home, '.local/state/teei-runbook/sessions');
    writeSession(root, recordsOf(id, eventful));
  });
  afterEach(() => place.remove());

  it('writes a post-mortem where no format is given', async () => {
    const { code, stdout } = await place.run(['sessions', 'export', id]);
    expect({ code, first: stdout.split('\n')[0] }).toEqual({
      code: 0,
      first: '# Post-mortem: greet, 2026-01-02',
    });
  });

  it.each(exportFormatNames)('writes %s to a new file, for its owner alone', async (format) => {
    const argv = ['sessions', 'export', id, '--format', format, '--output', 'report'];
    const { code, stdout, stderr } = await place.run(argv);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    const path = join(place.work, 'report');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('greet');
    expect((await place.run(['sessions', 'export', id, '--format', format])).stdout).toBe(text);
  });

  it('leaves a file that is there, and writes nothing among the sessions', async () => {
    place.write('work/report', 'mine');
    const there = await place.run(['sessions', 'export', id, '--output', 'report']);
    expect(there).toMatchObject({ code: 2, stderr: expect.stringContaining('is there already') as unknown });
    expect(readFileSync(join(place.work, 'report'), 'utf8')).toBe('mine');
    const among = await place.run(['sessions', 'export', id, '--output', join(root, 'report')]);
    expect(among).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('holds the sessions') as unknown,
    });
  });

  it('refuses a format that it does not know, and a session that is not there', async () => {
    expect(await place.run(['sessions', 'export', id, '--format', 'docx'])).toMatchObject({
      code: 2,
      stdout: '',
    });
    expect(await place.run(['sessions', 'export', 'none'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('takes the titles of the steps from the session’s own copy of the runbook', async () => {
    const started = eventful[0];
    const text = '# Greet\n\n## Say hello\n<!-- step: { id: hello } -->\n```bash\necho hello\n```\n';
    const digest = createHash('sha256').update(text).digest('hex');
    if (started?.type !== 'session.started') throw new Error('it does not begin');
    const files = started.files.map((file) => ({ ...file, sha256: digest }));
    const other = '20260102-040405-greet-0a1b';
    const folder = writeSession(root, recordsOf(other, [{ ...started, files }, ...eventful.slice(1)]));
    writeFileSync(join(folder, `runbook/${digest}.md`), text);
    const { stdout } = await place.run(['sessions', 'export', other, '--format', 'junit']);
    expect(stdout).toContain('name="hello: Say hello"');
  });

  it('tells of an output what is filed', async () => {
    const folder = join(root, id);
    mkdirSync(join(folder, 'outputs'));
    writeFileSync(join(folder, `outputs/${'c'.repeat(64)}`), 'hello\n'.repeat(342).slice(0, 2048));
    const { stdout } = await place.run(['sessions', 'export', id, '--format', 'junit']);
    expect(stdout).toContain('hello\nhello\n');
  });
});
