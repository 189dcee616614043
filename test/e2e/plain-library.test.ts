import { describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';
import { openTerminal } from './support/open-terminal.ts';
import { openWorkspace } from './support/workspace.ts';

const runbook = `---
id: sweep
title: Sweep the floor
description: Two strokes and it is clean.
---
# Sweep the floor

<!-- step: { id: one } -->
\`\`\`bash
echo one >> "$LEDGER"
\`\`\`

<!-- step: { id: two } -->
\`\`\`bash
echo two >> "$LEDGER"
\`\`\`
`;

describe('teei-runbook alone, by lines', () => {
  it('starts what is chosen, and offers what was left unfinished', async () => {
    const workspace = openWorkspace();
    workspace.write('.git/config', '');
    workspace.write('runbooks/sweep.md', runbook);
    const first = openTerminal(workspace, ['--plain']);
    await first.sees('sweep: Sweep the floor');
    await first.sees('Which? (a number or a name; Enter leaves): ');
    first.says('swep');
    await first.sees('Did you mean `sweep`?');
    await first.sees('Enter leaves): ');
    first.says('sweep');
    await first.sees('one> ');
    first.says('run');
    await first.sees('two> ');
    first.says('leave');
    expect(await first.ends()).toBe(3);
    const second = openTerminal(workspace, ['--plain']);
    await second.sees('Unfinished sessions');
    await second.sees('step 2 of 2: ');
    await second.sees('Enter leaves): ');
    second.says('1');
    await second.sees('two> ');
    second.says('run');
    expect(await second.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['one', 'two']);
  });

  it('leaves with Enter', async () => {
    const workspace = openWorkspace();
    const session = openTerminal(workspace, ['--plain']);
    await session.sees('Which? ');
    session.says('');
    expect(await session.ends()).toBe(0);
  });

  it('prints the list where nobody is at a terminal, and refuses options without a name', () => {
    const workspace = openWorkspace();
    const env = workspace.env;
    const alone = runProgram([], { cwd: workspace.folder, env });
    expect(alone).toMatchObject({ exitCode: 0, stderr: '' });
    expect(alone.stdout).toContain('Walk one: teei-runbook RUNBOOK');
    const nameless = runProgram(['-p', 'version=v1'], { cwd: workspace.folder, env });
    expect(nameless.exitCode).toBe(2);
    expect(nameless.stderr).toContain('Name a runbook.');
  });
});
