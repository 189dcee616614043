import type { Service } from '../../../runbook/inventory.ts';
import type { ApprovedObject } from '../../manifest/approved-object.ts';
import { serviceOfObject } from '../../manifest/service-objects.ts';
import type { KnownTarget } from '../../checks/pods/target-kinds.ts';
import type { WorkloadKind } from '../../checks/pods/workload.ts';

/** What is applied together, and verified before anything else is touched. */
export interface Wave {
  /** As platform.yaml counts; 0: what no service has to itself. */
  readonly number: number;
  readonly services: readonly Service[];
  readonly objects: readonly ApprovedObject[];
  /** Workloads among the objects. */
  readonly targets: readonly KnownTarget[];
  /** Names of the services that have a Service object, and with it endpoints and a health path. */
  readonly reachable: readonly string[];
}

export interface WavePlan {
  /** In their order; none without objects. */
  readonly waves: readonly Wave[];
  /** Services that were asked for, of which the manifest holds nothing. */
  readonly absent: readonly string[];
  /** Approved objects of services that were not asked for: they stay as they are. */
  readonly left: readonly ApprovedObject[];
}

/** Groups the approved objects: first what services share, then the asked services by their waves. */
export function planWaves(
  objects: readonly ApprovedObject[],
  asked: readonly Service[],
  all: readonly Service[],
): WavePlan {
  const owned = objects.map((object) => ({ object, service: serviceOfObject(object.manifest, all) }));
  const of = (services: readonly Service[]): readonly ApprovedObject[] =>
    owned
      .filter(({ service }) => services.some((one) => one.name === service?.name))
      .map(({ object }) => object);
  const numbers = [...new Set(asked.map((service) => service.wave))].toSorted((a, b) => a - b);
  const shared = owned.filter(({ service }) => service === undefined).map(({ object }) => object);
  const waves = numbers.map((number) => {
    const services = asked.filter((service) => service.wave === number);
    return waveOf(number, services, of(services), all);
  });
  return {
    waves: [waveOf(0, [], shared, all), ...waves].filter((wave) => wave.objects.length > 0),
    absent: asked.filter((service) => of([service]).length === 0).map((service) => service.name),
    left: owned
      .filter(({ service }) => service !== undefined && !asked.some((one) => one.name === service.name))
      .map(({ object }) => object),
  };
}

const kinds: readonly WorkloadKind[] = ['Deployment', 'StatefulSet', 'DaemonSet'];

function waveOf(
  number: number,
  services: readonly Service[],
  objects: readonly ApprovedObject[],
  all: readonly Service[],
): Wave {
  const targets = objects.flatMap((object): readonly KnownTarget[] => {
    const kind = kinds.find((one) => one === object.planned.kind);
    if (kind === undefined) return [];
    const { name } = object.planned;
    const service = serviceOfObject(object.manifest, all);
    return [{ service: service?.deployment === name ? service.name : name, deployment: name, kind }];
  });
  const named = new Set(
    objects.filter(({ planned }) => planned.kind === 'Service').map(({ planned }) => planned.name),
  );
  const reachable = services.filter(({ deployment }) => named.has(deployment)).map(({ name }) => name);
  return { number, services, objects, targets, reachable };
}

/** `wave 1`, or what goes before all of them. */
export function waveName({ number }: Wave): string {
  return number === 0 ? 'what the services share' : `wave ${String(number)}`;
}

/** Whom the wave is about, by name. */
export function namesIn({ number, services, objects }: Wave): readonly string[] {
  return number === 0 ? objects.map(({ title }) => title) : services.map(({ name }) => name);
}
