import { diagnosePod } from '../../checks/pods/diagnose.ts';
import { isGone } from '../../checks/pods/last-lines.ts';
import type { Cluster, Container, LogRequest, NamespaceState, Pod } from '../../ports/cluster.ts';
import { type Collection, eachOf } from './collection.ts';
import { fileName } from './file-name.ts';

/** What is kept of the log of a container that is, or was, not well; and of the others. */
const ill = { tailLines: 2000, limitBytes: 1024 * 1024 } as const;
const well = { tailLines: 100, limitBytes: 64 * 1024 } as const;

/** Keeps the logs of all containers: those in trouble first, and their previous run too. */
export async function keepLogs(
  collection: Collection,
  cluster: Cluster,
  state: NamespaceState,
): Promise<void> {
  const wanted = state.pods.flatMap((pod) => {
    const troubled = diagnosePod(pod, state.events) !== undefined;
    return pod.containers.flatMap((container) => requests(pod, container, troubled));
  });
  const [first, then] = [true, false].map((urgent) => wanted.filter((one) => one.urgent === urgent));
  for (const some of [first ?? [], then ?? []]) {
    await eachOf(some, 6, async ({ request }) => {
      const { pod, container, previous } = request;
      const run = previous ? 'previous run of ' : '';
      const text = await collection.attempt(`log of ${run}${container} in pod ${pod}`, () =>
        cluster.podLog(request),
      );
      if (text === undefined || text === '') return;
      if (isGone(text)) {
        collection.gap(`log of ${run}${container} in pod ${pod}: its node has thrown it away`);
        return;
      }
      const path = `logs/${fileName(pod)}/${fileName(container)}${previous ? '.previous' : ''}.log`;
      await collection.keep(path, `log of ${run}${container}`, `${text}\n`);
    });
  }
}

interface Wanted {
  readonly urgent: boolean;
  readonly request: LogRequest;
}

function requests(pod: Pod, container: Container, troubled: boolean): readonly Wanted[] {
  const urgent = troubled || container.restarts > 0;
  const request = {
    pod: pod.name,
    container: container.name,
    timestamps: true,
    ...(urgent ? ill : well),
  };
  // One that never started has no log, and one that never ended no previous one.
  const begun = container.state?.kind === 'running' || container.state?.kind === 'terminated';
  return [
    ...(container.last === undefined ? [] : [{ urgent: true, request: { ...request, previous: true } }]),
    ...(begun ? [{ urgent, request: { ...request, previous: false } }] : []),
  ];
}
