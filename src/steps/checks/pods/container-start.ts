import type { Finding } from './finding.ts';
import { oneLine } from './pod-events.ts';

type Start = Pick<Finding, 'reason' | 'gravity' | 'message' | 'next' | 'cause'>;

/** A container that can't be created from what the manifest refers to. `message`: as the node says it. */
export function cantCreate(message: string): Start {
  const [what, next] = reference(message) ?? [undefined, configAdvice(message)];
  return {
    reason: 'CreateContainerConfigError',
    gravity: { kind: 'fatal' },
    ...(what === undefined ? {} : { cause: what }),
    message: `The container can’t be created: ${what ?? oneLine(message.replace(/ \(pod: ".*$/, ''))}`,
    next,
  };
}

/** The missing thing in a sentence, and what to do about it. */
export function reference(message: string): readonly [string, string] | undefined {
  const [, kind = '', name] = /\b(secret|configmap) "([^"]+)" not found/i.exec(message) ?? [];
  if (name !== undefined) {
    const object = `${kind.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap'} ${name}`;
    return [`${object} does not exist.`, `Create the ${object}, or correct its name in the manifest`];
  }
  const [, key, holder = '', path = ''] =
    /couldn't find key (\S+) in (Secret|ConfigMap) (\S+)/i.exec(message) ?? [];
  if (key !== undefined) {
    const object = `${holder} ${path.split('/').at(-1) ?? path}`;
    return [
      `${object} has no key ${key}.`,
      `Add the key ${key} to the ${object}, or correct it in the manifest`,
    ];
  }
  const [, lost] = /references non-existent (?:secret|config) key: (\S+)/i.exec(message) ?? [];
  if (lost === undefined) return undefined;
  return [
    `a volume refers to the key ${lost}, which its Secret or ConfigMap does not have.`,
    `Add the key ${lost}, or correct it in the manifest`,
  ];
}

function configAdvice(message: string): string {
  if (/runAsNonRoot|run as root|non-numeric user/i.test(message))
    return 'Build the image with a numeric user other than 0, or set runAsUser in the manifest';
  return 'Correct what the manifest refers to';
}

/** A container whose command can't be started. `message`: as the container runtime says it. */
export function cantRun(message: string): Start {
  // What was to be run comes last, behind the whole chain of who tried: `exec: "/app": permission denied: unknown`.
  const whole = message.replace(/: unknown$/, '');
  const [command] = /exec: "[^"]*": .*$/.exec(whole) ?? [];
  const end = oneLine(command ?? whole.split(': ').slice(-2).join(': '));
  return {
    reason: 'RunContainerError',
    gravity: { kind: 'fatal' },
    message: `The container can’t be started: ${end}`,
    next: runAdvice(message),
  };
}

function runAdvice(message: string): string {
  if (/permission denied/i.test(message))
    return 'Make the command executable in the image, and readable for the user that runs it';
  if (/no such file|not found/i.test(message))
    return 'Correct the command of the container, or build it into the image';
  if (/exec format error/i.test(message)) return 'Build the image for the architecture of the nodes';
  return 'Check the command of the container, its permissions and its user';
}
