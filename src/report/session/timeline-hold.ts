import type { SessionEvent } from '../../session/events.ts';
import type { Told } from './timeline-entry.ts';

type HoldEvent = Extract<SessionEvent, { readonly type: `hold.${string}` }>;

/** What became of something that the session holds. What is only announced is left out: its outcome follows. */
export function tellHold(event: HoldEvent): Told | undefined {
  switch (event.type) {
    case 'hold.lost': {
      const details = [{ label: 'next', text: event.next }];
      return { text: `lost the ${event.hold}: ${event.observed}`, tone: 'bad', details };
    }
    case 'hold.kept':
      return { text: `holds the ${event.hold}: ${event.observed}`, tone: 'good' };
    case 'hold.released': {
      const tone = event.result === 'failed' ? 'bad' : 'plain';
      const details = event.next === undefined ? [] : [{ label: 'next', text: event.next }];
      return { text: `${releaseWords[event.result]} the ${event.hold}: ${event.observed}`, tone, details };
    }
    case 'hold.retaking':
    case 'hold.releasing':
      return undefined;
  }
}

const releaseWords = {
  released: 'gave up',
  'not-held': 'did not hold',
  failed: 'could not give up',
} as const;
