import type { RunContext } from '../../context.ts';
import { missing, unanswered } from '../answers.ts';
import type { CheckResult } from '../define-check.ts';
import { namedEndpoint } from '../named-endpoint.ts';
import { targetsOf } from '../targets.ts';
import { clusterError } from '../watch-until.ts';
import type { Flow } from './schema.ts';

/** The way to what is asked. */
export interface Way {
  /** Without a slash at its end. */
  readonly url: string;
  /** As people know it. */
  readonly label: string;
  /** What last went wrong on the way, where that is known. */
  trouble(): string | undefined;
  close(): Promise<void>;
}

const check = 'http.flow';

/** Opens the way to the endpoint or service of a flow; close it in the end. */
export async function openWay(
  flow: Pick<Flow, 'endpoint' | 'service' | 'port'>,
  context: RunContext,
): Promise<Way | { readonly refused: CheckResult }> {
  if (flow.endpoint !== undefined) {
    const endpoint = namedEndpoint(check, flow.endpoint, context);
    if (endpoint.kind === 'unknown') return { refused: endpoint.result };
    const { url } = endpoint;
    return { url, label: url, trouble: () => undefined, close: () => Promise.resolve() };
  }
  const { cluster } = context.ports;
  if (cluster === undefined) return { refused: missing(check, 'a pinned cluster', 'none') };
  const target = targetsOf([flow.service ?? ''], context)[0];
  if (target === undefined) return { refused: missing(check, 'a service', 'none is named') };
  try {
    const { port } = flow;
    const forwarding = await cluster.forward({ service: target.deployment, port }, context.signal);
    return { ...forwarding, label: target.service };
  } catch (thrown) {
    return { refused: unanswered(check, clusterError(thrown)) };
  }
}
