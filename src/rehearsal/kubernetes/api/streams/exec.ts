import type { Inside } from '../../exec/inside.ts';
import { runCommand } from '../../exec/run-command.ts';
import { kubeletOf } from '../../network/node-lost.ts';
import { type ApiResult, done, refused } from '../../objects/failure.ts';
import { at } from '../../objects/json.ts';
import { namespaceOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import type { ResourcePath } from '../resource-path.ts';
import type { Channels } from './channels.ts';
import { chooseContainer, containerSpec, containerStatus, podAt } from './pod-container.ts';
import { isBareShell, openShell } from './shell-session.ts';

/** A command that was asked for, in a container that runs. */
export interface Exec {
  readonly inside: Inside;
  readonly words: readonly string[];
  readonly tty: boolean;
  readonly stdin: boolean;
}

/** Reads what `pods/NAME/exec` asks for, or says why it can't be: with the texts of the server and the kubelet. */
export function readExec(world: World, path: ResourcePath, query: URLSearchParams): ApiResult<Exec> {
  const pod = podAt(world, path);
  if (!pod.ok) return pod;
  const words = query.getAll('command');
  if (words.length === 0) {
    return refused('BadRequest', 'you must specify at least 1 command for the container');
  }
  const container = chooseContainer(pod.value, query.get('container') ?? undefined);
  if (!container.ok) return container;
  const kubelet = kubeletOf(world, pod.value, 'exec');
  if (!kubelet.ok) return kubelet;
  const spec = containerSpec(pod.value, container.value);
  const running = at(containerStatus(pod.value, container.value), 'state', 'running');
  if (spec === undefined || running === undefined) {
    return refused('NotFound', `container not found (${JSON.stringify(container.value)})`);
  }
  return done({
    inside: { world, pod: pod.value, namespace: namespaceOf(pod.value) ?? '', spec },
    words,
    tty: query.get('tty') === 'true',
    stdin: query.get('stdin') === 'true',
  });
}

/** The streams that a client opens for a command where each is one of its own. A terminal tells its size in one. */
export function streamNames(query: URLSearchParams): readonly string[] {
  const asked = ['stdin', 'stdout', 'stderr'].filter((name) => query.get(name) === 'true');
  return ['error', ...asked, ...(query.get('tty') === 'true' ? ['resize'] : [])];
}

/** Runs the command over a connection, and ends it with the command. */
export function openExec(exec: Exec, channels: Channels): void {
  const { inside, words, tty, stdin } = exec;
  if (stdin && isBareShell(words)) {
    openShell(inside, words[0] ?? '', tty, channels);
    return;
  }
  const { stdout, stderr, exitCode, takes } = runCommand(inside, words);
  const cancel = inside.world.schedule.after(takes, () => {
    channels.write('stdout', tty ? forTerminal(stdout + stderr) : stdout);
    if (!tty) channels.write('stderr', stderr);
    channels.end(exitCode);
  });
  channels.onClose(cancel);
}

function forTerminal(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
