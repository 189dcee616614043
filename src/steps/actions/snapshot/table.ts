import { formatDuration } from '../../../runbook/values/duration.ts';
import type { DeploymentImages } from '../../manifest/image-table.ts';
import { field, items, number, record, text } from '../../manifest/json.ts';
import { titleOf } from '../../manifest/strip.ts';
import type { Manifest } from '../../ports/cluster.ts';
import { textTable } from '../../text-table.ts';

/**
 * What a snapshot holds, for people: a row for each container, then a line for each Service, autoscaler and CronJob.
 * `now` in milliseconds since 1970, by which the ages are told; `digest` is how a digest is written.
 */
export function snapshotTable(
  images: readonly DeploymentImages[],
  others: readonly Manifest[],
  now: number,
  digest: (digest: string) => string = (whole) => whole,
): readonly string[] {
  const rows = images.flatMap((row) =>
    row.containers.map((one, index) => [
      index === 0 ? row.deployment : '',
      one.container,
      one.image,
      one.digests.map((each) => digest(each)).join(' ') || '-',
      index === 0 ? String(row.replicas) : '',
      index === 0 ? (row.revision ?? '-') : '',
      index === 0 ? ageOf(row.since, now) : '',
    ]),
  );
  const head = ['DEPLOYMENT', 'CONTAINER', 'IMAGE', 'DIGEST', 'PODS', 'REVISION', 'AGE'];
  return [...textTable(head, rows), ...(others.length === 0 ? [] : ['', ...others.map(lineOf)])];
}

/** The first hex digits of a digest: enough to tell two apart by eye. */
export function shortDigest(digest: string): string {
  return digest.replace(/^.*@/, '').slice(0, 19);
}

function lineOf(object: Manifest): string {
  return `${titleOf(object)}${aboutOf(object)}`;
}

function aboutOf(object: Manifest): string {
  const spec = field(object, 'spec');
  switch (object['kind']) {
    case 'Service': {
      const ports = items(field(spec, 'ports')).map((port) => String(number(field(port, 'port')) ?? '?'));
      return `: ${text(field(spec, 'type')) ?? 'ClusterIP'}, port ${ports.join(', ') || 'none'}`;
    }
    case 'HorizontalPodAutoscaler': {
      const target = text(field(spec, 'scaleTargetRef', 'name')) ?? '?';
      const least = number(field(spec, 'minReplicas')) ?? 1;
      return `: ${String(least)} to ${String(number(field(spec, 'maxReplicas')) ?? '?')} pods of ${target}`;
    }
    case 'CronJob': {
      const suspended = field(spec, 'suspend') === true ? ', suspended' : '';
      return `: ${text(field(spec, 'schedule')) ?? 'no schedule'}${suspended}`;
    }
    case 'ConfigMap':
      return `: ${String(Object.keys(record(field(object, 'data'))).length)} keys`;
    default:
      return '';
  }
}

/** How old something is, to its largest unit; `-` where nobody knows. */
export function ageOf(since: string | undefined, now: number): string {
  if (since === undefined) return '-';
  const age = formatDuration(Math.max(0, Math.floor((now - Date.parse(since)) / 1000) * 1000));
  return /^\d+[a-z]+/.exec(age)?.[0] ?? '-';
}
