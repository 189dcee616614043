import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type Answering, answerOf } from './answer.ts';
import { namespaceKubeconfig } from './namespace-kubeconfig.ts';
import { rawServer, sendRaw } from './raw-request.ts';
import type { Answer, Call, Story } from './model.ts';

/** A server that stories are told on. */
export interface Place {
  readonly kubeconfig: string;
  /** How long a call may be repeated until its answer matches, and how often; milliseconds. */
  readonly patience: number;
  readonly interval: number;
}

/** Makes all calls of a story, one after another, in a new namespace, which is deleted afterwards. */
export async function runStory(place: Place, story: Story): Promise<Record<string, Answer>> {
  const folder = mkdtempSync(join(tmpdir(), `truth-${story.name}-`));
  const namespace = `teei-t-${story.name}-${randomBytes(3).toString('hex')}`;
  const kubeconfig = namespaceKubeconfig(place.kubeconfig, folder, namespace);
  const server = await rawServer(kubeconfig);
  try {
    await makeNamespace(server, namespace);
    const answering: Answering = {
      kubectl: { kubeconfig, cache: folder },
      server,
      facts: { namespace, server: server.url },
    };
    const answers: Record<string, Answer> = {};
    for (const call of story.calls) answers[call.name] = await answerInTime(place, answering, call);
    return answers;
  } finally {
    await sendRaw(server, { method: 'DELETE', path: `/api/v1/namespaces/${namespace}` });
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeNamespace(
  server: Awaited<ReturnType<typeof rawServer>>,
  namespace: string,
): Promise<void> {
  const made = await sendRaw(server, {
    method: 'POST',
    path: '/api/v1/namespaces',
    body: {
      type: 'application/json',
      text: JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }),
    },
  });
  if (made.status !== 201) throw new Error(`The namespace ${namespace} was refused: ${made.text}`);
}

/** The answer, asked for again until it matches; the last one where it never does. */
async function answerInTime(place: Place, answering: Answering, call: Call): Promise<Answer> {
  const { until } = call;
  if (until === undefined) return answerOf(answering, call);
  let last: Answer = {};
  try {
    await vi.waitFor(
      async () => {
        last = await answerOf(answering, call);
        if (!until.test(searched(last))) throw new Error(`not yet ${String(until)}`);
      },
      { timeout: place.patience, interval: place.interval },
    );
  } catch {
    // The comparison tells what there was instead.
  }
  return last;
}

/** An answer as one text, line by line, for patterns. */
function searched(answer: Answer): string {
  return JSON.stringify(answer, null, 1);
}
