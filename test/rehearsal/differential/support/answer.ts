import { openCluster } from '../../../../src/platform/cluster/open-cluster.ts';
import { unreachable } from '../../../../src/problem/problem.ts';
import { ClusterError } from '../../../../src/steps/ports/cluster.ts';
import { type KubectlPlace, runKubectl, withForward } from './kubectl-process.ts';
import type { Answer, Call, ClientCall, ForwardCall, KubectlCall, RawCall } from './model.ts';
import { normalJson, normalLines, normalText, pick, type RunFacts } from './normalise.ts';
import { jsonOrText, type RawServer, sendRaw } from './raw-request.ts';
import { watchedEvents } from './watched-events.ts';

/** All that is needed to make a call. */
export interface Answering {
  readonly kubectl: KubectlPlace;
  readonly server: RawServer;
  readonly facts: RunFacts;
}

/** Makes a call and gives what is compared of its answer. */
export async function answerOf(answering: Answering, call: Call): Promise<Answer> {
  switch (call.run) {
    case 'kubectl':
      return kubectlAnswer(answering, call);
    case 'raw':
      return rawAnswer(answering, call);
    case 'watch':
      return watchedEvents(answering, call, (inner) => answerOf(answering, inner));
    case 'forward':
      return forwardAnswer(answering, call);
    case 'client':
      return clientAnswer(answering, call);
    default:
      return unreachable(call);
  }
}

async function kubectlAnswer({ kubectl, facts }: Answering, call: KubectlCall): Promise<Answer> {
  const { namespace } = facts;
  const args = call.args.map((one) => one.replaceAll('NAMESPACE', namespace));
  const input = call.objects.map((one) => inNamespace(JSON.stringify(one), namespace)).join('\n');
  const { exit, stdout, stderr } = await runKubectl(kubectl, args, input);
  const { compare } = call;
  if (compare === 'exit') return { exit };
  const errors = normalLines(stderr, facts);
  if (compare === 'everything') return { exit, stdout: normalLines(stdout, facts), stderr: errors };
  if ('json' in compare) {
    const values = normalJson(pick(jsonOrText(stdout), compare.json), facts);
    return { exit, stderr: errors, values };
  }
  const lines = normalLines(stdout, facts).filter((line) => compare.lines.test(line));
  return { exit, stderr: errors, lines: lines.toSorted() };
}

async function rawAnswer({ server, facts }: Answering, call: RawCall): Promise<Answer> {
  const { method, accept, body } = call;
  const { namespace } = facts;
  const content = body && (typeof body.content === 'string' ? body.content : JSON.stringify(body.content));
  const answer = await sendRaw(server, {
    method,
    accept,
    path: inNamespace(call.path, namespace),
    ...(body && { body: { type: body.type, text: inNamespace(content ?? '', namespace) } }),
  });
  if (call.json.length === 0)
    return { status: answer.status, text: normalText(answer.text, facts).trimEnd() };
  const values = normalJson(pick(jsonOrText(answer.text), call.json), facts);
  return { status: answer.status, values };
}

async function forwardAnswer({ kubectl, facts }: Answering, call: ForwardCall): Promise<Answer> {
  try {
    return await withForward(kubectl, call.target, async (port) => {
      const answer = await fetch(`http://127.0.0.1:${port}${call.path}`);
      await answer.body?.cancel();
      return { status: answer.status };
    });
  } catch (thrown) {
    return { said: normalLines(thrown instanceof Error ? thrown.message : String(thrown), facts) };
  }
}

async function clientAnswer({ kubectl, facts }: Answering, call: ClientCall): Promise<Answer> {
  const cluster = await openCluster({ kubeconfig: kubectl.kubeconfig, env: {} });
  try {
    return { answer: normalJson(await call.ask(cluster, facts.namespace), facts) ?? 'undefined' };
  } catch (thrown) {
    if (!(thrown instanceof ClusterError)) throw thrown;
    return { refused: thrown.reason, message: normalText(thrown.message, facts) };
  }
}

function inNamespace(text: string, namespace: string): string {
  return text.replaceAll('NAMESPACE', namespace);
}
