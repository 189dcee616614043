import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const steps = (keys = ''): string =>
  ['first', 'second', 'third']
    .map((id) => `\n<!-- step: { id: ${id}, effect: read${keys} } -->\n\`\`\`bash\ntrue\n\`\`\`\n`)
    .join('');

describe('a start that is refused', () => {
  it('names the nearest step for one that is not there, and leaves no session behind', () => {
    const workspace = openWorkspace();
    workspace.write('run.md', `# R\n${steps()}`);
    const { exitCode, stderr } = start(workspace, ['run.md', '--unattended', '--from', 'secnd']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Did you mean `second`?');
    expect(leftSession(workspace)).toBe(false);
  });

  it('passes over no required step, and leaves no session behind', () => {
    const workspace = openWorkspace();
    workspace.write('run.md', `# R\n${steps(', required: true')}`);
    const { exitCode, stderr } = start(workspace, ['run.md', '--unattended', '--from', 'third']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('[session/required]');
    expect(leftSession(workspace)).toBe(false);
  });
});

describe('a place that can’t be written', () => {
  it('is told as what it is, with 5', () => {
    const workspace = openWorkspace();
    workspace.write('run.md', `# R\n${steps()}`);
    const file = workspace.write('a-file', '');
    const places = { XDG_STATE_HOME: file, XDG_RUNTIME_DIR: file };
    const { exitCode, stderr } = start(workspace, ['run.md', '--unattended'], places);
    expect(exitCode).toBe(5);
    expect(stderr).toContain('[log/unwritable]');
    expect(stderr).not.toContain('internal error');
  });
});

describe('a command that can’t be started', () => {
  it('says that bash is missing, and what to do', () => {
    const workspace = openWorkspace();
    workspace.write('run.md', `# R\n${steps()}`);
    const { exitCode, stdout } = start(workspace, ['run.md', '--unattended'], { PATH: '/nowhere' });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('there is no bash in PATH');
    expect(stdout).toContain('Nothing was run');
    expect(stdout).not.toContain('report it');
  });
});

function start(
  workspace: Workspace,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ReturnType<typeof runProgram> {
  return runProgram(args, { cwd: workspace.folder, env: { ...workspace.env, ...env } });
}

function leftSession(workspace: Workspace): boolean {
  return existsSync(join(workspace.folder, 'state/teei-runbook/sessions'));
}
