import { describe, expect, it } from 'vitest';
import { openTerminal } from './support/open-terminal.ts';
import { expectWholeLogs, openWorkspace } from './support/workspace.ts';

/** Fails until the file `ready` is there. */
const failing = (onFailure: string): string => `# Failing

<!-- step: { id: shaky, on-failure: ${onFailure} } -->
\`\`\`bash
echo try >> "$LEDGER"; test -e ready
\`\`\`

<!-- step: { id: last, effect: read } -->
\`\`\`bash
echo last >> "$LEDGER"
\`\`\`
`;

describe('a step that fails at the terminal', () => {
  it('asks what to do, and passes when it is run again', async () => {
    const workspace = openWorkspace();
    workspace.write('failing.md', failing('ask'));
    const session = openTerminal(workspace, ['failing.md', '--plain']);
    await session.sees('shaky> ');
    session.says('run');
    await session.sees('FAILED       shaky');
    await session.sees('retry · continue REASON');
    await session.sees('shaky> ');
    session.says('');
    await session.sees('Enter alone is no answer here');
    await session.sees('shaky> ');
    workspace.write('ready', '');
    session.says('retry');
    await session.sees('passed       shaky');
    await session.sees('last> ');
    session.says('run');
    await session.sees('COMPLETED');
    expect(await session.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['try', 'try', 'last']);
  });

  it('can be gone on from for a reason; the session then ends as failed, with 1', async () => {
    const workspace = openWorkspace();
    workspace.write('failing.md', failing('ask'));
    const session = openTerminal(workspace, ['failing.md', '--plain']);
    await session.sees('shaky> ');
    session.says('run');
    await session.sees('FAILED       shaky');
    await session.sees('shaky> ');
    session.says('continue');
    await session.sees('needs a reason');
    await session.sees('shaky> ');
    session.says('continue known and harmless');
    await session.sees('last> ');
    session.says('run');
    await session.sees('FAILED');
    await session.sees('went on after a failure of shaky');
    expect(await session.ends()).toBe(1);
  });

  it('that must pass can’t be skipped or gone on from', async () => {
    const workspace = openWorkspace();
    workspace.write('failing.md', failing('stop'));
    const session = openTerminal(workspace, ['failing.md', '--plain']);
    await session.sees('shaky> ');
    session.says('run');
    expect(await session.sees('shaky> ')).not.toContain('continue REASON');
    session.says('continue I want to');
    await session.sees('shaky must pass');
    await session.sees('shaky> ');
    session.says('fail the database is gone');
    await session.sees('FAILED: the database is gone');
    expect(await session.ends()).toBe(1);
  });

  it('can end the session as aborted, with 4', async () => {
    const workspace = openWorkspace();
    workspace.write('failing.md', failing('ask'));
    const session = openTerminal(workspace, ['failing.md', '--plain']);
    await session.sees('shaky> ');
    session.says('abort');
    await session.sees('needs a reason');
    await session.sees('shaky> ');
    session.says('abort wrong day');
    await session.sees('ABORTED: wrong day');
    expect(await session.ends()).toBe(4);
    expectWholeLogs(workspace);
  });

  it('rolls back into the runbook for its failure, and the session ends with 1', async () => {
    const workspace = openWorkspace();
    workspace.write('runbooks/deploy.md', `---\nid: deploy\n---\n${failing('{ runbook: undo }')}`);
    workspace.write(
      'runbooks/undo.md',
      '---\nid: undo\n---\n# Undo\n\n<!-- step: { id: revert } -->\n```bash\necho revert >> "$LEDGER"\n```\n',
    );
    const session = openTerminal(workspace, ['deploy', '--plain']);
    await session.sees('shaky> ');
    session.says('run');
    await session.sees('roll back (undo)');
    await session.sees('shaky> ');
    session.says('roll back the new version is broken');
    await session.sees('Now in undo, because shaky failed.');
    await session.sees('revert> ');
    session.says('run');
    await session.sees('ROLLED-BACK');
    expect(await session.ends()).toBe(1);
    expect(workspace.ledgerLines()).toEqual(['try', 'revert']);
    expectWholeLogs(workspace);
  });
});
