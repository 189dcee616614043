import type { ClusterEvent, Deployment, ReplicaSet } from '../../ports/cluster.ts';
import type { Finding } from './finding.ts';
import { oneLine } from './pod-events.ts';

/** Pods that the cluster refuses to create: quota, admission, a missing ServiceAccount. */
export function createFindings(
  deployment: Deployment,
  replicaSet: ReplicaSet | undefined,
): readonly Finding[] {
  const failure = [...deployment.conditions, ...(replicaSet?.conditions ?? [])].find(
    (one) => one.type === 'ReplicaFailure' && one.status === 'True',
  );
  if (failure === undefined) return [];
  const { message, since } = failure;
  const name = replicaSet?.name ?? deployment.name;
  return [refusal({ name, uid: deployment.uid, message, since, gravity: { kind: 'fatal' } })];
}

/** An event outlives its cause: it must not be taken for one while the pods are being made. */
const grace = { kind: 'grace', milliseconds: 10_000 } as const;

/**
 * That pods of a StatefulSet or DaemonSet can’t be created: these have no condition that says so, only events.
 * `made`: ISO time at which the revision was made; older events are about another one.
 */
export function createEvents(
  owner: { readonly name: string; readonly uid: string },
  made: string | undefined,
  events: readonly ClusterEvent[],
): readonly Finding[] {
  const latest = events
    .filter((event) => event.object.uid === owner.uid && event.reason === 'FailedCreate')
    .filter((event) => made === undefined || (event.at ?? '') >= made)
    .toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))[0];
  if (latest === undefined) return [];
  const message = latest.message.replace(/^(create Pod \S+ in \w+ \S+ failed error|Error creating): /, '');
  return [refusal({ ...owner, message, since: latest.at, gravity: grace })];
}

interface Refusal {
  readonly name: string;
  readonly uid: string;
  readonly message: string;
  readonly since: string | undefined;
  readonly gravity: Finding['gravity'];
}

function refusal({ name, uid, message, since, gravity }: Refusal): Finding {
  // Two writers of a quota at the same moment: the controller tries again at once.
  const passing = message.includes('please apply your changes to the latest version');
  const { text, next, cause } = explained(message);
  return {
    reason: 'FailedCreate',
    gravity: passing ? { kind: 'passing' } : gravity,
    pod: name,
    key: `${uid} create`,
    message: `Its pods can’t be created: ${text}`,
    ...(cause === undefined ? {} : { cause }),
    ...(since === undefined ? {} : { since }),
    next,
  };
}

interface Explained {
  readonly text: string;
  readonly next: string;
  readonly cause?: string;
}

function explained(message: string): Explained {
  const quota = quotaText(message);
  if (quota !== undefined) return quota;
  const said = oneLine(message);
  const [, account] = /serviceaccount "?([^\s"]+)"? not found/i.exec(message) ?? [];
  if (account !== undefined) {
    const name = account.split('/').at(-1) ?? account;
    const next = `Create the ServiceAccount ${name}, or correct its name in the manifest`;
    return { text: said, cause: `ServiceAccount ${name} does not exist.`, next };
  }
  const [, hook] = /admission webhook "([^"]+)" denied/i.exec(message) ?? [];
  if (hook !== undefined) return { text: said, next: `Change the pod as the admission webhook ${hook} asks` };
  if (/violates PodSecurity/i.test(message))
    return { text: said, next: 'Change the pod as the Pod Security level of the namespace asks' };
  if (/admission|denied|forbidden/i.test(message))
    return { text: said, next: 'Change the pod as the admission rule asks' };
  return { text: said, next: 'Read the message of the API server and correct the manifest' };
}

/** `exceeded quota: NAME, requested: …, used: …, limited: …`, as the resource quota admission of Kubernetes writes it. */
function quotaText(message: string): Explained | undefined {
  const [, name, requested = '', used = '', limited = ''] =
    /exceeded quota: (\S+), requested: (\S+), used: (\S+), limited: (\S+)/.exec(message) ?? [];
  if (name === undefined) {
    if (!/exceeded quota/i.test(message)) return undefined;
    return {
      text: oneLine(message),
      next: 'Raise the quota of the namespace, or lower what the pods request',
    };
  }
  return {
    text: `exceeded quota ${name}: a pod asks for ${requested}, used are ${used} of ${limited}`,
    cause: `The quota ${name} of the namespace is used up.`,
    next: `Raise the quota ${name}, or lower what the pods request`,
  };
}
