import { createHash } from 'node:crypto';
import type { EventOf } from '../events.ts';
import type { SessionRecord } from '../record.ts';
import { chainStart, extendChain, linkFault } from './chain.ts';
import { type Claim, claimsOf, operatorsOf } from './claims.ts';
import { failure, type Finding, notice } from './finding.ts';
import { readLine } from './log-line.ts';
import { mentionFindings, prefixFindings, type ReadCheckpoint } from './verify-checkpoints.ts';

/** A line of the log as it is handed in, in order. */
export interface LogLine {
  /** Its segment, below the session's folder. */
  readonly file: string;
  /** Counts from 1 in its file. */
  readonly line: number;
  /** With its LF. */
  readonly bytes: Uint8Array;
}

/** A sign-off and where it is. */
export interface PlacedSignoff {
  readonly place: string;
  readonly record: SessionRecord;
  readonly signoff: EventOf<'signoff'>;
}

/** What the lines said, once all were handed in. */
export interface LogFacts {
  readonly findings: readonly Finding[];
  readonly session: string | undefined;
  readonly events: number;
  /** SHA-256 of the last whole line. */
  readonly head: string;
  /** True when the last thing that happened in the session was its end. */
  readonly ended: boolean;
  /** True when the log ends in bytes that are no record. */
  readonly torn: boolean;
  /** By checkpoint number: how many records it vouches for, the one that only mentions it included. */
  readonly covered: ReadonlyMap<number, number>;
  readonly claims: readonly Claim[];
  readonly signoffs: readonly PlacedSignoff[];
}

/** Takes lines one by one and keeps only what later checks need. */
export interface LogVerifier {
  readonly take: (line: LogLine) => void;
  readonly facts: () => LogFacts;
}

/**
 * A verifier for one session's log: chain, numbers, form of every line, and each checkpoint at the place it
 * speaks of. It reads bytes as they are stored and never writes a record again to compare.
 */
export function createLogVerifier(checkpoints: readonly ReadCheckpoint[]): LogVerifier {
  const findings: Finding[] = [];
  const contents = createContents(checkpoints);
  const prefix = createPrefix(checkpoints);
  let session: string | undefined = checkpoints[0]?.checkpoint.session;
  let end = chainStart;
  let torn: Finding | undefined;

  function take(line: LogLine): void {
    const place = `${line.file}:${line.line}`;
    const reading = readLine(line.bytes);
    if (!reading.ok) {
      torn ??= failure('verify/bad-record', place, `This line is not a record: ${reading.fault}.`);
      prefix.skip(line);
      return;
    }
    if (torn !== undefined) findings.push(torn);
    torn = undefined;
    const { record } = reading;
    session ??= record.envelope.session;
    const fault = linkFault(end, record, session);
    if (fault !== undefined) findings.push(failure('verify/chain', place, `The chain is broken: ${fault}.`));
    end = extendChain({ ...end, seq: record.envelope.seq - 1 }, line.bytes);
    findings.push(...prefix.extend(line, end.head), ...contents.take(record, place));
  }

  function facts(): LogFacts {
    const last =
      torn === undefined
        ? []
        : [notice('verify/torn-tail', torn.place, `${torn.message} A crash leaves this.`)];
    return {
      findings: [...findings, ...prefix.beyond(), ...contents.selfApprovals(), ...last],
      session,
      events: prefix.count(),
      head: end.head,
      torn: torn !== undefined,
      ...contents.result(),
    };
  }

  return { take, facts };
}

/** Counts lines and bytes, and holds each checkpoint against the log as its place comes by. */
function createPrefix(checkpoints: readonly ReadCheckpoint[]) {
  const due = Map.groupBy(checkpoints, ({ checkpoint }) => checkpoint.events);
  let events = 0;
  let segment = { file: '', bytes: 0, hash: createHash('sha256') };

  function skip({ file, bytes }: LogLine): void {
    if (segment.file !== file) segment = { file, bytes: 0, hash: createHash('sha256') };
    segment.bytes += bytes.length;
    segment.hash.update(bytes);
  }

  return {
    skip,
    extend(line: LogLine, head: string): readonly Finding[] {
      skip(line);
      events += 1;
      const here = due.get(events) ?? [];
      if (here.length === 0) return [];
      const { file, bytes, hash } = segment;
      const prefix = { events, head, file, bytes, sha256: hash.copy().digest('hex') };
      return here.flatMap((checkpoint) => prefixFindings(checkpoint, prefix));
    },
    count: () => events,
    beyond: (): readonly Finding[] =>
      checkpoints
        .filter(({ checkpoint }) => checkpoint.events > events)
        .map(({ checkpoint, place }) =>
          failure(
            'verify/checkpoint-mismatch',
            place,
            `Records are missing: it covers ${checkpoint.events}, the log has ${events}.`,
          ),
        ),
  };
}

/** Gathers what records say, for the checks that need more than one of them. */
function createContents(checkpoints: readonly ReadCheckpoint[]) {
  const claims: Claim[] = [];
  const signoffs: PlacedSignoff[] = [];
  const operators = new Set<string>();
  const covered = new Map(checkpoints.map(({ number, checkpoint }) => [number, checkpoint.events]));
  let ended = false;

  return {
    take(record: SessionRecord, place: string): readonly Finding[] {
      const { event, envelope } = record;
      claims.push(...claimsOf(event, place));
      for (const name of operatorsOf(record)) operators.add(name);
      if (event.type === 'signoff') signoffs.push({ place, record, signoff: event });
      if (event.type === 'session.ended') ended = true;
      if (event.type !== 'checkpoint') return [];
      if (envelope.seq === event.events + 1) covered.set(event.number, envelope.seq);
      return mentionFindings(event, place, checkpoints);
    },
    selfApprovals: (): readonly Finding[] =>
      signoffs
        .filter(({ signoff }) => approves(signoff).some((name) => operators.has(name)))
        .map(({ place, signoff }) =>
          failure(
            'verify/self-approval',
            place,
            `${signoff.name} approved step ${signoff.step.id} and also operated the session.`,
          ),
        ),
    result: () => ({ claims, signoffs, covered, ended }),
  };
}

/** Whoever gives an approval, by every name it bears. */
function approves(signoff: EventOf<'signoff'>): readonly string[] {
  if (signoff.kind !== 'approve' || signoff.decision !== 'yes') return [];
  const { signature } = signoff;
  return [signoff.name, ...(signature === undefined ? [] : [signature.key_fp, signature.principal])];
}
