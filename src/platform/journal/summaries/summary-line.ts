import type { SessionSummary } from '../../../session/log/session-summary.ts';
import type { Phase } from '../../../session/state.ts';
import type { ListedSession } from './read-summary.ts';

/** A session as it was summarized, and the look that its log had then. */
export interface KeptSummary {
  /** Changes whenever the log does. */
  readonly stamp: string;
  readonly session: ListedSession;
}

/*
 * A line of the index is an array of texts: ten thousand of them are checked in a few milliseconds, which a schema
 * takes the time of a whole start for.
 */

/** A line of the index, without its LF. */
export function writeSummaryLine({ stamp, session }: KeptSummary): string {
  const head = [session.id, stamp, session.state, String(session.bytes)];
  switch (session.state) {
    case 'not begun':
      return JSON.stringify(head);
    case 'damaged':
      return JSON.stringify([...head, session.message]);
    case 'begun':
      return JSON.stringify([...head, ...cellsOf(session.summary)]);
  }
}

function cellsOf(summary: SessionSummary): readonly string[] {
  const { phase, environment, cluster, signoffs } = summary;
  return [
    summary.runbook,
    environment.name,
    environment.production ? 'production' : '',
    environment.namespace,
    cluster?.context ?? '',
    cluster?.server ?? '',
    summary.rehearsal ?? '',
    String(summary.pace ?? ''),
    summary.mode,
    summary.startedAt,
    summary.lastAt,
    String(signoffs.unsigned),
    String(signoffs.all),
    phase.phase === 'ended' ? phase.outcome : phase.phase,
    phase.phase === 'open' ? '' : (phase.reason ?? ''),
    ...summary.actors,
  ];
}

/** Reads such a line. Undefined: it is none, and the log has to be read again. */
export function readSummaryLine(line: string): KeptSummary | undefined {
  const [id, stamp, state, size, ...cells] = textsOf(line);
  if (id === undefined || stamp === undefined) return undefined;
  const bytes = Number(size);
  switch (state) {
    case 'not begun':
      return { stamp, session: { id, state, bytes } };
    case 'damaged':
      return { stamp, session: { id, state, bytes, message: cells[0] ?? '' } };
    case 'begun': {
      const summary = summaryOf(id, cells);
      return summary && { stamp, session: { id, state, bytes, summary } };
    }
    default:
      return undefined;
  }
}

function textsOf(line: string): readonly string[] {
  try {
    const json: unknown = JSON.parse(line);
    return isTexts(json) ? json : [];
  } catch {
    return [];
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

const cellsBeforeActors = 15;

function summaryOf(id: string, cells: readonly string[]): SessionSummary | undefined {
  const at = (index: number): string => cells[index] ?? '';
  const mode = at(8);
  const phase = phaseOf(at(13), at(14));
  if (phase === undefined || (mode !== 'attended' && mode !== 'unattended')) return undefined;
  return {
    id,
    runbook: at(0),
    phase,
    environment: { name: at(1), production: at(2) !== '', namespace: at(3) },
    ...(at(5) === '' ? {} : { cluster: { context: at(4), server: at(5) } }),
    ...(at(6) === '' ? {} : { rehearsal: at(6) }),
    ...(at(7) === '' ? {} : { pace: Number(at(7)) }),
    mode,
    startedAt: at(9),
    lastAt: at(10),
    actors: cells.slice(cellsBeforeActors),
    signoffs: { unsigned: Number(at(11)), all: Number(at(12)) },
  };
}

function phaseOf(word: string, reason: string): Phase | undefined {
  switch (word) {
    case 'open':
      return { phase: 'open' };
    case 'paused':
      return { phase: 'paused', reason };
    case 'completed':
    case 'failed':
    case 'rolled-back':
    case 'aborted':
      return { phase: 'ended', outcome: word, ...(reason === '' ? {} : { reason }) };
    default:
      return undefined;
  }
}
