import { describe, expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

const refused = [
  ['an unknown scenario', ['deploy', '--rehearse', 'helthy'], 'Did you mean `healthy`?'],
  ['no runbook', ['--rehearse'], 'name one'],
  [
    'a context of the kubeconfig',
    ['deploy', '--rehearse', '--context', 'production'],
    'a cluster of its own',
  ],
  ['a session to resume', ['--resume', 'x', '--rehearse'], 'can’t be resumed'],
  ['a pace without a rehearsal', ['deploy', '--pace', '5'], '--pace goes with --rehearse'],
  ['a pace that is none', ['deploy', '--rehearse', '--pace', 'fast'], 'a number from 1 to'],
  ['a pace of nothing', ['deploy', '--rehearse', '--pace', '0'], 'a number from 1 to'],
] as const;

describe('a rehearsal', () => {
  it.each(refused)('is refused with %s, and leaves nothing', (_, args, told) => {
    const workspace = openRehearsalWorkspace();
    const { exitCode, stderr } = runProgram(args, { cwd: workspace.folder, env: workspace.env });
    expect(stderr).toContain(told);
    expect(exitCode).toBe(2);
    expect(workspace.platforms()).toEqual([]);
  });

  it('is refused without kubectl, and leaves nothing', () => {
    const workspace = openRehearsalWorkspace();
    const env = { ...workspace.env, PATH: workspace.folder };
    const { exitCode, stderr } = runProgram(['deploy', '--rehearse'], { cwd: workspace.folder, env });
    expect(stderr).toContain('A rehearsal needs kubectl, which is not installed.');
    expect(exitCode).toBe(2);
    expect(workspace.platforms()).toEqual([]);
  });

  it('is refused with a kubectl that is too old', () => {
    const workspace = openRehearsalWorkspace();
    const version = '{"clientVersion":{"gitVersion":"v1.20.2"}}';
    workspace.writeProgram('kubectl', `#!/bin/sh\necho '${version}'\n`);
    const env = { ...workspace.env, PATH: `${workspace.folder}/bin:${workspace.env['PATH'] ?? ''}` };
    const { exitCode, stderr } = runProgram(['deploy', '--rehearse'], { cwd: workspace.folder, env });
    expect(stderr).toContain('kubectl is 1.20.2; a rehearsal needs 1.28.0 or newer.');
    expect(exitCode).toBe(2);
  });
});
