import { resolve } from 'node:path';
import { errorText } from '../../problem/problem.ts';
import type { RunContext } from '../context.ts';
import type { Manifest } from '../ports/cluster.ts';
import { field, text } from './json.ts';
import { keyOf, parseObjects } from './parse-objects.ts';
import { manifestLimit } from './read-manifest.ts';
import { titleOf } from './strip.ts';

/** Milliseconds for rendering, and for telling a version. */
const renderTimeout = 120_000;
const versionTimeout = 15_000;

/** An overlay as it was rendered, or what went wrong: `error` where nothing could be rendered with. */
export type Rendered =
  | {
      readonly kind: 'rendered';
      readonly text: string;
      readonly objects: readonly Manifest[];
      /** Which program in which version. */
      readonly by: string;
    }
  | {
      readonly kind: 'failed';
      readonly verdict: 'fail' | 'error';
      readonly observed: string;
      readonly details: readonly string[];
      readonly next: string;
    };

/**
 * Renders an overlay with kustomize where it is installed, else with the one in kubectl, without a shell between. A
 * relative path begins at the folder that the session works in.
 */
export async function renderOverlay(overlay: string, context: RunContext): Promise<Rendered> {
  const folder = resolve(context.cwd, overlay);
  try {
    const own = await probe(['kustomize', 'build', folder], context);
    if (own !== 'not-found') return await judge(own, () => kustomizeVersion(context));
    const built = await probe(['kubectl', 'kustomize', folder], context);
    if (built !== 'not-found') return await judge(built, () => kubectlVersion(context));
    return failed(
      'error',
      'neither kustomize nor kubectl is installed',
      'Install kubectl, or add its folder to PATH',
    );
  } catch (thrown) {
    return failed('error', `it could not be rendered: ${errorText(thrown)}`, 'Run the step again');
  }
}

type Probed = Exclude<Awaited<ReturnType<RunContext['ports']['shell']['probe']>>, 'not-found'>;

function probe(
  argv: readonly [string, ...string[]],
  { ports, env, cwd, signal }: RunContext,
  timeout = renderTimeout,
) {
  return ports.shell.probe(argv, { env, cwd, timeout, limit: manifestLimit, signal });
}

async function judge({ exit, stdout, stderr }: Probed, version: () => Promise<string>): Promise<Rendered> {
  const said = lastLines(stderr);
  const correct = 'Correct the overlay, and render it again';
  if (exit.code === undefined)
    return failed('error', `rendering was ended by ${exit.signal ?? 'a signal'}`, 'Run the step again', said);
  if (exit.code !== 0) return failed('fail', `exit code ${String(exit.code)}`, correct, said);
  if (Buffer.byteLength(stdout) >= manifestLimit) return failed('fail', '64 MiB or more', correct);
  const objects = parseObjects(stdout);
  if (typeof objects === 'string') return failed('fail', objects, correct);
  if (objects.length === 0) return failed('fail', 'no object was rendered', correct, said);
  const twice = duplicates(objects);
  if (twice.length > 0) return failed('fail', `rendered more than once: ${twice.join(', ')}`, correct);
  return { kind: 'rendered', text: stdout, objects, by: await version() };
}

function duplicates(objects: readonly Manifest[]): readonly string[] {
  const seen = new Set<string>();
  const twice = objects.filter((object) => {
    const key = keyOf(object);
    const known = seen.has(key);
    seen.add(key);
    return known;
  });
  return [...new Set(twice.map(titleOf))];
}

async function kustomizeVersion(context: RunContext): Promise<string> {
  const told = await probe(['kustomize', 'version'], context, versionTimeout);
  const version = told === 'not-found' ? undefined : /v\d\S*/.exec(told.stdout)?.[0];
  return `kustomize ${version ?? 'of an unknown version'}`;
}

async function kubectlVersion(context: RunContext): Promise<string> {
  const told = await probe(['kubectl', 'version', '--client', '--output=json'], context, versionTimeout);
  const facts = told === 'not-found' ? undefined : json(told.stdout);
  const version = text(field(facts, 'clientVersion', 'gitVersion')) ?? 'of an unknown version';
  const inside = text(field(facts, 'kustomizeVersion'));
  return `kubectl ${version}${inside === undefined ? '' : ` (kustomize ${inside})`}`;
}

function json(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

function failed(
  verdict: 'fail' | 'error',
  observed: string,
  next: string,
  details: readonly string[] = [],
): Rendered {
  return { kind: 'failed', verdict, observed, details, next };
}

function lastLines(stderr: string): readonly string[] {
  return stderr.trimEnd().split('\n').slice(-10).filter(Boolean);
}
