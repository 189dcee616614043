import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Conversation } from '../e2e/support/conversation.ts';
import { openTerminal } from '../e2e/support/open-terminal.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../e2e/support/workspace.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const minutes = 60_000;

/** Short, so that a test can wait for it; long enough to be renewed on a busy machine. */
const runbook = `---
requires: { cluster: true }
---
# Deploy

\`\`\`yaml step
kind: action
id: lock
action: lock.acquire
with: { duration: 10s }
timeout: 1m
\`\`\`

- [ ] Everybody is told
      <!-- step: { id: told } -->

\`\`\`bash
echo changed >> "$LEDGER"
\`\`\`
`;

describeWithCluster('two deployments of one namespace', (kubeconfig) => {
  const namespace = `teei-t-lock-${randomBytes(3).toString('hex')}`;
  const kubectl = (...args: readonly string[]): string =>
    execFileSync('kubectl', args, { env: { ...process.env, KUBECONFIG: kubeconfig }, encoding: 'utf8' });

  beforeAll(() => {
    kubectl('create', 'namespace', namespace);
  });
  afterAll(() => {
    kubectl('delete', 'namespace', namespace, '--wait=false');
  });

  /** Somebody at a machine of their own. */
  function deployer(): Workspace {
    const workspace = openWorkspace();
    workspace.write('deploy.md', runbook);
    workspace.write(
      'platform.yaml',
      `environments:\n  test: { production: false, namespace: ${namespace} }\n`,
    );
    return workspace;
  }

  function open(workspace: Workspace, ...args: readonly string[]): Conversation {
    const env = { KUBECONFIG: kubeconfig };
    return openTerminal(workspace, [...args, '--plain'], { columns: 200, env });
  }

  function lease(path: string): string {
    return kubectl('get', 'lease', 'teei-runbook', '-n', namespace, '-o', `jsonpath={${path}}`);
  }

  /** Begins a deployment and asks for the lock. */
  async function begin(workspace: Workspace): Promise<Conversation> {
    const session = open(workspace, 'deploy.md');
    const asked = await session.sees(/to confirm \(.+\): $/);
    session.says(/\(([^()]+)\): $/.exec(asked)?.[1] ?? '');
    await session.sees('lock> ');
    session.says('run');
    return session;
  }

  /** Takes the lock and stands at the tick that follows. */
  async function locked(workspace: Workspace): Promise<Conversation> {
    const session = await begin(workspace);
    await session.sees('told> ');
    return session;
  }

  it(
    'refuses the second, which is told who deploys, and lets it go on once the first has ended',
    async () => {
      const one = deployer();
      const first = await locked(one);
      const id = one.sessions()[0] ?? '';
      expect(lease('.spec.holderIdentity')).toMatch(new RegExp(`^\\S+@\\S+ ${id}$`));

      const two = deployer();
      const second = await begin(two);
      const refused = folded(await second.sees(/retry.*\s+.*lock> /));
      expect(refused).toMatch(
        new RegExp(`the lock teei-runbook of ${namespace}: \\S+@\\S+ \\(session ${id}\\) holds it`),
      );
      expect(refused).toMatch(/since 20\S+Z.* last renewed 20\S+Z/);
      expect(refused).toContain('Talk to them');
      expect(lease('.spec.holderIdentity')).toContain(id);

      first.says('abort somebody else goes first');
      await first.sees('ABORTED');
      await first.ends();
      expect(lease('.spec.holderIdentity')).toBe('');
      second.says('retry');
      await second.sees('told> ');
      expect(lease('.spec.holderIdentity')).toContain(two.sessions()[0] ?? 'none');
      expect(lease('.spec.leaseTransitions')).toBe('1');
      second.says('yes');
      await second.sees(/bash-\S*> |deploy-\S*> |\d> $/);
      second.says('run');
      await second.sees('COMPLETED');
      expect(await second.ends()).toBe(0);
      expect(two.ledgerLines()).toEqual(['changed']);
      expect(lease('.spec.holderIdentity')).toBe('');
      for (const each of [one, two]) expectWholeLogs(each);
    },
    2 * minutes,
  );

  it(
    'takes over from a session that was killed, once its Lease has expired, and says so',
    async () => {
      const one = deployer();
      const first = await locked(one);
      process.kill(first.pid, 'SIGKILL');
      await first.ends();
      const id = one.sessions()[0] ?? '';

      const two = deployer();
      const second = await begin(two);
      const took = folded(await second.sees('told> '));
      expect(took).toContain('waiting');
      expect(took).toMatch(
        new RegExp(`taken over from \\S+@\\S+ \\(session ${id}\\), which has not renewed it for 1\\ds`),
      );

      // The first one comes back: it finds that it is not its own any more, and may change nothing.
      const back = open(one, '--resume', id);
      await back.sees(/lost +the lock teei-runbook/);
      await back.sees('told> ');
      back.says('yes');
      await back.sees(/\d> $/);
      back.says('run');
      await back.sees('session/hold-lost');
      expect(one.ledgerLines()).toEqual([]);
      expect(lease('.spec.holderIdentity')).toContain(two.sessions()[0] ?? 'none');
      second.says('abort enough');
      await second.ends();
      back.says('run');
      await back.sees('COMPLETED');
      await back.ends();
      expect(one.ledgerLines()).toEqual(['changed']);
      expect(await holdEvents(one)).toEqual([
        'hold.lost',
        'hold.retaking',
        'hold.retaking',
        'hold.kept',
        'hold.releasing',
        'hold.released',
      ]);
      for (const each of [one, two]) expectWholeLogs(each);
    },
    2 * minutes,
  );

  it(
    'keeps the lock while a person is waited for, and gives it back to its own session at once',
    async () => {
      const one = deployer();
      const first = await locked(one);
      const renewed = lease('.spec.renewTime');
      await expect.poll(() => lease('.spec.renewTime'), { timeout: 20_000, interval: 500 }).not.toBe(renewed);
      process.kill(first.pid, 'SIGKILL');
      await first.ends();
      const back = open(one, '--resume', one.sessions()[0] ?? '');
      await back.sees(/holds +the lock teei-runbook/);
      await back.sees('told> ');
      back.says('abort enough');
      await back.ends();
      expect(lease('.spec.holderIdentity')).toBe('');
    },
    2 * minutes,
  );
});

/** Types of what the log says of the lock, oldest first. */
async function holdEvents(workspace: Workspace): Promise<readonly string[]> {
  const events = await workspace.events();
  return events.map(({ type }) => type).filter((type) => type.startsWith('hold.'));
}

/** A terminal breaks lines where it likes. */
function folded(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
