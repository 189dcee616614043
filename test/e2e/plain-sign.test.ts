import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';
import { openTerminal } from './support/open-terminal.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from './support/workspace.ts';

const approval = `# Go

\`\`\`yaml step
kind: approval
id: go
role: release-manager
question: May this be deployed?
\`\`\`

<!-- step: { id: do-it } -->
\`\`\`bash
echo done >> "$LEDGER"
\`\`\`
`;

const environments = 'environments:\n  local: { production: false, namespace: none }\n';

/** Makes a key without a passphrase. Gives its private file. */
function makeKey(workspace: Workspace, name: string): string {
  const file = join(workspace.folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
  return file;
}

function principal(name: string, role: string, keyFile: string): string {
  return `  ${name}: { roles: [${role}], keys: ["${readFileSync(`${keyFile}.pub`, 'utf8').trim()}"] }\n`;
}

describe('an approval at the terminal', () => {
  it('is signed by the key of somebody who holds the role', async () => {
    const workspace = openWorkspace();
    const key = makeKey(workspace, 'grace');
    workspace.write('go.md', approval);
    workspace.write(
      'platform.yaml',
      `${environments}principals:\n${principal('grace', 'release-manager', key)}`,
    );
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('May this be deployed?');
    await session.sees('approve NAME [REASON]');
    await session.sees('go> ');
    for (const line of ['', 'yes', 'run', 'skip no time', 'approve']) {
      session.says(line);
      if (line === 'approve') {
        await session.sees('Key file of the approver');
        session.says('');
      }
      await session.sees('refused');
      await session.sees('go> ');
    }
    session.says('approve grace looked at the plan');
    await session.sees('this signs what was shown');
    await session.sees('Key file of the approver');
    session.says(key);
    await session.sees('signed       go: by grace');
    await session.sees('do-it> ');
    session.says('run');
    expect(await session.ends()).toBe(0);
    expect(await workspace.events()).toContainEqual(
      expect.objectContaining({
        type: 'signoff',
        kind: 'approve',
        name: 'grace',
        note: 'looked at the plan',
      }),
    );
    expectWholeLogs(workspace);
  });

  it('is refused with a stranger’s key, and without one where unsigned approvals are', async () => {
    const workspace = openWorkspace();
    const key = makeKey(workspace, 'grace');
    const stranger = makeKey(workspace, 'stranger');
    workspace.write('go.md', approval);
    workspace.write(
      'platform.yaml',
      `${environments}principals:\n${principal('grace', 'release-manager', key)}`,
    );
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.says('approve grace');
    await session.sees('Key file of the approver');
    session.says(stranger);
    await session.sees('The key is not one of grace’s in platform.yaml');
    await session.sees('go> ');
    session.says('approve grace');
    await session.sees('Key file of the approver');
    session.says('');
    await session.sees('must be signed by the approver’s key');
    await session.sees('go> ');
    session.says('reject grace the window is closed');
    await session.sees('Key file of the approver');
    session.says(key);
    await session.sees('go> ');
    session.says('leave');
    expect(await session.ends()).toBe(3);
    expect(workspace.ledgerLines()).toEqual([]);
    expect(await workspace.events()).toContainEqual(
      expect.objectContaining({ type: 'signoff', decision: 'no', name: 'grace', settles: false }),
    );
  });

  it('is taken from a file that was signed elsewhere, for this place in the log alone', async () => {
    const workspace = openWorkspace();
    const key = makeKey(workspace, 'grace');
    workspace.write('go.md', approval);
    workspace.write(
      'platform.yaml',
      `${environments}principals:\n${principal('grace', 'release-manager', key)}`,
    );
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    const signElsewhere = (): void => {
      const place = { cwd: workspace.folder, env: workspace.env };
      const [id = ''] = workspace.sessions();
      expect(runProgram(['sign-off', 'request', id, '--for', 'grace'], place).exitCode).toBe(0);
      expect(runProgram(['sign-off', 'sign', 'go.signoff', '--key', key], place).exitCode).toBe(0);
      const { exitCode, stderr } = runProgram(['sign-off', 'accept', 'go.signoff'], place);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/where the key\s+file is asked for/);
    };
    const approve = async (): Promise<void> => {
      session.says('approve grace');
      await session.sees('Key file of the approver');
      session.says(join(workspace.folder, 'go.signoff'));
    };
    signElsewhere();
    session.says('note wait');
    await session.sees('noted');
    await session.sees('go> ');
    await approve();
    await session.sees('sign/other-request');
    await session.sees('go> ');
    signElsewhere();
    await approve();
    await session.sees('signed       go: by grace');
    await session.sees('do-it> ');
    session.says('run');
    expect(await session.ends()).toBe(0);
    expectWholeLogs(workspace);
  });

  it('can be entered unsigned where platform.yaml allows it, and says so', async () => {
    const workspace = openWorkspace();
    workspace.write('go.md', approval);
    workspace.write('platform.yaml', `${environments}approvals: { unsigned: allowed }\n`);
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.says('approve "Grace Hopper" by telephone');
    await session.sees('Key file of the approver');
    session.says('');
    await session.sees('unsigned');
    await session.sees('Grace Hopper');
    await session.sees('do-it> ');
    session.says('run');
    expect(await session.ends()).toBe(0);
  });
});

describe('a person at the terminal', () => {
  it('types the namespace once before a production environment is changed', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'change.md',
      '# Change\n\n<!-- step: { id: one } -->\n```bash\necho one >> "$LEDGER"\n```\n\n<!-- step: { id: two } -->\n```bash\necho two >> "$LEDGER"\n```\n',
    );
    workspace.write('platform.yaml', 'environments:\n  live: { production: true, namespace: teei-live }\n');
    const session = openTerminal(workspace, ['change.md', '--plain', '--environment', 'live']);
    await session.sees('environment  live (PRODUCTION)');
    await session.sees('PRODUCTION one> ');
    session.says('run');
    await session.sees('Type teei-live to go on: ');
    session.says('yes');
    await session.sees('nothing was run');
    await session.sees('one> ');
    expect(workspace.ledgerLines()).toEqual([]);
    session.says('run');
    await session.sees('Type teei-live to go on: ');
    session.says('teei-live');
    await session.sees('passed       one');
    await session.sees('two> ');
    session.says('run');
    await session.sees('COMPLETED');
    expect(await session.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['one', 'two']);
  });

  it('hands over to another operator by name', async () => {
    const workspace = openWorkspace();
    workspace.write('hand.md', '# Hand\n\n- [ ] Seen\n      <!-- step: { id: seen } -->\n');
    const session = openTerminal(workspace, ['hand.md', '--plain']);
    await session.sees('seen> ');
    session.says('hand over');
    await session.sees('needs the name of the next operator');
    await session.sees('seen> ');
    session.says('hand grace');
    await session.sees('is no command');
    await session.sees('seen> ');
    session.says('hand over grace the dashboard is open');
    await session.sees('handed over  to grace');
    expect(await session.ends()).toBe(3);
    expect(await workspace.events()).toContainEqual({
      type: 'session.handed-over',
      to: 'grace',
      note: 'the dashboard is open',
    });
    const next = openTerminal(workspace, ['--resume', '--plain']);
    await next.sees('This session was handed over to grace');
    await next.sees('Who are you?');
    next.says('grace');
    await next.sees('seen> ');
    next.says('yes');
    expect(await next.ends()).toBe(0);
    expectWholeLogs(workspace);
  });
});
