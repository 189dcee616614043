import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ClusterError } from '../../../src/steps/ports/cluster.ts';
import { sessionHead, summary } from '../../../src/ui/plain/describe-session.ts';
import { follow } from '../../../src/ui/plain/follow.ts';
import { makePaint } from '../../../src/ui/plain/paint.ts';
import { openScreen } from '../../../src/ui/plain/screen.ts';
import { type LeaseServer, leaseServer } from '../../fixtures/lease-server.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';
import { must, type Opened, openSession, run } from '../../fixtures/session/open-session.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';

const what = 'the lock teei-runbook of teei-production';
const paint = makePaint(false);

/** A session that holds a lock, followed by a plain screen. */
async function followed(): Promise<Opened & { readonly server: LeaseServer; readonly shown: () => string }> {
  const server = leaseServer();
  const text =
    yamlStep('kind: action', 'id: lock', 'action: lock.acquire') + shellStep('id: change', 'change');
  const opened = await openSession({ text, ports: { cluster: fakeCluster(server.cluster) } });
  const stream = new PassThrough({ encoding: 'utf8' });
  let shown = '';
  stream.on('data', (chunk: string) => {
    shown += chunk;
  });
  opened.session.subscribe(follow(opened.session, openScreen(stream, false)));
  must(await run(opened.session));
  return { ...opened, server, shown: () => shown };
}

describe('a lock on the plain screen', () => {
  it('is in the head of a session that holds it', async () => {
    const { session } = await followed();
    expect(sessionHead(session, paint)).toContain(`  holds        ${what}`);
  });

  it('is told when it is lost, with what to do', async () => {
    const { session, server, shown } = await followed();
    server.write({ holderIdentity: 'bob@desk other' });
    await run(session);
    expect(shown()).toMatch(/lost +the lock teei-runbook: bob@desk \(session other\) holds it/);
    expect(shown()).toMatch(/next +Find out who holds it/);
    expect(sessionHead(session, paint).join('\n')).toContain(`  has lost     ${what}: bob@desk`);
  });

  it('is told when it is given up', async () => {
    const { session, shown } = await followed();
    must(await session.dispatch({ intent: 'abort', reason: 'enough' }));
    expect(shown()).toContain('given up     the lock teei-runbook: nobody holds it now');
  });

  it('is told twice when it could not be given up: as it happens, and at the end', async () => {
    const { session, server, shown } = await followed();
    server.fail('replace', new ClusterError('unreachable', 'no route'));
    must(await session.dispatch({ intent: 'abort', reason: 'enough' }));
    expect(shown()).toContain('not given up the lock teei-runbook: no route');
    expect(shown()).toContain('kubectl patch lease teei-runbook');
    const end = summary(session, openScreen(new PassThrough(), false)).join('\n');
    expect(end).toContain(`could not give up ${what}: no route. It expires by itself.`);
  });
});
