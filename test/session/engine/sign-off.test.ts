import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/runbook/inventory.ts';
import { approveCurrent, attestCurrent, shownNow } from '../../../src/session/engine/sign-off.ts';
import { payloadOfRecord } from '../../../src/session/log/signoff-payload.ts';
import type { Signer } from '../../../src/session/ports.ts';
import { fakeFiles } from '../../fixtures/run-context.ts';
import { fakeSigner, fingerprintOf, publicKey, signatureOf } from '../../fixtures/session/fake-signer.ts';
import { yamlStep } from '../../fixtures/session/plan.ts';
import {
  codes,
  eventsOf,
  must,
  onlyEvent,
  type Opened,
  openSession,
} from '../../fixtures/session/open-session.ts';

const item = '- [ ] Merged\n      <!-- step: { id: merged } -->\n- [ ] Done\n';
const approval = yamlStep('kind: approval', 'id: go', 'role: release-manager', 'shows: [plan.txt]');
const two = yamlStep('kind: approval', 'id: go', 'role: release-manager', 'count: 2');
const plan = '/sessions/20260302-100000-main-7f3a/plan.txt';

const principals: readonly Principal[] = [
  { name: 'Olga', roles: ['release-manager'], keys: [publicKey('olga')] },
  { name: 'Rita', roles: ['release-manager'], keys: [publicKey('rita')] },
  { name: 'Rita too', roles: ['release-manager'], keys: [publicKey('rita')] },
  { name: 'Sven', roles: ['release-manager'], keys: [publicKey('sven')] },
];

const keyFiles = {
  '/keys/rita': 'rita',
  '/keys/mallory': 'mallory',
  '/keys/olga': 'olga',
  '/keys/sven': 'sven',
};

interface Given {
  readonly text?: string;
  readonly signer?: Signer;
  readonly unsigned?: 'allowed' | 'refused';
  readonly files?: ReturnType<typeof fakeFiles>;
}

function open(given: Given = {}): Promise<Opened> {
  return openSession({
    text: given.text ?? approval,
    signer: given.signer ?? fakeSigner({ own: 'olga', files: keyFiles }),
    inventory: { principals, approvals: { unsigned: given.unsigned ?? 'refused' } },
    actor: { id: 'olga', authtype: 'os', key_fp: fingerprintOf('olga') },
    ports: { files: given.files ?? fakeFiles({ [plan]: 'deploy v2\n' }) },
  });
}

async function approveAs(opened: Opened, name: string, keyFile?: string): Promise<readonly string[]> {
  const { digest } = must(await shownNow(opened.session));
  const input = { decision: 'yes' as const, name, shown: digest };
  return codes(await approveCurrent(opened.session, keyFile === undefined ? input : { ...input, keyFile }));
}

describe('a tick', () => {
  it('is signed by the operator’s key over the place in the log that it gets', async () => {
    const opened = await open({ text: item });
    expect(codes(await attestCurrent(opened.session, { decision: 'yes' }))).toEqual([]);
    const record = opened.journal.records.find(({ event }) => event.type === 'signoff');
    const signoff = onlyEvent(opened.journal, 'signoff');
    expect(signoff).toMatchObject({ name: 'Olga', settles: true });
    if (record === undefined) throw new Error('there is no sign-off');
    expect(signoff.signature).toEqual({
      sig: signatureOf(publicKey('olga'), payloadOfRecord(record, signoff)),
      key_fp: fingerprintOf('olga'),
      principal: 'Olga',
    });
  });

  it('is marked unsigned where there is no key', async () => {
    const opened = await open({ text: item, signer: fakeSigner() });
    await attestCurrent(opened.session, { decision: 'yes', note: 'seen' });
    expect(onlyEvent(opened.journal, 'signoff')).not.toHaveProperty('signature');
    expect(opened.session.stepState('merged').status).toMatchObject({ by: 'olga', signed: false });
  });

  it('is not logged where the key does not sign', async () => {
    const opened = await open({ text: item, signer: fakeSigner({ own: 'olga', fails: true }) });
    expect(codes(await attestCurrent(opened.session, { decision: 'yes' }))).toEqual(['sign/failed']);
    expect(eventsOf(opened.journal, 'signoff')).toEqual([]);
    expect(opened.session.current?.id).toBe('merged');
  });

  it('is followed by a checkpoint', async () => {
    const opened = await open({ text: item });
    await attestCurrent(opened.session, { decision: 'yes' });
    const types = opened.journal.records.map(({ event }) => event.type);
    expect(types.slice(-2)).toEqual(['signoff', 'checkpoint']);
  });

  it('is not logged behind something that was logged while it was signed', async () => {
    const own = fakeSigner({ own: 'olga' });
    const asked = Promise.withResolvers<void>();
    const signing = Promise.withResolvers<void>();
    const signer: Signer = {
      ...own,
      sign: async (payload) => {
        asked.resolve();
        await signing.promise;
        return own.sign(payload);
      },
    };
    const opened = await open({ text: item, signer });
    const attested = attestCurrent(opened.session, { decision: 'yes' });
    await asked.promise;
    await opened.session.dispatch({ intent: 'note', text: 'meanwhile' });
    signing.resolve();
    expect(codes(await attested)).toEqual(['session/moved-on']);
    expect(eventsOf(opened.journal, 'signoff')).toEqual([]);
  });
});

describe('an approval', () => {
  it('is signed by the approver’s key over what was shown', async () => {
    const opened = await open();
    expect(await approveAs(opened, 'Rita', '/keys/rita')).toEqual([]);
    const record = opened.journal.records.find(({ event }) => event.type === 'signoff');
    const signoff = onlyEvent(opened.journal, 'signoff');
    if (record === undefined) throw new Error('there is no sign-off');
    expect(signoff.signature?.sig).toBe(signatureOf(publicKey('rita'), payloadOfRecord(record, signoff)));
    expect(opened.session.state.phase).toMatchObject({ phase: 'ended', outcome: 'completed' });
  });

  it('covers the bytes of the files that were shown', async () => {
    const files = fakeFiles({ [plan]: 'deploy v2\n' });
    const opened = await open({ files });
    const before = must(await shownNow(opened.session));
    expect(before.files).toMatchObject([{ path: plan, text: 'deploy v2\n' }]);
    files.content.set(plan, 'deploy v3\n');
    const approved = await approveCurrent(opened.session, {
      decision: 'yes',
      name: 'Rita',
      keyFile: '/keys/rita',
      shown: before.digest,
    });
    expect(codes(approved)).toEqual(['session/shown-changed']);
    expect(must(await shownNow(opened.session)).digest).not.toBe(before.digest);
  });

  it('is not asked for while a file that is to be shown is missing', async () => {
    const opened = await open({ files: fakeFiles({}) });
    expect(codes(await shownNow(opened.session))).toEqual(['session/shown-unreadable']);
  });

  it.each([
    ['by a key that is not the named person’s', 'Rita', '/keys/mallory', 'session/wrong-key'],
    ['by another approver’s key', 'Rita', '/keys/sven', 'session/wrong-key'],
    ['by the operator’s own key', 'Olga', '/keys/olga', 'session/self-approval'],
    ['by the operator’s own key, under another name', 'Rita', '/keys/olga', 'session/wrong-key'],
    ['by somebody who is not in platform.yaml', 'Mallory', '/keys/mallory', 'session/wrong-role'],
    ['without a key, where it must be signed', 'Rita', undefined, 'session/signature-needed'],
    ['by a key file that does not sign', 'Rita', '/keys/none', 'sign/failed'],
  ] as const)('is refused %s, and nothing is logged', async (_what, name, keyFile, code) => {
    const opened = await open();
    expect(await approveAs(opened, name, keyFile)).toEqual([code]);
    expect(eventsOf(opened.journal, 'signoff')).toEqual([]);
    expect(opened.session.current?.id).toBe('go');
  });

  it('counts one key once, under however many names', async () => {
    const opened = await open({ text: two });
    expect(await approveAs(opened, 'Rita', '/keys/rita')).toEqual([]);
    expect(await approveAs(opened, 'Rita too', '/keys/rita')).toEqual(['session/approved-twice']);
    expect(await approveAs(opened, 'Sven', '/keys/sven')).toEqual([]);
    expect(opened.session.current).toBeUndefined();
  });

  it('is entered by name where platform.yaml allows it, and carries no signature', async () => {
    const opened = await open({ unsigned: 'allowed' });
    expect(await approveAs(opened, 'Rita')).toEqual([]);
    expect(onlyEvent(opened.journal, 'signoff')).not.toHaveProperty('signature');
  });
});
