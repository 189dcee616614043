import type { PlannedStep } from '../../../../session/plan.ts';
import { visibleText } from '../../../../problem/visible-text.ts';
import { type Span, span } from '../../../text/line.ts';
import { effectOf } from '../danger.ts';
import type { SessionReader } from '../session-reader.ts';

/** What has to be known of a step at a glance, in words: what it changes, whom it needs. */
export function tagsOf(reader: SessionReader, planned: PlannedStep): readonly Span[] {
  const { options, config } = planned.step;
  const role = config['role'];
  const roles = Array.isArray(role) ? role.filter((each) => typeof each === 'string').join(' or ') : role;
  return [
    ...changeTag(reader, planned),
    ...(options.confirm ? [span('[confirm]', 'warning')] : []),
    ...(typeof roles === 'string' ? [span(`[role: ${visibleText(roles)}]`, 'accent')] : []),
    ...(options.required ? [span('[required]', 'strong')] : []),
    ...(options.auto === true ? [span('[by itself]', 'accent')] : []),
    ...(config['interactive'] === true ? [span('[interactive]', 'accent')] : []),
  ];
}

/** What it changes, where it changes anything. */
export function changeTag(reader: SessionReader, planned: PlannedStep): readonly Span[] {
  if (effectOf(reader, planned) !== 'change') return [];
  const { environment, rehearsal } = reader.state;
  if (rehearsal !== undefined) return [span('[CHANGES a rehearsal]', 'rehearsal')];
  return [
    span(`[CHANGES ${visibleText(environment.name)}]`, environment.production ? 'production' : 'warning'),
  ];
}
