import { describe, expect, it } from 'vitest';
import type { Session } from '../../../../src/session/engine/session.ts';
import { situationOf } from '../../../../src/ui/situation.ts';
import { whyNot } from '../../../../src/ui/notebook/model/why-not.ts';
import { notebookView } from '../../../../src/ui/notebook/model/notebook-page.ts';
import { initialNotebookState } from '../../../../src/ui/notebook/model/notebook-state.ts';
import { frameText } from '../../../fixtures/notebook/open-notebook.ts';
import { leaseServer } from '../../../fixtures/lease-server.ts';
import { fakeCluster } from '../../../fixtures/session/fake-cluster.ts';
import { must, openSession, run } from '../../../fixtures/session/open-session.ts';
import { shellStep, yamlStep } from '../../../fixtures/session/plan.ts';
import { stageInputs, stages } from './stages.ts';

async function opened(lost: boolean): Promise<Session> {
  const server = leaseServer();
  const text =
    yamlStep('kind: action', 'id: lock', 'action: lock.acquire') + shellStep('id: change', 'change');
  const { session } = await openSession({ text, ports: { cluster: fakeCluster(server.cluster) } });
  must(await run(session));
  if (lost) {
    server.write({ holderIdentity: 'bob@desk other' });
    await run(session);
  }
  return session;
}

async function headerWith(lost: boolean, columns: number): Promise<string> {
  const inputs = stageInputs(await stages.start(), { reader: await opened(lost) });
  return frameText(notebookView(inputs, initialNotebookState, { columns, rows: 24 }).header);
}

describe('the header of a session that holds a lock', () => {
  it('says so where there is room', async () => {
    expect(await headerWith(false, 160)).toContain('holds the lock teei-runbook · operator olga');
  });

  it.each([80, 160])('says that it is lost, whatever room there is (%i columns)', async (columns) => {
    expect(await headerWith(true, columns)).toContain('has lost the lock teei-runbook');
  });

  it('still offers to run a step that changes something: it is taken again first', async () => {
    const session = await opened(true);
    expect(whyNot('run', session, situationOf(session))).toBeUndefined();
  });
});
