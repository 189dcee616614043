import type { z } from 'zod';
import type { PreviewContext } from '../context.ts';
import { askedServices, type servicesSchema } from '../manifest/asked-services.ts';
import type { WorkloadKind } from './pods/workload.ts';

/** A service whose pods a check looks at. */
export interface Target {
  /** As the operator knows it. */
  readonly service: string;
  /** Name of its Deployment, StatefulSet or DaemonSet, and of its Service. */
  readonly deployment: string;
  /** Undefined: whichever of that name is there, a Deployment first. */
  readonly kind?: WorkloadKind;
}

/**
 * The services that are asked for, in the inventory's order. A name that the inventory doesn't know is taken as
 * that of a workload, so that a runbook can wait for one that is not a service; `statefulset/name` says its kind.
 */
export function targetsOf(asked: z.infer<typeof servicesSchema>, context: PreviewContext): readonly Target[] {
  const { services, unknown } = askedServices(asked, context);
  return [
    ...services.map((service) => ({ service: service.name, deployment: service.deployment })),
    ...[...new Set(unknown)].map(targetNamed),
  ];
}

const prefixes: ReadonlyMap<string, WorkloadKind> = new Map([
  ['deployment', 'Deployment'],
  ['statefulset', 'StatefulSet'],
  ['daemonset', 'DaemonSet'],
]);

function targetNamed(name: string): Target {
  const [prefix = '', rest] = name.split('/', 2);
  const kind = prefixes.get(prefix.toLowerCase());
  if (kind === undefined || rest === undefined) return { service: name, deployment: name };
  return { service: rest, deployment: rest, kind };
}

/** `16 services`, or their names when they are few. */
export function namesOf(targets: readonly Target[]): string {
  if (targets.length > 3) return `${String(targets.length)} services`;
  return targets.map((target) => target.service).join(', ');
}
