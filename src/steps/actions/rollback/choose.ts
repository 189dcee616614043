import type { Target } from '../../checks/targets.ts';
import type { Revision, ServiceHistory } from './history.ts';

/** Where a service is to go back to: what the snapshot recorded, or a revision by its number. */
export type Choice = 'recorded' | number;

/** The choices by service, or in a sentence what can't be read. */
export type Choices =
  | { readonly ok: true; of(service: string): Choice }
  | { readonly ok: false; readonly why: string };

/**
 * Reads `recorded`, or `analytics=3, reporting=recorded`: services that are not named go back to what was recorded.
 * A number alone is refused, since each service counts its own revisions.
 */
export function readChoices(written: string, targets: readonly Target[]): Choices {
  const chosen = new Map<string, Choice>();
  for (const part of written
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)) {
    if (part === 'recorded') continue;
    const [, name = '', revision = ''] = /^([^=\s]+)\s*=\s*(recorded|[1-9]\d*)$/.exec(part) ?? [];
    const target = targets.find(({ service, deployment }) => service === name || deployment === name);
    if (name === '') return { ok: false, why: `“${part}” is not written as SERVICE=REVISION` };
    if (target === undefined) return { ok: false, why: `${name} is none of the services that go back` };
    if (chosen.has(target.service)) return { ok: false, why: `${target.service} is named twice` };
    chosen.set(target.service, revision === 'recorded' ? 'recorded' : Number(revision));
  }
  return { ok: true, of: (service) => chosen.get(service) ?? 'recorded' };
}

/** What is to be done for one service. */
export type Aim =
  | { readonly kind: 'go'; readonly history: ServiceHistory; readonly revision: Revision }
  /** It has that template already. */
  | { readonly kind: 'there'; readonly history: ServiceHistory; readonly revision: Revision }
  | {
      readonly kind: 'refused';
      readonly history: ServiceHistory;
      readonly why: string;
      readonly next: string;
    };

/** Finds the revision that was chosen, and refuses the ones that nobody may go back to. */
export function aimOf(history: ServiceHistory, choice: Choice): Aim {
  const refused = (why: string, next: string): Aim => ({ kind: 'refused', history, why, next });
  const { deployment, revisions, recorded } = history;
  if (history.live === undefined)
    return refused(`there is no Deployment ${deployment}`, 'Restore it from the snapshot');
  if (history.paused) {
    const resume = `kubectl rollout resume deployment/${deployment}`;
    return refused(
      'its rollout is paused, so that nothing would happen',
      `Resume it (${resume}), then run the step again`,
    );
  }
  const revision =
    choice === 'recorded'
      ? revisions.find(({ standing }) => standing === 'recorded')
      : revisions.find((one) => one.number === choice || one.earlier.includes(choice));
  if (revision === undefined) return refused(notKept(choice, recorded), kept(revisions));
  if (revision.standing === 'failed') {
    return refused(`no pod of revision ${revision.number} is available: it failed`, kept(revisions));
  }
  if (revision.standing === 'newer') {
    return refused(`revision ${revision.number} came with the release that is rolled back`, kept(revisions));
  }
  return { kind: revision.number === history.current ? 'there' : 'go', history, revision };
}

function notKept(choice: Choice, recorded: number | undefined): string {
  if (choice !== 'recorded') return `revision ${choice} is not kept`;
  return recorded === undefined
    ? 'no saved state says which revision ran'
    : `what ran as revision ${recorded} is not kept any more (revisionHistoryLimit)`;
}

function kept(revisions: readonly Revision[]): string {
  const possible = revisions.filter(({ standing }) => standing !== 'failed' && standing !== 'newer');
  if (possible.length === 0) return 'Restore the saved state instead';
  return `Choose one of ${possible.map((one) => one.number).join(', ')}, or restore the saved state`;
}
