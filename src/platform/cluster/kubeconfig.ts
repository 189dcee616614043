import { dirname, isAbsolute, resolve } from 'node:path';
import { defined, field, isRecord, items, text } from '../../steps/manifest/json.ts';
import { err, ok, problem, type Result } from '../../problem/problem.ts';

/** One kubeconfig file, parsed. */
export interface KubeconfigFile {
  readonly path: string;
  readonly content: unknown;
}

/** What a pinned kubeconfig is made of. */
export interface PinChoice {
  /** Context to use; absent: the current one. */
  readonly context?: string;
  readonly namespace: string;
}

export interface PinnedKubeconfig {
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  /** The document to be written. */
  readonly document: Readonly<Record<string, unknown>>;
}

interface Entry {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly folder: string;
}

/**
 * Makes a kubeconfig that holds one context alone, with the namespace set. Files are merged as kubectl
 * does: the first to name a context, cluster, user or current-context wins
 * (https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/). Relative file
 * references become absolute: they would otherwise be looked for beside the copy. Keys are not copied in.
 */
export function pinnedKubeconfig(
  files: readonly KubeconfigFile[],
  choice: PinChoice,
): Result<PinnedKubeconfig> {
  const contexts = entries(files, 'contexts', 'context');
  const names = contexts.map((entry) => entry.name);
  const wanted =
    choice.context ??
    files.map((file) => text(field(file.content, 'current-context'))).find((name) => name !== undefined);
  if (wanted === undefined) {
    return err(
      problem('cluster/no-context', `The kubeconfig ${where(files)} has no current context.`, {
        hint: names.length === 0 ? 'Log in to the cluster first' : `Choose one of: ${names.join(', ')}`,
      }),
    );
  }
  const context = contexts.find((entry) => entry.name === wanted);
  if (context === undefined) {
    return err(
      problem('cluster/no-context', `The kubeconfig ${where(files)} has no context ${wanted}.`, {
        hint: names.length === 0 ? 'Log in to the cluster first' : `It has: ${names.join(', ')}`,
      }),
    );
  }
  const clusterName = text(context.body['cluster']) ?? '';
  const cluster = entries(files, 'clusters', 'cluster').find((entry) => entry.name === clusterName);
  const server = text(cluster?.body['server']);
  if (cluster === undefined || server === undefined) {
    return err(
      problem(
        'cluster/kubeconfig',
        `Context ${wanted} names the cluster ${clusterName}, which has no server.`,
        {
          hint: `Correct the kubeconfig ${where(files)}`,
        },
      ),
    );
  }
  const user = entries(files, 'users', 'user').find((entry) => entry.name === text(context.body['user']));
  return ok(assemble({ context, cluster, user, namespace: choice.namespace, server }));
}

function assemble(parts: {
  readonly context: Entry;
  readonly cluster: Entry;
  readonly user: Entry | undefined;
  readonly namespace: string;
  readonly server: string;
}): PinnedKubeconfig {
  const { context, cluster, user, namespace } = parts;
  const body = defined({ cluster: cluster.name, user: user?.name, namespace });
  return {
    context: context.name,
    server: parts.server.replace(/\/$/, ''),
    namespace,
    document: {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': context.name,
      contexts: [{ name: context.name, context: body }],
      clusters: [{ name: cluster.name, cluster: absolute(cluster, ['certificate-authority']) }],
      users: user === undefined ? [] : [{ name: user.name, user: absoluteUser(user) }],
    },
  };
}

function absolute(entry: Entry, members: readonly string[]): Readonly<Record<string, unknown>> {
  const paths = members.flatMap((member): readonly (readonly [string, string])[] => {
    const path = text(entry.body[member]);
    return path === undefined || isAbsolute(path) ? [] : [[member, resolve(entry.folder, path)]];
  });
  return { ...entry.body, ...Object.fromEntries(paths) };
}

/** A credential plugin named by a relative path is meant relative to the file, one without a slash is looked up in PATH. */
function absoluteUser(user: Entry): Readonly<Record<string, unknown>> {
  const body = absolute(user, ['client-certificate', 'client-key', 'tokenFile']);
  const plugin = body['exec'];
  const command = text(field(plugin, 'command'));
  if (!isRecord(plugin) || command === undefined || isAbsolute(command) || !command.includes('/'))
    return body;
  return { ...body, exec: { ...plugin, command: resolve(user.folder, command) } };
}

function entries(files: readonly KubeconfigFile[], list: string, member: string): readonly Entry[] {
  const found = new Map<string, Entry>();
  for (const file of files) {
    for (const item of items(field(file.content, list))) {
      const name = text(field(item, 'name'));
      const body = field(item, member);
      if (name === undefined || found.has(name) || !isRecord(body)) continue;
      found.set(name, { name, body, folder: dirname(resolve(file.path)) });
    }
  }
  return [...found.values()];
}

function where(files: readonly KubeconfigFile[]): string {
  return files.map((file) => file.path).join(', ');
}
