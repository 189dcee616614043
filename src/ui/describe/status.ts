import type { StepState } from '../../session/state.ts';
import type { Tone } from '../text/line.ts';

/** Where a step stands, in a word or two. */
export function statusWord({ status }: StepState): string {
  switch (status.status) {
    case 'pending':
      return 'to do';
    case 'running':
      return 'running';
    case 'interrupted':
      return 'interrupted';
    case 'looked':
      return 'looked';
    case 'inconclusive':
      return 'inconclusive';
    case 'failed':
      return 'FAILED';
    case 'passed':
      return status.by === 'person' ? 'said done' : 'passed';
    case 'signed':
      return status.signed ? 'signed' : 'unsigned';
    case 'answered':
      return 'answered';
    case 'skipped':
      return 'skipped';
    case 'continued':
      return 'FAILED, on';
  }
}

/** Says who entered an unsigned sign-off, where it is not the person that it names. */
export function enteredByOther(name: string, enteredBy: string): string {
  return name === enteredBy ? '' : `, entered by ${enteredBy}`;
}

/** What there is to say of it: who signed, why it was skipped, what came of it. Empty: nothing. */
export function statusDetail({ status, signoffs }: StepState): string {
  switch (status.status) {
    case 'signed':
      return `by ${status.by}${status.signed ? '' : enteredByOther(status.by, status.enteredBy)}`;
    case 'skipped':
      return status.reason;
    case 'continued':
      // Where nobody decided it, what failed says more than that the runbook goes on.
      return status.cause === 'annotation' && status.summary !== '' ? status.summary : status.reason;
    case 'failed':
    case 'inconclusive':
    case 'passed':
    case 'answered':
    case 'looked':
      return status.summary;
    case 'pending':
      return approvedSoFar(signoffs);
    case 'running':
    case 'interrupted':
      return '';
  }
}

/** Of an approval that wants more than one person. */
function approvedSoFar(signoffs: StepState['signoffs']): string {
  const names = signoffs.filter(({ decision }) => decision === 'yes').map(({ name }) => name);
  return names.length === 0 ? '' : `approved by ${names.join(' and ')}, more are wanted`;
}

/** A sign of one column for where a step stands, and what it means. It never stands without its word nearby. */
export function statusMark(
  { status }: StepState,
  current: boolean,
): { readonly mark: string; readonly tone: Tone } {
  switch (status.status) {
    case 'pending':
      return current ? { mark: '▸', tone: 'accent' } : { mark: '·', tone: 'dim' };
    case 'running':
    case 'looked':
      return { mark: '▸', tone: 'accent' };
    case 'interrupted':
      return { mark: '!', tone: 'warning' };
    case 'inconclusive':
      return { mark: '?', tone: 'warning' };
    case 'failed':
      return { mark: '✗', tone: 'bad' };
    case 'continued':
      return { mark: '✗', tone: 'warning' };
    case 'passed':
    case 'signed':
    case 'answered':
      return { mark: '✓', tone: 'good' };
    case 'skipped':
      return { mark: '-', tone: 'dim' };
  }
}
