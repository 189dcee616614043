import { err, errorText, ok, problem, type Result } from '../problem/problem.ts';
import type { Clock } from '../steps/ports/clock.ts';
import { checkKubectl } from './kubectl.ts';
import { type SimulatedCluster, startCluster } from './kubernetes/cluster.ts';
import { listenForServices } from './kubernetes/network/service-listener.ts';
import { randomIds } from './kubernetes/objects/ids.ts';
import { listenForMonitoring } from './monitoring/listen.ts';
import { listenForOutside } from './outside/listen.ts';
import { listenForDatabase } from './outside/postgres/listen.ts';
import { systems } from './outside/systems.ts';
import type { PlatformOptions } from './platform-options.ts';
import { directScenario } from './scenario/director.ts';
import { environmentOf, setUp } from './set-up.ts';
import { compressedClock } from './time/clock.ts';
import { settlingSchedule } from './time/settling-schedule.ts';
import { openClosedDoor } from './workspace/closed-door.ts';
import { rehearsalEnv } from './workspace/command-env.ts';
import { removeFolders } from './workspace/folders.ts';
import type { Person } from './workspace/people.ts';
import { writeGitSettings } from './workspace/repository.ts';

/** A platform that is there for one rehearsal. */
export interface Platform {
  readonly cluster: SimulatedCluster;
  /** The environment of commands. */
  readonly env: Readonly<Record<string, string>>;
  /** The clock that steps wait by. */
  readonly clock: Clock;
  readonly people: readonly Person[];
  /** Ends and removes everything. */
  close(): Promise<void>;
}

/** Milliseconds since what runs at the beginning was deployed. */
const age = 26 * 3600_000;

type Closer = () => Promise<void> | void;

/** Starts a platform on loopback and fills its folders. Where that fails, nothing of it is left. */
export async function startPlatform(options: PlatformOptions): Promise<Result<Platform>> {
  const closers: Closer[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).toReversed()) await one();
  };
  try {
    const started = await start(options, (closer) => closers.push(closer));
    if (started.ok) return ok({ ...started.value, close });
    await close();
    return started;
  } catch (thrown) {
    await close();
    return err(
      problem('rehearsal/failed', 'The platform of the rehearsal could not be set up.', {
        hint: 'Nothing was started; see whether the folder for temporary files has room and can be written',
        cause: errorText(thrown),
      }),
    );
  }
}

async function start(
  options: PlatformOptions,
  onClose: (closer: Closer) => void,
): Promise<Result<Omit<Platform, 'close'>>> {
  const { scenario, pace, clock, inventory, folders } = options;
  onClose(() => removeFolders(folders));
  writeGitSettings(folders);
  const door = await openClosedDoor();
  onClose(() => door.close());
  const director = directScenario(scenario, inventory.read?.services ?? []);
  const schedule = settlingSchedule(pace, age);
  const cluster = await startCluster({ ...director, schedule, ids: randomIds });
  onClose(() => cluster.close());
  const services = await listenForServices(cluster.world, environmentOf(options)?.namespace ?? 'default');
  onClose(() => services.close());
  const monitoring = await listenForMonitoring();
  onClose(() => monitoring.close());
  const outside = await listenForOutside(systems);
  onClose(() => outside.close());
  const database = await listenForDatabase();
  onClose(() => database.close());
  const env = rehearsalEnv(options.env, folders, door.url);
  const place = { cwd: folders.root, env };
  const [kubectl, filled] = await Promise.allSettled([
    checkKubectl(place),
    setUp(options, { cluster, services, monitoring, outside, database, schedule, director, place }),
  ]);
  if (kubectl.status === 'fulfilled' && !kubectl.value.ok) return kubectl.value;
  if (filled.status === 'rejected') throw filled.reason;
  return ok({ cluster, env, clock: compressedClock(pace, clock), people: filled.value });
}
