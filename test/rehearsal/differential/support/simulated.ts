import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { noFaults, startCluster } from '../../../../src/rehearsal/kubernetes/cluster.ts';
import type {
  CommandBehaviour,
  ContainerBehaviour,
  ImageBehaviour,
} from '../../../../src/rehearsal/kubernetes/kubelet/behaviour.ts';
import { randomIds } from '../../../../src/rehearsal/kubernetes/objects/ids.ts';
import { compressedSchedule } from '../../../../src/rehearsal/time/schedule.ts';
import { repository } from '../manifests.ts';
import type { Place } from './run-story.ts';

/** A simulated cluster whose images do what those of the real test cluster do. */
export interface Simulated extends Place {
  close(): Promise<void>;
}

/** Starts a simulated cluster with one node, in which time runs `pace` times as fast. */
export async function startSimulated(pace: number): Promise<Simulated> {
  const cluster = await startCluster({
    schedule: compressedSchedule(pace),
    ids: randomIds,
    nodes: ['node1'],
    faults: noFaults,
    behaviourOf: imageOf,
  });
  const folder = mkdtempSync(join(tmpdir(), 'truth-simulated-'));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, stringify(kubeconfigFor(cluster.url)), { mode: 0o600 });
  return {
    kubeconfig,
    patience: 10_000,
    interval: 50,
    close: async () => {
      await cluster.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function kubeconfigFor(server: string): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'simulated', cluster: { server } }],
    users: [{ name: 'admin', user: {} }],
    contexts: [{ name: 'simulated', context: { cluster: 'simulated', user: 'admin' } }],
    'current-context': 'simulated',
  };
}

const fails: ContainerBehaviour = {
  kind: 'exits',
  after: 200,
  exitCode: 1,
  reason: 'Error',
  log: ['fatal: JWT_SECRET is not set'],
};

function imageOf(image: string): ImageBehaviour | undefined {
  const [name, tag = ''] = image.split(':');
  if (name !== repository) return undefined;
  switch (tag) {
    case 'v1.2.2':
    case 'v1.2.3':
      return behaviour(serves(tag, 100), migrates);
    case 'v1.2.4':
      return behaviour(fails, migrates);
    case 'v1.2.6':
      return behaviour(serves(tag, 100), migrationFails);
    default:
      return undefined;
  }
}

function behaviour(main: ContainerBehaviour, migration: CommandBehaviour): ImageBehaviour {
  return { digest: `sha256:${'5'.repeat(64)}`, pull: 100, main, commands: [migration, poolFigures] };
}

function serves(tag: string, readyAfter: number): ContainerBehaviour {
  return {
    kind: 'serves',
    readyAfter,
    log: [`listening on 3000, version ${tag}`],
    http: { errors: 0, latency: 10, healthy: true },
  };
}

const steps = [1, 2, 3].map((number) => `migrating 000${String(number)} ... done`);
const migrates: CommandBehaviour = {
  words: ['pnpm'],
  takes: 900,
  exitCode: 0,
  output: [...steps, '3 migrations applied'],
};
const migrationFails: CommandBehaviour = {
  ...migrates,
  exitCode: 1,
  output: [...steps, 'error: relation "organisations" already exists'],
};
const poolFigures: CommandBehaviour = {
  words: ['node'],
  takes: 10,
  exitCode: 0,
  output: ['{"total":20,"idle":18,"waiting":0}'],
};
