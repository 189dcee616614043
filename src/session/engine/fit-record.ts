import type { EventOf } from '../events.ts';
import { maxRecordBytes } from '../log/limits.ts';

type Finished = EventOf<'step.finished'>;
type Evidence = Finished['evidence'][number];

/** Room for the frame around an event. */
const roomForFrame = 4096;
const room = maxRecordBytes - roomForFrame;

interface Limits {
  /** Bytes of one text, as JSON. */
  readonly text: number;
  /** Lines of details of one evidence; the last ones are kept. */
  readonly details: number;
  readonly evidence: number;
  /** Evidence that passed goes first. */
  readonly passes: boolean;
}

const steps: readonly Limits[] = [
  { text: 2000, details: 20, evidence: Number.POSITIVE_INFINITY, passes: true },
  { text: 2000, details: 0, evidence: Number.POSITIVE_INFINITY, passes: true },
  { text: 1000, details: 0, evidence: 16, passes: false },
  { text: 500, details: 0, evidence: 4, passes: false },
];

/**
 * Cuts what is too long for a record: long texts, further lines, evidence that passed, and at last files.
 * The whole of it is in the attempt's output and folder.
 */
export function fitFinished(event: Finished): Finished {
  for (const limits of steps) {
    const cut = cutTo(event, limits);
    if (bytesOf(cut) < room) return cut;
  }
  return cutFiles(cutTo(event, { text: 500, details: 0, evidence: 3, passes: false }));
}

function cutTo(event: Finished, { text, details, evidence, passes }: Limits): Finished {
  const kept = event.evidence.filter(({ result }) => passes || result !== 'pass').slice(0, evidence);
  return {
    ...event,
    summary: clip(event.summary, text),
    evidence: kept.map((each) => cutEvidence(each, text, details)),
    ...(event.recording === undefined ? {} : { recording: cutTexts(event.recording, text) }),
    ...(event.problem === undefined ? {} : { problem: cutTexts(event.problem, text) }),
  };
}

/** Keeps the files that fit, and says that there were more. */
function cutFiles(event: Finished): Finished {
  const said: Evidence = {
    check: 'log',
    result: 'inconclusive',
    what: 'files of the step in the log',
    expected: `all ${event.files.length}`,
    observed: 'those that one record has room for',
  };
  const told = { ...event, evidence: [...event.evidence, said] };
  let left = room - bytesOf({ ...told, files: [] });
  const files: Finished['files'] = [];
  for (const file of event.files) {
    left -= bytesOf(file) + 1;
    if (left <= 0) break;
    files.push(file);
  }
  return { ...told, files };
}

function cutEvidence({ details, ...texts }: Evidence, most: number, lines: number): Evidence {
  const cut = cutTexts(texts, most);
  if (details === undefined || lines === 0) return cut;
  return { ...cut, details: details.slice(-lines).map((line) => clip(line, most)) };
}

function cutTexts<T extends Readonly<Record<string, string | undefined>>>(texts: T, most: number): T {
  const cut = { ...texts };
  for (const [key, text] of Object.entries(texts)) {
    if (text !== undefined) Object.assign(cut, { [key]: clip(text, most) });
  }
  return cut;
}

function clip(text: string, most: number): string {
  if (bytesOf(text) <= most) return text;
  let bytes = bytesOf('…');
  let kept = '';
  for (const character of text) {
    bytes += bytesOf(character) - 2;
    if (bytes > most) break;
    kept += character;
  }
  return `${kept}…`;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
