import { autoscalingMessages } from './messages/autoscaling.ts';
import { clusterMessages } from './messages/cluster.ts';
import { metaMessages } from './messages/meta.ts';
import { networkMessages } from './messages/network.ts';
import { podsMessages } from './messages/pods.ts';
import { volumesMessages } from './messages/volumes.ts';
import { workloadsMessages } from './messages/workloads.ts';

/** One field of a message, and how it appears in JSON. */
export interface MessageField {
  readonly number: number;
  readonly name: string;
  readonly shape: 'one' | 'list' | 'map' | 'inline';
  /** `string`, `int`, `bool`, `bytes`, a type with a JSON form of its own such as `Time`, or the name of a message. */
  readonly type: string;
  /** When JSON has it: where it is not empty, where it was sent even if empty (a Go pointer), or always. */
  readonly when: 'filled' | 'sent' | 'always';
}

/**
 * The messages of the API by name. The table is written as `Message: number name type, …`: the numbers and names of
 * the protobuf and json tags in k8s.io/api v0.32. `[]` is a list, `{}` a map from texts, `...` a message whose fields are
 * the parent's own; `?` is a pointer in Go, `!` a field without omitempty.
 */
export function messageNamed(name: string): readonly MessageField[] | undefined {
  table ??= readTable();
  return table.get(name);
}

/** The name of the message that an object of a kind is sent as. */
export function messageNameOf(apiVersion: string, kind: string): string {
  if (kind !== 'HorizontalPodAutoscaler') return kind;
  return apiVersion === 'autoscaling/v1' ? 'V1HorizontalPodAutoscaler' : 'V2HorizontalPodAutoscaler';
}

let table: ReadonlyMap<string, readonly MessageField[]> | undefined;

function readTable(): ReadonlyMap<string, readonly MessageField[]> {
  const all = [
    metaMessages,
    clusterMessages,
    podsMessages,
    volumesMessages,
    workloadsMessages,
    networkMessages,
    autoscalingMessages,
  ];
  return new Map(all.flatMap((text) => text.trim().split(/\n(?=\S)/)).map(readMessage));
}

function readMessage(text: string): readonly [string, readonly MessageField[]] {
  const [name = '', fields = ''] = text.split(/:\s+/);
  return [name, fields.split(/,\s+/).map(readField)];
}

function readField(text: string): MessageField {
  const [number = '', name = '', written = ''] = text.split(/\s+/);
  const [, prefix = '', type = '', mark = ''] = /^(\[\]|\{\})?(\w+)([?!])?$/.exec(written) ?? [];
  return { number: Number(number), name, shape: shapeOf(name, prefix), type, when: whenOf(mark) };
}

function shapeOf(name: string, prefix: string): MessageField['shape'] {
  if (name === '...') return 'inline';
  if (prefix === '[]') return 'list';
  return prefix === '{}' ? 'map' : 'one';
}

function whenOf(mark: string): MessageField['when'] {
  if (mark === '?') return 'sent';
  return mark === '!' ? 'always' : 'filled';
}
