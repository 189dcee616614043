import { field, number } from '../../../steps/manifest/json.ts';
import type { Job } from '../../../steps/ports/cluster.ts';
import { conditionsOf, identityOf } from './common.ts';

export function readJob(object: unknown): Job {
  return {
    ...identityOf(object),
    active: number(field(object, 'status', 'active')) ?? 0,
    succeeded: number(field(object, 'status', 'succeeded')) ?? 0,
    failed: number(field(object, 'status', 'failed')) ?? 0,
    conditions: conditionsOf(object),
  };
}
