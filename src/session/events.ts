import * as z from 'zod';
import {
  attempt,
  clusterSchema,
  deadline,
  evidence,
  fileRef,
  hold,
  metDeadline,
  occasion,
  output,
  problem,
  processSchema,
  recording,
  runbookRef,
  signature,
  unpublished,
  values,
} from './event-parts.ts';

/** Everything that can happen to a session. New members may be added; none is ever changed or removed (v in the frame). */

const events = [
  z.strictObject({
    type: z.literal('session.started'),
    runbook: runbookRef,
    /** Every file of the plan, the runbook itself first: include and on-failure targets too. */
    files: z.array(runbookRef),
    inventory: z.strictObject({ path: z.string(), sha256: z.string() }).optional(),
    environment: z.strictObject({ name: z.string(), production: z.boolean(), namespace: z.string() }),
    cluster: clusterSchema.optional(),
    /** Values of parameters; of a secret only its name, in `secrets`. */
    params: values,
    secrets: z.array(z.string()),
    mode: z.enum(['attended', 'unattended']),
    cwd: z.string(),
    host: z.strictObject({ id: z.string(), name: z.string() }),
    tool: z.strictObject({ version: z.string(), digest: z.string() }),
    ...occasion,
    rehearsal: z.string().optional(),
    /** Of a rehearsal: how many times as fast as the clock its steps wait and its platform runs. */
    pace: z.number().positive().optional(),
  }),
  z.strictObject({
    type: z.literal('session.resumed'),
    mode: z.enum(['attended', 'unattended']),
    host: z.strictObject({ id: z.string(), name: z.string() }),
    tool: z.strictObject({ version: z.string(), digest: z.string() }),
    cluster: clusterSchema.optional(),
    secrets: z.array(z.string()),
    ...occasion,
  }),
  z.strictObject({ type: z.literal('session.paused'), reason: z.string() }),
  z.strictObject({ type: z.literal('session.handed-over'), to: z.string(), note: z.string() }),
  z.strictObject({
    type: z.literal('session.ended'),
    outcome: z.enum(['completed', 'failed', 'rolled-back', 'aborted']),
    reason: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('runbook.adopted'),
    files: z.array(runbookRef),
    kept: z.array(z.string()),
    voided: z.array(z.string()),
  }),
  /** A branch of the plan (an on-failure runbook) is entered. */
  z.strictObject({
    type: z.literal('branch.entered'),
    branch: z.string(),
    from: z.string(),
    reason: z.string(),
    /** Parameters of the branch that the choice has set, such as the services that are rolled back. */
    params: values.optional(),
  }),
  z.strictObject({
    type: z.literal('step.started'),
    step: attempt,
    kind: z.string(),
    effect: z.enum(['none', 'read', 'change']),
    /** The command as it will run; secrets are variables in it, never text. */
    command: z.string().optional(),
    cwd: z.string(),
    /** Names of the values the attempt gets. */
    inputs: z.array(z.string()),
    cluster_checked: z.boolean().optional(),
    /** It changes nothing but what the session itself holds (a lock) or tells others: no snapshot keeps that. */
    holds_only: z.literal(true).optional(),
  }),
  z.strictObject({ type: z.literal('step.spawned'), step: attempt, process: processSchema }),
  z.strictObject({
    type: z.literal('step.finished'),
    step: attempt,
    result: z.enum(['passed', 'failed', 'inconclusive', 'error']),
    summary: z.string(),
    evidence: z.array(evidence),
    /** Services that failed, by the inventory's names. */
    failing: z.array(z.string()).optional(),
    exit_code: z.int().optional(),
    signal: z.string().optional(),
    stopped: z.enum(['operator', 'timeout', 'shutdown']).optional(),
    milliseconds: z.number(),
    output: output.optional(),
    /** Of a command that had the terminal: how much of what it showed is in `output`. */
    recording: recording.optional(),
    files: z.array(fileRef),
    captures: values,
    secret_captures: z.array(z.string()),
    problem: problem.optional(),
    /** The attempt was a check offered beside a tick: the tick is still to be given. */
    offered: z.literal(true).optional(),
    /** What the session holds from now on. */
    opens: hold.optional(),
    /** Key of what the step has given up. */
    closes: z.string().optional(),
    /** From now on the screen shows how long there is still until this moment. */
    deadline: deadline.optional(),
    /** What it was set for has happened. */
    meets: metDeadline.optional(),
  }),
  /** A person said what happened to an interrupted or inconclusive step. */
  z.strictObject({
    type: z.literal('step.resolved'),
    step: attempt,
    resolution: z.enum(['done', 'failed', 'retry']),
    reason: z.string(),
    /** What was left of an interrupted attempt. */
    output: output.optional(),
    files: z.array(fileRef),
  }),
  z.strictObject({
    type: z.literal('step.skipped'),
    id: z.string(),
    cause: z.enum(['person', 'when', 'from', 'decide']),
    reason: z.string(),
    inputs: values.optional(),
  }),
  /** Went on although the step failed. */
  z.strictObject({
    type: z.literal('step.continued'),
    step: attempt,
    cause: z.enum(['person', 'annotation']),
    reason: z.string(),
  }),
  /** Back to a step: sign-offs, approvals and captures from it on are void; effects stay. */
  z.strictObject({
    type: z.literal('session.went-back'),
    to: z.string(),
    voided: z.array(z.string()),
    reason: z.string(),
  }),
  z.strictObject({
    type: z.literal('signoff'),
    step: attempt,
    kind: z.enum(['attest', 'approve']),
    decision: z.enum(['yes', 'no']),
    role: z.string().optional(),
    /** Who gives it; for an unsigned approval the name as it was entered. */
    name: z.string(),
    note: z.string().optional(),
    /** SHA-256 of what was shown; the signature covers it. */
    shown: z.string(),
    signature: signature.optional(),
    /** Evidence of the check offered beside the tick, where it was used. */
    evidence: z.array(evidence),
    /** True when this sign-off settles its step. */
    settles: z.boolean(),
  }),
  /** Answers to an ask (values; secrets by name) or a decide (its choice). */
  z.strictObject({
    type: z.literal('step.answered'),
    step: attempt,
    values,
    secrets: z.array(z.string()),
    goto: z.string().optional(),
    cause: z.enum(['person', 'condition']),
    inputs: values.optional(),
  }),
  /** What the session held is not its own any more. */
  z.strictObject({ type: z.literal('hold.lost'), hold: z.string(), observed: z.string(), next: z.string() }),
  /** It is about to be taken again. */
  z.strictObject({ type: z.literal('hold.retaking'), hold: z.string() }),
  /** It is the session's: found so by a session that was resumed, or taken again. */
  z.strictObject({ type: z.literal('hold.kept'), hold: z.string(), observed: z.string() }),
  /** It is about to be given up, since the session ends. */
  z.strictObject({ type: z.literal('hold.releasing'), hold: z.string() }),
  z.strictObject({
    type: z.literal('hold.released'),
    hold: z.string(),
    result: z.enum(['released', 'not-held', 'failed']),
    observed: z.string(),
    next: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('note'), step: z.string().optional(), text: z.string() }),
  z.strictObject({ type: z.literal('clock.stepped'), milliseconds: z.number() }),
  z.strictObject({
    type: z.literal('log.recovered'),
    /** Bytes cut from the torn tail, kept aside in this file. */
    bytes: z.int(),
    aside: z.string(),
    sha256: z.string(),
  }),
  z.strictObject({
    type: z.literal('checkpoint'),
    number: z.int().positive(),
    events: z.int(),
    head: z.string(),
    signed: z.boolean(),
    /** What could not be published of the checkpoints before. */
    unpublished: z.array(unpublished).optional(),
  }),
] as const;

export const eventSchema = z.discriminatedUnion('type', events);

export type SessionEvent = z.infer<typeof eventSchema>;
export type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;
