import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeSignedSession } from './signed-session.ts';

/** The commands of docs/log.md, from the heading on. */
function documentedCommands(): string {
  const page = readFileSync(new URL('../../../docs/log.md', import.meta.url), 'utf8');
  const section = page.slice(page.indexOf('## Checking it with stock tools'));
  return (section.match(/^ {4}.*$/gm) ?? []).map((line) => line.slice(4)).join('\n');
}

describe('the commands of docs/log.md', () => {
  it('check a session without this program', async () => {
    const { folder, list, env } = await makeSignedSession();
    const script = documentedCommands()
      .replace('<session>', folder)
      .replace('~/allowed_signers', list)
      .replace('alice@example.com', 'alice');
    const said = execFileSync('bash', ['-euo', 'pipefail', '-c', script], {
      encoding: 'utf8',
      env,
      stdio: 'pipe',
    });
    const expected = /^sha256: (.*)$/m.exec(readFileSync(`${folder}/checkpoints/000003.txt`, 'utf8'))?.[1];
    expect(said).toMatch(/^Good "teei-runbook-checkpoint@teei" signature for alice/);
    expect(said).toContain(`${expected}  -`);
    expect(said.match(/: OK$/gm)).toHaveLength(2);
  });
});
