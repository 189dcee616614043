import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { makeFolderDurably } from '../../platform/journal/durable-file.ts';
import { err, errorText, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import type { Environment } from '../../runbook/inventory.ts';
import type { ClusterNeed } from './uses-cluster.ts';
import { type Cluster, ClusterError, type ClusterIdentity } from '../../steps/ports/cluster.ts';

/** A session's connection: the private kubeconfig for commands, and the cluster where there is one. */
export interface Connection {
  /** What KUBECONFIG is set to: the pinned context alone, or a file that leads nowhere. */
  readonly kubeconfig: string;
  readonly cluster: Cluster | undefined;
  readonly identity: ClusterIdentity | undefined;
}

export interface ConnectOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly need: ClusterNeed;
  readonly context: string | undefined;
  readonly environment: Environment;
  readonly privateFolder: string;
}

/**
 * Pins the cluster: a private copy of the operator's kubeconfig with one context, and the identity that
 * the API server gives. Refused where the inventory expects another server or cluster.
 */
export async function connect(options: ConnectOptions): Promise<Result<Connection>> {
  const file = join(options.privateFolder, 'kubeconfig');
  const folder = await makePrivateFolder(options.privateFolder);
  if (!folder.ok) return folder;
  if (options.need === 'no' && options.context === undefined) return ok(await nowhere(file));
  const { pinKubeconfig } = await import('../../platform/cluster/pin-kubeconfig.ts');
  const context = options.context ?? options.environment.context;
  const pinned = await pinKubeconfig({
    env: options.env,
    home: options.env['HOME'] ?? homedir(),
    namespace: options.environment.namespace,
    outFile: file,
    ...(context === undefined ? {} : { context }),
  });
  if (!pinned.ok) {
    const optional = options.need === 'wanted' && options.context === undefined;
    return optional && pinned.problems.some(({ code }) => code === 'cluster/no-kubeconfig')
      ? ok(await nowhere(file))
      : pinned;
  }
  return identify(file, options);
}

async function makePrivateFolder(path: string): Promise<Result<void>> {
  try {
    await makeFolderDurably(path);
    return ok(undefined);
  } catch (thrown) {
    const hint =
      'Nothing was started; point XDG_STATE_HOME (or XDG_RUNTIME_DIR), or the setting sessions-dir, to a folder that can be written';
    return err(
      problem('log/unwritable', `The folder ${path} can’t be made.`, { hint, cause: errorText(thrown) }),
    );
  }
}

async function identify(
  kubeconfig: string,
  { env, environment }: ConnectOptions,
): Promise<Result<Connection>> {
  const { openCluster } = await import('../../platform/cluster/open-cluster.ts');
  try {
    const cluster = await openCluster({ kubeconfig, env });
    const identity = await cluster.identity();
    const unexpected = unexpectedCluster(identity, environment);
    return unexpected === undefined ? ok({ kubeconfig, cluster, identity }) : err(unexpected);
  } catch (thrown) {
    return err(unreachableProblem(thrown));
  }
}

/** How a cluster differs from what the inventory says of the environment. */
function unexpectedCluster(
  identity: ClusterIdentity,
  environment: Environment,
): ReturnType<typeof problem> | undefined {
  const expected = [
    { what: 'server', wanted: environment.server, is: identity.server },
    { what: 'kube-system UID', wanted: environment.clusterUid, is: identity.uid },
  ].find(({ wanted, is }) => wanted !== undefined && trimSlash(wanted) !== trimSlash(is));
  if (expected === undefined) return undefined;
  return problem(
    'run/wrong-cluster',
    `Context ${identity.context} is not ${environment.name}: its ${expected.what} is ${expected.is}, platform.yaml expects ${expected.wanted}.`,
    { hint: 'Choose another context with --context, or another --environment' },
  );
}

function trimSlash(text: string): string {
  return text.replace(/\/+$/, '');
}

/** An empty kubeconfig: a stray kubectl then fails instead of reaching some cluster. */
async function nowhere(file: string): Promise<Connection> {
  await writeFile(file, 'apiVersion: v1\nkind: Config\n', { mode: 0o600 });
  return { kubeconfig: file, cluster: undefined, identity: undefined };
}

/** A ClusterError's message is written for the operator; what to do next depends on why. */
function unreachableProblem(thrown: unknown): Problem {
  if (!(thrown instanceof ClusterError)) {
    return problem('run/cluster-unreachable', errorText(thrown), { hint: 'Nothing was started' });
  }
  const next = {
    unauthorized: '; log in to the cluster again',
    forbidden: '; ask for the right to get the namespace kube-system, which tells one cluster from another',
  };
  const looking = thrown.passing ? '; look at the connection and the VPN' : '';
  const { reason } = thrown;
  const more = reason === 'unauthorized' || reason === 'forbidden' ? next[reason] : looking;
  return problem('run/cluster-unreachable', thrown.message, { hint: `Nothing was started${more}` });
}
