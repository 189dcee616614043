import { isWarning } from '../../checks/pods/pod-events.ts';
import type { Evidence } from '../../outcome.ts';
import type { ServiceRollout } from '../../checks/pods/rollout.ts';
import type { ClusterEvent, NodeHealth } from '../../ports/cluster.ts';
import type { KeptFile } from './collection.ts';
import { eventLine, sortedEvents } from './pods.ts';

/** Warnings that the page itself shows. */
const warningsShown = 20;

export interface Page {
  readonly namespace: string;
  /** ISO times. */
  readonly takenAt: string;
  readonly changedAt: string | undefined;
  readonly rollouts: readonly ServiceRollout[];
  readonly diagnosis: readonly Evidence[];
  readonly nodes: readonly NodeHealth[] | undefined;
  readonly events: readonly ClusterEvent[];
  readonly files: readonly KeptFile[];
  readonly gaps: readonly string[];
}

/** The page that a person reads first, as Markdown. */
export function indexPage(page: Page): string {
  const changed =
    page.changedAt === undefined ? '' : ` The session last changed something at ${page.changedAt}.`;
  return [
    `# Evidence from ${page.namespace}`,
    `Kept at ${page.takenAt}.${changed}`,
    ...section('What is wrong', wrongLines(page.diagnosis)),
    ...section('Services', serviceLines(page.rollouts)),
    ...section('Nodes', nodeLines(page.nodes ?? [])),
    ...section('Latest warnings', warningLines(page.events)),
    ...section(
      'Files',
      page.files.toSorted(byPath).map(({ path, about }) => `- [${path}](${path}): ${about}`),
    ),
    ...section(
      'What could not be kept',
      page.gaps.map((gap) => `- ${gap}`),
    ),
    '',
  ].join('\n\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
}

function byPath(one: KeptFile, other: KeptFile): number {
  return one.path < other.path ? -1 : 1;
}

/** The diagnosis in plain text. */
function wrongLines(diagnosis: readonly Evidence[]): readonly string[] {
  return diagnosis.flatMap(({ what, where, observed, expected, since, next, details }) => [
    `- **${what}**${where === undefined ? '' : ` (${where})`}: ${observed}`,
    `  expected: ${expected}${since === undefined ? '' : `; since ${since}`}`,
    ...(next === undefined ? [] : [`  next: ${next}`]),
    ...(details ?? []).map((line) => `      ${line}`),
  ]);
}

function serviceLines(rollouts: readonly ServiceRollout[]): readonly string[] {
  if (rollouts.length === 0) return [];
  return [
    '| service | ready | revision | state |',
    '| --- | --- | --- | --- |',
    ...rollouts.map(
      ({ service, rollout: { ready, desired, revision, message } }) =>
        `| ${service} | ${String(ready)} of ${String(desired)} | ${revision ?? '-'} | ${message.replaceAll('|', '\\|')} |`,
    ),
  ];
}

function nodeLines(nodes: readonly NodeHealth[]): readonly string[] {
  return nodes.map(({ name, ready, unschedulable, troubles, since }) => {
    const state = `${ready ? 'ready' : 'not ready'} since ${since ?? '?'}${unschedulable ? ', cordoned' : ''}`;
    return `- ${name}: ${state}${troubles.map(({ type, message }) => `; ${type}: ${message}`).join('')}`;
  });
}

function warningLines(events: readonly ClusterEvent[]): readonly string[] {
  const warnings = sortedEvents(events.filter(isWarning)).slice(-warningsShown);
  return warnings.map((event) => `- ${eventLine(event)}`);
}
