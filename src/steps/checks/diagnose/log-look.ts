import type { RunContext } from '../../context.ts';
import { several } from '../../manifest/several.ts';
import { type Cluster, ClusterError } from '../../ports/cluster.ts';
import { isAtLeast } from '../log/read-level.ts';
import { type LogLine, readLines } from '../log/read-lines.ts';
import { clusterError } from '../watch-until.ts';
import type { Clue, Look } from './clue.ts';
import type { Member, Survey } from './survey.ts';
import { adviceFor, causeInLine, type LoggedCause, namedCause } from './words.ts';

/** Bytes of each log that are read, and logs at the same time. */
const limitBytes = 512 * 1024;
const atOnce = 6;
const linesAtMost = 5;

/** One service's lines that name a cause. */
interface Named {
  readonly service: string;
  readonly pod: string;
  readonly cause: LoggedCause;
  readonly count: number;
  readonly first: LogLine;
  readonly last: LogLine;
}

/** Reads the logs of every pod that runs for lines that name a cause. `window`: how far back, in milliseconds. */
export async function lookAtLogs(
  seen: Survey,
  cluster: Cluster,
  context: RunContext,
  window: number,
): Promise<Look> {
  const places = seen.members.flatMap((member) => runningContainers(member));
  let done = 0;
  const read = await several(
    places,
    async (place) => {
      if (context.signal.aborted) return new ClusterError('timeout', 'it was stopped before');
      const sinceSeconds = Math.ceil(window / 1000);
      const request = { pod: place.pod, container: place.container, previous: false } as const;
      const text = await cluster
        .podLog({ ...request, sinceSeconds, limitBytes, timestamps: true })
        .catch(clusterError);
      done += 1;
      context.progress({ summary: `${String(done)} of ${String(places.length)} logs read` });
      return text instanceof ClusterError ? text : namedIn(place, text);
    },
    atOnce,
  );
  const failed = read.filter((one) => one instanceof ClusterError).filter(({ reason }) => isTrouble(reason));
  const named = read.flatMap((one) => (one instanceof ClusterError ? [] : one));
  const [first] = failed;
  return {
    what: `the logs of ${String(places.length)} containers`,
    clues: namedOnce(named),
    unseen:
      first === undefined
        ? []
        : [
            {
              what: `${String(failed.length)} of ${String(places.length)} logs`,
              why: first.message,
              next: 'Ask for the right to read logs, or wait for the API server, then look again',
            },
          ],
  };
}

/** A container that has no log yet, or is gone meanwhile, is no trouble of the look. */
function isTrouble(reason: ClusterError['reason']): boolean {
  return reason !== 'invalid' && reason !== 'not-found';
}

interface Place {
  readonly service: string;
  readonly pod: string;
  readonly container: string;
}

function runningContainers({ name, pods }: Member): readonly Place[] {
  return pods
    .filter(({ deletedAt }) => deletedAt === undefined)
    .flatMap((pod) =>
      pod.containers
        .filter(({ init, state }) => !init && state?.kind === 'running')
        .map((container) => ({ service: name, pod: pod.name, container: container.name })),
    );
}

function namedIn({ service, pod }: Place, log: string): readonly Named[] {
  const found = new Map<LoggedCause, Named>();
  for (const line of readLines(log)) {
    // What a line of information tells is no trouble: "retrying after the connection was refused, connected".
    if (!isAtLeast(line.level, 'warn') && !/error/i.test(line.text)) continue;
    const cause = causeInLine(line.text);
    if (cause === undefined) continue;
    const known = found.get(cause);
    const { count = 0, first = line } = known ?? {};
    found.set(cause, { service, pod, cause, count: count + 1, first, last: line });
  }
  return [...found.values()];
}

/** One clue for each cause, however many services say it. */
function namedOnce(named: readonly Named[]): readonly Clue[] {
  return [...new Set(named.map(({ cause }) => cause))].map((cause): Clue => {
    const own = named.filter((one) => one.cause === cause);
    const lines = own.reduce((sum, { count }) => sum + count, 0);
    const since = own.flatMap(({ first }) => first.at ?? []).toSorted()[0];
    const services = [...new Set(own.map(({ service }) => service))];
    return {
      cause,
      services,
      where: `the logs of ${String(services.length)} ${services.length === 1 ? 'service' : 'services'}`,
      expected: 'no line says so',
      observed: `${namedCause[cause]}: ${String(lines)} ${lines === 1 ? 'line says' : 'lines say'} so`,
      ...(since === undefined ? {} : { since }),
      next: adviceFor[cause],
      details: own.slice(0, linesAtMost).map(({ pod, last }) => `${pod}: ${last.text.slice(0, 300)}`),
    };
  });
}
