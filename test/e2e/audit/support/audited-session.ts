import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { makeKey } from '../../../platform/ssh/test-keys.ts';
import { openTerminal } from '../../support/open-terminal.ts';
import { command, item, runbookText, step } from '../../support/runbook-text.ts';
import { openWorkspace, type Workspace } from '../../support/workspace.ts';
import { type Verdict, verdictOn } from './verdict.ts';

const runbook = runbookText(
  'Audited',
  command('save', `echo 'replicas: 3' | tee "$STEP_DIR/state.yaml"`),
  item('looked', 'Looked at it'),
  step('kind: approval', 'id: go', 'role: lead', 'question: May this go on?'),
  command('apply', 'echo applied', 'effect: change'),
  item('told', 'Everybody knows'),
);

/** A session of the built program, walked to its end at a terminal and signed, that a test may damage. */
export interface AuditedSession {
  readonly workspace: Workspace;
  readonly folder: string;
  /** Private key file of the operator, with which the program signed. */
  readonly operatorKey: string;
  /** Private key file of grace, who approved. */
  readonly approverKey: string;
  /** The operator, as the log names them. */
  readonly operator: string;
  /** The auditor's allowed_signers file. */
  readonly list: string;
  /** A path below the session's folder. */
  readonly path: (below: string) => string;
  readonly lines: () => readonly string[];
  readonly setLines: (lines: readonly string[]) => void;
  /** The verdict of the built program; by default against the auditor's list. */
  readonly verify: (options?: readonly string[]) => Verdict;
}

/** Gives a function that hands every test a copy of one session; the session is made when it is first asked for. */
export function auditedSessions(): () => Promise<AuditedSession> {
  const kept = mkdtempSync(join(tmpdir(), 'audited-'));
  let made: Promise<void> | undefined;
  afterAll(() => {
    execFileSync('chmod', ['-R', 'u+w', kept]);
    rmSync(kept, { recursive: true });
  });
  return async () => {
    made ??= makeSession(kept);
    await made;
    const workspace = openWorkspace();
    copyAll(kept, workspace.folder);
    return inWorkspace(workspace);
  };
}

/** A line of an allowed_signers file. `options`: before the key, such as `valid-before="…"`. */
export function signersLine(name: string, keyFile: string, options = ''): string {
  return `${name} ${options}${publicKey(keyFile)}\n`;
}

function publicKey(keyFile: string): string {
  return readFileSync(`${keyFile}.pub`, 'utf8').trim();
}

function copyAll(from: string, to: string): void {
  execFileSync('cp', ['-a', `${from}/.`, to]);
}

async function makeSession(kept: string): Promise<void> {
  const workspace = openWorkspace();
  const home = join(workspace.folder, 'home/.ssh');
  mkdirSync(home, { mode: 0o700 });
  const own = makeKey(home, 'id_ed25519').file;
  const grace = makeKey(workspace.folder, 'grace').file;
  workspace.write('audited.md', runbook);
  workspace.write(
    'platform.yaml',
    `witness: [{ file: heads.jsonl }]\nenvironments:\n  local: { production: false, namespace: none }\nprincipals:\n  grace: { roles: [lead], keys: ["${publicKey(grace)}"] }\n`,
  );
  workspace.write('allowed_signers', signersLine(userInfo().username, own) + signersLine('grace', grace));
  const session = openTerminal(workspace, ['audited.md', '--plain']);
  const answers = [
    ['save> ', 'run'],
    ['looked> ', 'yes'],
    ['go> ', 'approve grace I have seen the plan'],
    ['Key file of the approver', grace],
    ['apply> ', 'run'],
    ['told> ', 'yes'],
  ] as const;
  for (const [prompt, answer] of answers) {
    await session.sees(prompt);
    session.says(answer);
  }
  const code = await session.ends();
  if (code !== 0) throw new Error(`the session ended with ${code}: ${session.screen()}`);
  copyAll(workspace.folder, kept);
}

function inWorkspace(workspace: Workspace): AuditedSession {
  const folder = workspace.sessionFolder();
  const list = join(workspace.folder, 'allowed_signers');
  const log = join(folder, 'events/000001.jsonl');
  return {
    workspace,
    folder,
    operatorKey: join(workspace.folder, 'home/.ssh/id_ed25519'),
    approverKey: join(workspace.folder, 'grace'),
    operator: userInfo().username,
    list,
    path: (below) => join(folder, below),
    lines: () => readFileSync(log, 'utf8').match(/[^\n]*\n/g) ?? [],
    setLines: (lines) => writeFileSync(log, lines.join('')),
    verify: (options = ['--allowed-signers', list]) => verdictOn(workspace, options),
  };
}
