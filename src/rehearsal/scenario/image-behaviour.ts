import { sha256 } from '../../runbook/canonical-digest.ts';
import { poolScript } from '../../steps/checks/diagnose/pool-stats.ts';
import type {
  CommandBehaviour,
  ContainerBehaviour,
  ImageBehaviour,
  ProcessEnd,
} from '../kubernetes/kubelet/behaviour.ts';
import type { Behaviour, Releases } from './model.ts';

/** A service of the inventory: its name, and its image without a tag. */
export interface ServiceImage {
  readonly name: string;
  readonly image: string;
}

/** An image's parts: the service that it belongs to, and its tag. */
export interface TaggedService {
  readonly service: string;
  readonly tag: string;
}

/** Which service's image this is. Undefined: it is none of theirs, or has no tag. */
export function taggedService(image: string, services: readonly ServiceImage[]): TaggedService | undefined {
  const [named = ''] = image.split('@');
  const colon = named.lastIndexOf(':');
  if (colon <= named.lastIndexOf('/')) return undefined;
  const service = services.find((one) => one.image === named.slice(0, colon));
  return service && { service: service.name, tag: named.slice(colon + 1) };
}

/** A good image, in simulated milliseconds: pulled and ready within seconds, as small services are. */
const usual = { pull: 1500, readyAfter: 3000, latency: 40 } as const;

/** What the images of every service know how to run. */
const usualCommands: readonly CommandBehaviour[] = [
  { words: ['pnpm', 'db:migrate'], takes: 4000, exitCode: 0, output: ['Migrations are up to date.'] },
  {
    words: ['pnpm', 'db:rollback'],
    takes: 4000,
    exitCode: 0,
    output: ['The last migration was rolled back.'],
  },
  {
    words: ['node', '-e', poolScript],
    takes: 300,
    exitCode: 0,
    output: ['{"total":10,"idle":9,"waiting":0}'],
  },
  // What is asked of a service in its own words, such as whether it reaches the database.
  { words: ['node', '-e'], takes: 300, exitCode: 0, output: ['true'] },
];

/** What a container of a service's image does. Undefined: the registry has no such image. */
export function serviceBehaviour(
  { service, tag }: TaggedService,
  releases: Releases,
  running: string,
): ImageBehaviour | undefined {
  const release = releases[tag];
  if (release === undefined && tag !== running) return undefined;
  const behaviour: Behaviour = { ...release, ...release?.services[service] };
  return behaviour.registry === 'missing' ? undefined : imageBehaviour(`${service}:${tag}`, behaviour);
}

/** What a container of an image does that belongs to no service: it is good. */
export function otherBehaviour(image: string): ImageBehaviour {
  return imageBehaviour(image, {});
}

function imageBehaviour(image: string, behaviour: Behaviour): ImageBehaviour {
  const { pull = usual.pull, commands = [] } = behaviour;
  const own = commands.map(({ run, takes, code, output }) => ({ words: run, takes, exitCode: code, output }));
  return {
    digest: `sha256:${sha256(image)}`,
    pull,
    main: mainOf(image, behaviour),
    commands: [...own, ...usualCommands],
  };
}

function mainOf(image: string, behaviour: Behaviour): ContainerBehaviour {
  const {
    readyAfter = usual.readyAfter,
    latency = usual.latency,
    errorPercent = 0,
    healthy = true,
  } = behaviour;
  const { log = [] } = behaviour;
  const ends = endOf(behaviour);
  const begins = [`starting ${image}`, ...log];
  if (ends !== undefined && ends.after <= readyAfter) {
    return { kind: 'exits', ...ends, log: [...begins, ...ends.log] };
  }
  return {
    kind: 'serves',
    readyAfter,
    log: begins,
    http: { errors: errorPercent / 100, latency, healthy },
    ...(ends === undefined ? {} : { ends }),
  };
}

function endOf({ crashes, outOfMemory }: Behaviour): ProcessEnd | undefined {
  if (crashes !== undefined) {
    const { after, code, log } = crashes;
    return { after, exitCode: code, reason: code === 0 ? 'Completed' : 'Error', log };
  }
  if (outOfMemory === undefined) return undefined;
  // 128 + SIGKILL, as the kernel's out-of-memory killer leaves it.
  return { after: outOfMemory.after, exitCode: 137, reason: 'OOMKilled', log: outOfMemory.log };
}
