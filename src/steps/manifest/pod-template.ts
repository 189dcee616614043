import type { Manifest } from '../ports/cluster.ts';
import { field, record, text } from './json.ts';
import { titleOf } from './strip.ts';

/** Where each kind keeps the template of its pods. */
const templates: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** What the pods of a workload are made of. */
export interface PodTemplate {
  /** `Deployment teei-api-gateway`. */
  readonly workload: string;
  readonly object: Manifest;
  readonly labels: Readonly<Record<string, unknown>>;
  /** The pod’s spec. */
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The template of a workload’s pods, or undefined for an object that makes none. */
export function podTemplateOf(object: Manifest): PodTemplate | undefined {
  const template = rawTemplateOf(object);
  if (template === undefined) return undefined;
  return {
    workload: titleOf(object),
    object,
    labels: record(field(template, 'metadata', 'labels')),
    spec: record(field(template, 'spec')),
  };
}

/** The same as it stands in an object of which nothing is known. */
export function rawTemplateOf(object: unknown): unknown {
  const kind = text(field(object, 'kind')) ?? '';
  const path = Object.hasOwn(templates, kind) ? templates[kind] : undefined;
  return path === undefined ? undefined : field(object, ...path);
}
