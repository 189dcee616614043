import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { err, errorText, ok, problem, type Result } from '../../problem/problem.ts';
import { field } from '../../steps/manifest/json.ts';
import { type KubeconfigFile, pinnedKubeconfig } from './kubeconfig.ts';

export interface Pin {
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  /** The private copy, which KUBECONFIG is set to. */
  readonly file: string;
}

/**
 * Writes a private copy (0600) of the operator's kubeconfig that holds one context alone: nothing that
 * happens to the operator's own files later can lead a session to another cluster. `kubeconfig`: paths to
 * read; absent: those of KUBECONFIG, else ~/.kube/config. There is no other fallback: a guessed
 * localhost:8080 would be some cluster, but not the one that was meant.
 */
export async function pinKubeconfig(options: {
  readonly kubeconfig?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly context?: string;
  readonly namespace: string;
  readonly outFile: string;
}): Promise<Result<Pin>> {
  const named = (options.env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
  const standard = [join(options.home, '.kube', 'config')];
  const paths = options.kubeconfig ?? (named.length > 0 ? named : standard);
  const files = await readAll(paths);
  if (!files.ok) return files;
  const { context, namespace } = options;
  const pinned = pinnedKubeconfig(
    files.value,
    context === undefined ? { namespace } : { context, namespace },
  );
  if (!pinned.ok) return pinned;
  const written = await writePrivately(options.outFile, stringify(pinned.value.document));
  if (!written.ok) return written;
  const { server } = pinned.value;
  return ok({ context: pinned.value.context, server, namespace, file: options.outFile });
}

/** Files that are not there are passed over, as kubectl does, as long as one is. */
async function readAll(paths: readonly string[]): Promise<Result<readonly KubeconfigFile[]>> {
  const files: KubeconfigFile[] = [];
  for (const path of paths) {
    try {
      files.push({ path, content: parse(await readFile(path, 'utf8')) });
    } catch (thrown) {
      if (field(thrown, 'code') === 'ENOENT') continue;
      return err(
        problem('cluster/kubeconfig', `The kubeconfig ${path} can’t be read.`, {
          cause: firstLine(errorText(thrown)),
          hint: 'Mend the file, or set KUBECONFIG to another one',
        }),
      );
    }
  }
  if (files.length > 0) return ok(files);
  return err(
    problem('cluster/no-kubeconfig', `There is no kubeconfig at ${paths.join(', ')}.`, {
      hint: 'Set KUBECONFIG to your kubeconfig, or log in to the cluster first',
    }),
  );
}

async function writePrivately(path: string, content: string): Promise<Result<void>> {
  const draft = `${path}.${String(process.pid)}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(draft, content, { mode: 0o600, flag: 'w' });
    await chmod(draft, 0o600);
    await rename(draft, path);
    return ok(undefined);
  } catch (thrown) {
    return err(
      problem('cluster/kubeconfig', `The private kubeconfig ${path} can’t be written.`, {
        cause: errorText(thrown),
      }),
    );
  }
}

/** The YAML parser goes on with the lines around the fault, and a kubeconfig holds tokens and keys. */
function firstLine(message: string): string {
  const [first = ''] = message.split('\n');
  return first.replace(/:$/, '');
}
