import { isAbsolute, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { servicesOf } from '../../runbook/services.ts';
import type { RunContext } from '../context.ts';
import { field, text } from '../manifest/json.ts';
import type { Target } from './targets.ts';

const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;

/**
 * The Deployments, StatefulSets and DaemonSets in a rendered manifest, with the names of their services. The path is taken from the
 * session's working folder. Undefined: there is no such file. A file that is not YAML has none.
 */
export async function targetsOfManifest(
  path: string,
  context: RunContext,
): Promise<readonly Target[] | undefined> {
  const file = isAbsolute(path) ? path : join(context.cwd, path);
  const content = await context.ports.files.read(file);
  if (content === undefined) return undefined;
  const workloads = parseAllDocuments(content.toString('utf8'))
    .filter((document) => 'errors' in document && document.errors.length === 0)
    .map((document): unknown => document.toJS())
    .flatMap((object) => {
      const kind = kinds.find((one) => one === field(object, 'kind'));
      return kind === undefined ? [] : [{ kind, deployment: text(field(object, 'metadata', 'name')) ?? '' }];
    });
  const known = servicesOf(context.inventory, context.environment);
  const services = new Map(known.map((service) => [service.deployment, service.name]));
  return workloads.map((workload) => ({
    ...workload,
    service: services.get(workload.deployment) ?? workload.deployment,
  }));
}
