import { field, number, text } from '../../../steps/manifest/json.ts';
import type { Job } from '../../../steps/ports/cluster.ts';
import { conditionsOf, meta } from './common.ts';

export function readJob(object: unknown): Job {
  return {
    name: meta(object, 'name'),
    uid: meta(object, 'uid'),
    active: number(field(object, 'status', 'active')) ?? 0,
    succeeded: number(field(object, 'status', 'succeeded')) ?? 0,
    failed: number(field(object, 'status', 'failed')) ?? 0,
    conditions: conditionsOf(object),
    createdAt: text(field(object, 'metadata', 'creationTimestamp')),
  };
}
