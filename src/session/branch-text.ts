import type { EventOf } from './events.ts';

/** A branch that was entered, and for whom: `rollback`, or `rollback for analytics, reporting only`. */
export function branchText({ branch, params = {} }: EventOf<'branch.entered'>): string {
  const only = params['only'];
  return typeof only === 'string' && only !== ''
    ? `${branch} for ${only.split(',').join(', ')} only`
    : branch;
}
