import { field, number, text } from '../../../steps/manifest/json.ts';
import type { ClusterEvent } from '../../../steps/ports/cluster.ts';
import { ownerOf } from './common.ts';

export function readEvent(object: unknown): ClusterEvent {
  return {
    type: text(field(object, 'type')) ?? '',
    reason: text(field(object, 'reason')) ?? '',
    message: text(field(object, 'message')) ?? '',
    object: ownerOf(field(object, 'involvedObject')),
    count: number(field(object, 'series', 'count')) ?? number(field(object, 'count')) ?? 1,
    // lastTimestamp is null for events of the newer API, and the other two for those of the older one.
    at:
      text(field(object, 'series', 'lastObservedTime')) ??
      text(field(object, 'eventTime')) ??
      text(field(object, 'lastTimestamp')),
  };
}
