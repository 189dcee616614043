import type { Condition, Deployment, ReplicaSet } from '../../ports/cluster.ts';
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
  return failure === undefined ? [] : [refusal(failure, deployment, replicaSet)];
}

function refusal(failure: Condition, deployment: Deployment, replicaSet: ReplicaSet | undefined): Finding {
  // Two writers of a quota at the same moment: the controller tries again at once.
  const passing = failure.message.includes('please apply your changes to the latest version');
  const { text, next, cause } = explained(failure.message);
  return {
    reason: 'FailedCreate',
    gravity: { kind: passing ? 'passing' : 'fatal' },
    pod: replicaSet?.name ?? deployment.name,
    key: `${deployment.uid} create`,
    message: `Its pods can’t be created: ${text}`,
    ...(cause === undefined ? {} : { cause }),
    ...(failure.since === undefined ? {} : { since: failure.since }),
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
