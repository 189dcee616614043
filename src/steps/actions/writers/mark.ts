import { field, number, text } from '../../manifest/json.ts';
import { nameOf } from '../../manifest/strip.ts';
import type { Manifest } from '../../ports/cluster.ts';

/**
 * What is written on an object that is stopped: how it was before. It stands on the object itself, so that whoever
 * goes on, on whatever machine, can put it back, even if the session that stopped it is gone.
 */
export const marks = {
  replicas: 'teei-runbook/replicas-before',
  suspend: 'teei-runbook/suspend-before',
} as const;

/** The marks that an object carries. */
export function marksOf(object: Manifest): Readonly<Record<string, string>> {
  const found = Object.values(marks).map((mark) => [mark, markOf(object, mark)] as const);
  return Object.fromEntries(found.flatMap(([mark, value]) => (value === undefined ? [] : [[mark, value]])));
}

/** Something that writes to the database, with how it was before it was stopped. */
export type Writer =
  | { readonly kind: 'Deployment'; readonly name: string; readonly replicas: number }
  | { readonly kind: 'CronJob'; readonly name: string; readonly suspended: boolean };

/** How to stop or start one object: what it was before, and the patch, where one is needed. */
export interface Turn {
  readonly writer: Writer;
  /** A JSON merge patch for this very version of the object. Undefined: it is so already. */
  readonly patch: Manifest | undefined;
}

/**
 * Scales a Deployment to zero and writes on it how many pods it had. A mark that is there already is of a stop that
 * was interrupted: it stays, whatever the count is now.
 */
export function stopDeployment(object: Manifest): Turn {
  const wanted = number(field(object, 'spec', 'replicas')) ?? 1;
  const marked = count(markOf(object, marks.replicas));
  const writer: Writer = { kind: 'Deployment', name: nameOf(object), replicas: marked ?? wanted };
  if (marked !== undefined && wanted === 0) return { writer, patch: undefined };
  return { writer, patch: patchOf(object, marks.replicas, String(writer.replicas), { replicas: 0 }) };
}

/** Suspends a CronJob and writes on it whether it was suspended before. */
export function stopCronJob(object: Manifest): Turn {
  const now = field(object, 'spec', 'suspend') === true;
  const marked = flag(markOf(object, marks.suspend));
  const writer: Writer = { kind: 'CronJob', name: nameOf(object), suspended: marked ?? now };
  if (marked !== undefined && now) return { writer, patch: undefined };
  return { writer, patch: patchOf(object, marks.suspend, String(writer.suspended), { suspend: true }) };
}

/** Gives a stopped Deployment its pods again. Undefined: it carries no mark. */
export function startDeployment(object: Manifest): Turn | undefined {
  const replicas = count(markOf(object, marks.replicas));
  if (replicas === undefined) return undefined;
  const writer: Writer = { kind: 'Deployment', name: nameOf(object), replicas };
  return { writer, patch: patchOf(object, marks.replicas, null, { replicas }) };
}

/** Resumes a CronJob that was not suspended before. Undefined: it carries no mark. */
export function startCronJob(object: Manifest): Turn | undefined {
  const suspend = flag(markOf(object, marks.suspend));
  if (suspend === undefined) return undefined;
  const writer: Writer = { kind: 'CronJob', name: nameOf(object), suspended: suspend };
  return { writer, patch: patchOf(object, marks.suspend, null, { suspend }) };
}

/** True where the object is as the writer was before it was stopped. */
export function isAsBefore(object: Manifest | undefined, writer: Writer): boolean {
  switch (writer.kind) {
    case 'Deployment':
      return (number(field(object, 'spec', 'replicas')) ?? 1) === writer.replicas && object !== undefined;
    case 'CronJob':
      return (field(object, 'spec', 'suspend') === true) === writer.suspended && object !== undefined;
  }
}

/** `3 pods`, `runs on its schedule`. */
export function beforeText(writer: Writer): string {
  switch (writer.kind) {
    case 'Deployment':
      return writer.replicas === 1 ? '1 pod' : `${String(writer.replicas)} pods`;
    case 'CronJob':
      return writer.suspended ? 'suspended before already' : 'runs on its schedule';
  }
}

function patchOf(object: Manifest, mark: string, value: string | null, spec: Manifest): Manifest {
  const resourceVersion = field(object, 'metadata', 'resourceVersion');
  return { metadata: { resourceVersion, annotations: { [mark]: value } }, spec };
}

function markOf(object: Manifest, mark: string): string | undefined {
  return text(field(object, 'metadata', 'annotations', mark));
}

function count(mark: string | undefined): number | undefined {
  return mark !== undefined && /^\d{1,6}$/.test(mark) ? Number(mark) : undefined;
}

function flag(mark: string | undefined): boolean | undefined {
  return mark === 'true' || mark === 'false' ? mark === 'true' : undefined;
}
