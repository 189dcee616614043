import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'json-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('--json', () => {
  it('prints every record of the session as it is in the log, from the first to the last', () => {
    writeFileSync(
      join(folder, 'look.md'),
      '# Look\n\n<!-- step: { id: look, effect: read } -->\n```bash\necho seen\n```\n',
    );
    const { exitCode, stdout } = run(['look.md', '--unattended', '--json']);
    expect(exitCode).toBe(0);
    const sessions = join(folder, 'teei-runbook', 'sessions');
    const [session = ''] = readdirSync(sessions);
    expect(stdout).toBe(readFileSync(join(sessions, session, 'events', '000001.jsonl'), 'utf8'));
    expect(stdout).toContain('"type":"session.started"');
    expect(stdout).toContain('"type":"session.ended"');
  });

  it('wants --unattended: there is nobody to ask', () => {
    writeFileSync(join(folder, 'look.md'), '# Look\n\n- [ ] Seen\n');
    expect(run(['look.md', '--json'])).toMatchObject({ exitCode: 2 });
  });
});

function run(args: readonly string[]): ReturnType<typeof runProgram> {
  return runProgram(args, {
    cwd: folder,
    env: { HOME: folder, XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, SSH_AUTH_SOCK: undefined },
  });
}
