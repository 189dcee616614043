import type { HttpBehaviour } from '../kubernetes/kubelet/behaviour.ts';
import type { Traffic } from './traffic.ts';

/** One running container of a service, at the moment of a request. */
export interface Instance {
  /** As the inventory names it: `api-gateway`. */
  readonly service: string;
  readonly version: string;
  readonly behaviour: HttpBehaviour;
  /** What the kubelet found when it last asked. */
  readonly ready: boolean;
  readonly traffic: Traffic;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The service and the version of an image: `ghcr.io/owner/teei-api-gateway:v1.2.3` is `api-gateway`, `v1.2.3`. */
export function serviceOf(image: string): Pick<Instance, 'service' | 'version'> {
  const last = image.slice(image.lastIndexOf('/') + 1);
  const [, name = last, tag = 'latest'] = /^([^:@]+)(?::([^@]+))?(?:@.*)?$/.exec(last) ?? [];
  return { service: name.replace(/^teei-/, ''), version: tag };
}
