import type { z } from 'zod';
import type { PreviewContext } from '../../context.ts';
import { askedServices, type servicesSchema } from '../../manifest/asked-services.ts';
import { field, items, number, text } from '../../manifest/json.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';

/** A service that is asked through the API server. */
export interface ServiceTarget {
  readonly service: string;
  /** Name of its Service in the cluster. */
  readonly name: string;
  readonly path: string;
  /** The port that its pods listen on, as platform.yaml says it. */
  readonly listensOn: number | undefined;
}

/** The services that are asked for; of a name that the inventory doesn't know, the Service of that name. */
export function serviceTargets(
  asked: z.infer<typeof servicesSchema>,
  path: string | undefined,
  context: PreviewContext,
): readonly ServiceTarget[] {
  const { services, unknown } = askedServices(asked, context);
  return [
    ...services.map(({ name, deployment, health, port }) => ({
      service: name,
      name: deployment,
      path: path ?? health,
      listensOn: port,
    })),
    ...[...new Set(unknown)].map((name) => ({
      service: name,
      name,
      path: path ?? '/health',
      listensOn: undefined,
    })),
  ];
}

/** The port of every Service of the namespace by its name: the one that leads to where the pods listen, else its first. */
export async function servicePorts(
  cluster: Cluster,
  targets: readonly ServiceTarget[],
): Promise<ReadonlyMap<string, number>> {
  const found = (await cluster.list({ kind: 'Service', apiVersions: ['v1'] })) ?? [];
  return new Map(
    targets.flatMap(({ name, listensOn }) => {
      const port = portOf(
        found.find((one) => field(one, 'metadata', 'name') === name),
        listensOn,
      );
      return port === undefined ? [] : [[name, port] as const];
    }),
  );
}

function portOf(service: Manifest | undefined, listensOn: number | undefined): number | undefined {
  const ports = items(field(service, 'spec', 'ports'));
  const chosen =
    ports.find((port) => listensOn !== undefined && field(port, 'targetPort') === listensOn) ??
    ports.find((port) => text(field(port, 'name')) === 'http') ??
    ports[0];
  return number(field(chosen, 'port'));
}
