import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifySession, type VerifyOptions } from '../../../src/platform/journal/verify-session.ts';
import { createSigner } from '../../../src/platform/ssh/signer.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { noDigest, sha256 } from '../../../src/session/log/digest.ts';
import { signoffPayload, type UnsignedSignoff } from '../../../src/session/log/signoff-payload.ts';
import type { Verification } from '../../../src/session/log/verification.ts';
import type { Journal } from '../../../src/session/ports.ts';
import { bareEnvironment, makeKey, type TestKey } from '../ssh/test-keys.ts';
import {
  alice,
  createTestJournal,
  journalOptions,
  must,
  present,
  note,
  session,
  temporaryFolder,
} from './open-test-journal.ts';

const runbook = '# Deploy\n';

/** A finished session with a runbook, an output, a file of a step, a signed approval and three checkpoints. */
export interface SignedSession {
  readonly root: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly operatorKey: TestKey;
  readonly approverKey: TestKey;
  /** An allowed_signers file outside the session's folder. */
  readonly list: string;
  readonly output: string;
  readonly runbookCopy: string;
  readonly verify: (options?: Partial<VerifyOptions>) => Promise<Verification>;
  readonly lines: () => string[];
  readonly setLines: (lines: readonly string[]) => void;
}

export async function makeSignedSession(options: { readonly signed?: boolean } = {}): Promise<SignedSession> {
  const root = temporaryFolder();
  const env = bareEnvironment(root);
  const operatorKey = makeKey(root, 'operator');
  const approverKey = makeKey(root, 'approver');
  const list = join(root, 'allowed_signers');
  writeFileSync(list, signersLine('alice', operatorKey) + signersLine('bob', approverKey));
  const signer =
    options.signed === false ? undefined : createSigner({ keyFile: operatorKey.file, env, home: root });
  const journal = await createTestJournal(journalOptions(join(root, 'sessions'), { signer }));
  const output = await fill(journal, approverKey, env);
  await journal.close();
  const log = join(journal.folder, 'events/000001.jsonl');
  return {
    root,
    folder: journal.folder,
    env,
    operatorKey,
    approverKey,
    list,
    output,
    runbookCopy: join(journal.folder, `runbook/${sha256(runbook)}.md`),
    verify: (more = {}) =>
      verifySession(journal.folder, { requireSigned: false, env, allowedSigners: list, ...more }),
    lines: () => readFileSync(log, 'utf8').match(/[^\n]*\n/g) ?? [],
    setLines: (lines) => writeFileSync(log, lines.join('')),
  };
}

export function signersLine(name: string, key: TestKey, more = ''): string {
  return `${name} ${more}${key.publicKey}\n`;
}

async function fill(journal: Journal, approverKey: TestKey, env: NodeJS.ProcessEnv): Promise<string> {
  must(await journal.keepRunbook(sha256(runbook), runbook));
  must(await journal.append([started()], alice));
  must(await journal.checkpoint(alice));
  must(await journal.append([await approval(journal, approverKey, env)], alice));
  must(await journal.checkpoint(alice));
  const stepDir = must(await journal.openStepFolder('save', 1));
  writeFileSync(join(stepDir, 'state.yaml'), 'replicas: 3\n');
  const writer = must(await journal.openOutput('save', 1));
  must(await writer.write(Buffer.from('saved\n')));
  const output = present(must(await writer.close({ redactions: 0 })));
  const files = must(await journal.sealStepFolder('save', 1));
  must(await journal.append([finished(output, files)], alice));
  must(await journal.append([note('all good'), { type: 'session.ended', outcome: 'completed' }], alice));
  must(await journal.checkpoint(alice));
  return join(journal.folder, output.path);
}

function started(): SessionEvent {
  const file = { id: 'deploy', path: 'deploy.md', sha256: sha256(runbook) };
  return {
    type: 'session.started',
    runbook: file,
    files: [file],
    environment: { name: 'production', production: true, namespace: 'teei' },
    params: {},
    secrets: [],
    mode: 'attended',
    cwd: '/',
    host: { id: 'h', name: 'machine' },
    tool: { version: '1.0.0', digest: '' },
  };
}

type Finished = Extract<SessionEvent, { type: 'step.finished' }>;

function finished(
  output: NonNullable<Finished['output']>,
  files: readonly Finished['files'][number][],
): SessionEvent {
  return {
    type: 'step.finished',
    step: { id: 'save', attempt: 1 },
    result: 'passed',
    summary: 'saved',
    evidence: [],
    milliseconds: 12,
    output,
    files: [...files],
    captures: {},
    secret_captures: [],
  };
}

/** Bob's approval, signed for this place in the log. */
async function approval(journal: Journal, key: TestKey, env: NodeJS.ProcessEnv): Promise<SessionEvent> {
  const unsigned: UnsignedSignoff = {
    step: { id: 'approve', attempt: 1 },
    kind: 'approve',
    decision: 'yes',
    role: 'lead',
    shown: sha256('shown'),
    name: 'bob',
  };
  const signer = createSigner({ keyFile: key.file, env });
  const payload = signoffPayload(session, journal.head, unsigned);
  const { signature, fingerprint } = must(await signer.signWith(key.file, payload));
  return {
    type: 'signoff',
    ...unsigned,
    signature: { sig: signature, key_fp: fingerprint, principal: 'bob' },
    evidence: [],
    settles: true,
  };
}

/** The lines with their numbers and chain made right again, as a forger without the key would. */
export function rechain(lines: readonly string[]): string[] {
  const chained: string[] = [];
  let prev = noDigest;
  for (const [index, line] of lines.entries()) {
    const next = line.replace(/"seq":\d+,"prev":"[0-9a-f]+"/, `"seq":${index + 1},"prev":"${prev}"`);
    chained.push(next);
    prev = sha256(next);
  }
  return chained;
}
