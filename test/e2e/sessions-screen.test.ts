import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from './program.ts';
import { uses } from './support/offered-keys.ts';
import { openScreen } from './support/screen.ts';
import { openTerminal } from './support/open-terminal.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const greeting = `# Greeting

<!-- step: { id: greet, effect: read } -->
\`\`\`bash
echo hello to the auditor
\`\`\`
`;

/** A place with one session that has ended. */
function walked(): Workspace {
  const workspace = openWorkspace();
  workspace.write('greeting.md', greeting);
  const ran = runProgram(['greeting.md', '--unattended'], { cwd: workspace.folder, env: workspace.env });
  expect(ran.exitCode).toBe(0);
  return workspace;
}

/** In place of the file at a path there is a link from now on. */
function replaceByLink(path: string, target: string): void {
  chmodSync(dirname(path), 0o700);
  rmSync(path);
  symlinkSync(target, path);
}

/** Names, modes, times and bytes of everything below a folder. */
function stateOf(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const told = entries.map((name) => {
    const path = join(folder, name);
    const { mtimeMs, mode } = lstatSync(path);
    const digest = lstatSync(path).isFile()
      ? createHash('sha256').update(readFileSync(path)).digest('hex')
      : '';
    return [name, mtimeMs, mode, digest].join(' ');
  });
  return told.join('\n');
}

it('sessions alone leads to a list, a session, the output of its step, and back; nothing is written there', async () => {
  const workspace = walked();
  const folder = join(workspace.sessionFolder(), '..');
  const before = stateOf(folder);
  const user = openScreen(workspace, ['sessions', '--sessions-dir', folder]);
  await user.sees(/▸ .*✓ completed +greeting/);
  await uses(user, 'Enter', 'look at it');
  await user.sees(/▸ .*started unattended/);
  await user.presses('/', 'g', 'r', 'e', 'e', 't', 'enter');
  await user.sees(/▸ .*greet {2}✓ passed/);
  await uses(user, 'Enter', 'its output');
  await user.sees('hello to the auditor');
  await user.presses('?');
  await user.sees('Keys that work here');
  await user.presses('escape');
  await user.sees('hello to the auditor');
  await user.presses('q');
  await user.sees('its output');
  await user.presses('escape', 'q');
  await user.sees(/▸ .*✓ completed +greeting/);
  await user.presses('q');
  expect(await user.ends()).toBe(0);
  expect(user.alternate()).toBe(false);
  expect(stateOf(folder)).toBe(before);
});

it.each([{ TERM: 'dumb' }, { ACCESSIBLE: '1' }])('sessions alone prints the list with %j', async (env) => {
  const workspace = walked();
  const list = openTerminal(workspace, ['sessions'], { env });
  await list.sees('1 session,');
  expect(list.screen()).toMatch(/completed {2}greeting in /);
  expect(list.screen()).not.toContain('look at it');
  expect(await list.ends()).toBe(0);
});

it('sessions alone prints what sessions list does where nobody is at a terminal', () => {
  const { folder: cwd, env } = walked();
  const alone = runProgram(['sessions'], { cwd, env });
  expect(alone).toEqual(runProgram(['sessions', 'list'], { cwd, env }));
  expect(alone.stdout).toContain('greeting');
});

it('sessions opens no output that its log names behind a link', async () => {
  const workspace = walked();
  const folder = workspace.sessionFolder();
  const { output } = (await workspace.events()).find((event) => event.type === 'step.finished') ?? {};
  const path = join(folder, output?.path ?? 'none');
  const secret = workspace.write('secret', 'the key of somebody\n');
  replaceByLink(path, secret);
  const user = openScreen(workspace, ['sessions']);
  await user.sees(/▸ .*greeting/);
  await uses(user, 'Enter', 'look at it');
  await user.sees('started unattended');
  await user.presses('down', 'enter');
  await user.sees('is no file of this session');
  expect(user.raw()).not.toContain('the key of somebody');
  await user.presses('q', 'q');
  expect(await user.ends()).toBe(0);
});
