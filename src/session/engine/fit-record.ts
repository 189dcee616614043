import type { EventOf } from '../events.ts';
import { maxRecordBytes } from '../log/limits.ts';

type Finished = EventOf<'step.finished'>;
type Evidence = Finished['evidence'][number];

/** Room for the frame around an event. */
const roomForFrame = 4096;
const maxText = 2000;
const maxDetails = 20;

/**
 * Cuts what is too long for a record: long texts, further lines, and at last the evidence that passed.
 * The whole of it is in the attempt's output and files.
 */
export function fitFinished(event: Finished): Finished {
  const cut = { ...event, summary: clip(event.summary), evidence: event.evidence.map(cutEvidence) };
  if (fits(cut)) return cut;
  const bare = { ...cut, evidence: cut.evidence.map(withoutDetails) };
  if (fits(bare)) return bare;
  const told = { ...bare, evidence: bare.evidence.filter(({ result }) => result !== 'pass').slice(0, 16) };
  return fits(told)
    ? told
    : { ...told, evidence: told.evidence.slice(0, 4), files: told.files.slice(0, 100) };
}

function fits(event: Finished): boolean {
  return Buffer.byteLength(JSON.stringify(event)) < maxRecordBytes - roomForFrame;
}

function cutEvidence(evidence: Evidence): Evidence {
  return {
    ...evidence,
    what: clip(evidence.what),
    expected: clip(evidence.expected),
    observed: clip(evidence.observed),
    ...(evidence.details === undefined ? {} : { details: evidence.details.slice(-maxDetails).map(clip) }),
  };
}

function withoutDetails({ details: _details, ...rest }: Evidence): Evidence {
  return rest;
}

function clip(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText - 1)}…`;
}
