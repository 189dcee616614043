import { visibleText } from '../../../problem/visible-text.ts';
import type { SessionState } from '../../../session/state.ts';
import { sessionTag, type SessionTag, targetOf } from '../../describe/target.ts';
import { type Line, span, type Tone } from '../../text/line.ts';

const tagTones = {
  PRODUCTION: 'production',
  REHEARSAL: 'rehearsal',
  'not production': 'good',
} as const satisfies Record<SessionTag, Tone>;

/**
 * The tag, the environment and the cluster. `short`: an environment that is called as its tag says is not
 * told twice.
 */
export function whereLine(
  state: Pick<SessionState, 'rehearsal' | 'pace' | 'environment' | 'cluster'>,
  { short }: { readonly short: boolean },
): Line {
  const tag = sessionTag(state);
  const { name } = state.environment;
  const told = short && state.cluster !== undefined && name.toUpperCase() === tag;
  const target = state.cluster === undefined ? '' : `  ${visibleText(targetOf(state))}`;
  return [
    span(` ${tag} `, tagTones[tag]),
    ...(state.pace === undefined || state.pace === 1
      ? []
      : [span(` time ×${String(state.pace)}`, 'rehearsal')]),
    ...(told ? [] : [span(` ${visibleText(name)}`, 'strong')]),
    ...(target === '' ? [] : [span(told ? target.slice(1) : target, 'strong')]),
  ];
}
