import type { RunContext } from '../../context.ts';
import { field, record } from '../../manifest/json.ts';
import { nameOf } from '../../manifest/strip.ts';
import { type Cluster, ClusterError, type Manifest } from '../../ports/cluster.ts';
import { clusterError } from '../watch-until.ts';
import type { Clue, Look } from './clue.ts';
import { egressOf } from './policies.ts';
import type { Survey } from './survey.ts';

const policyKind = { kind: 'NetworkPolicy', apiVersions: ['networking.k8s.io/v1'] } as const;
const podKind = { kind: 'Pod', apiVersions: ['v1'] } as const;

/** What pods must reach: a name for people, and a TCP port. */
export interface Destination {
  readonly what: string;
  readonly port: number;
}

/** The database, Vault and name resolution, by the ports of their endpoints in platform.yaml or the usual ones. */
export function destinations(
  context: RunContext,
  wanted: readonly ('database' | 'vault')[],
): readonly Destination[] {
  const { endpoints } = context.environment;
  const known = {
    database: { what: 'the database', port: portOf(endpoints['postgres']) ?? 5432 },
    vault: { what: 'Vault', port: portOf(endpoints['vault']) ?? 8200 },
  } as const;
  return wanted.map((name) => known[name]);
}

function portOf(url: string | undefined): number | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { port, protocol, hostname } = new URL(url);
  // A rehearsed system listens on this machine, on whatever port is free: that is not the one that pods use.
  if (hostname === '127.0.0.1') return undefined;
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : undefined;
}

/** Which policies select the pods of services, and whether they let them reach what they need. */
export async function lookAtPolicies(
  seen: Survey,
  cluster: Cluster,
  wanted: readonly Destination[],
): Promise<Look> {
  const [policies, pods] = await Promise.all([
    cluster.list(policyKind).catch(clusterError),
    cluster.list(podKind).catch(clusterError),
  ]);
  const failed = [policies, pods].find((one) => one instanceof ClusterError);
  if (policies instanceof ClusterError || pods instanceof ClusterError) {
    const why = failed instanceof ClusterError ? failed.message : '';
    const next = 'Ask for the right to list networkpolicies, or ask whoever may';
    return { what: 'network policies', clues: [], unseen: [{ what: 'the network policies', why, next }] };
  }
  const all = policies ?? [];
  return {
    what: `${String(all.length)} network policies for egress to ${wanted.map(({ what, port }) => `${what} (${String(port)})`).join(', ')}`,
    clues: seen.members.flatMap((member) => {
      const name = member.pods.find(({ deletedAt }) => deletedAt === undefined)?.name;
      const pod = (pods ?? []).find((one) => name !== undefined && nameOf(one) === name);
      return pod === undefined ? [] : wanted.flatMap((each) => deniedClue(member.name, pod, all, each));
    }),
    unseen: [],
  };
}

function deniedClue(
  service: string,
  pod: Manifest,
  policies: readonly Manifest[],
  { what, port }: Destination,
): readonly Clue[] {
  const verdict = egressOf(policies, record(field(pod, 'metadata', 'labels')), port);
  if (verdict.kind !== 'denied') return [];
  return [
    {
      cause: 'network-policy',
      services: [service],
      where: `NetworkPolicy ${verdict.by.join(', ')}`,
      expected: `egress to TCP port ${String(port)} is allowed`,
      observed: `a network policy keeps its pods from ${what}: nothing allows egress to TCP port ${String(port)}`,
      next: `Add an egress rule for TCP port ${String(port)} to NetworkPolicy ${verdict.by[0] ?? ''}, by its owner`,
      details: [
        'a rule that would allow it, below spec.egress:',
        `- ports: [{ protocol: TCP, port: ${String(port)} }]`,
      ],
    },
  ];
}
