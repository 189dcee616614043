/** What a file of tests holds: the cases of the runbook that it lies beside. */
export interface RunbookTests {
  readonly cases: readonly TestCase[];
  /** Steps of which the file says for all cases what is said there. */
  readonly shared: readonly string[];
  /** The file as people read its path. */
  readonly path: string;
}

/** One walk of the runbook in a rehearsal, and what has to come of it. */
export interface TestCase {
  readonly name: string;
  readonly scenario: string;
  /** Absent: the scenario's own. */
  readonly environment?: string;
  /** They stand before the scenario's. */
  readonly parameters: Readonly<Record<string, string>>;
  /** How many times as fast as the clock it runs. Absent: what is usual for tests. */
  readonly pace?: number;
  /** Real milliseconds after which it is stopped. */
  readonly timeout: number;
  /** What is said at a step, in turn. The case's own stands before the file's. */
  readonly operator: Script;
  /** Steps of which the case itself says what is said there: all of it has to be asked for. */
  readonly own: readonly string[];
  readonly ends: TestEnding;
  readonly steps: Readonly<Record<string, TestStatus>>;
  readonly values: Readonly<Record<string, string>>;
  /** By step id: texts that its evidence or its output has to contain. */
  readonly shows: Readonly<Record<string, readonly string[]>>;
}

/** By step id: replies in the order in which they are given. */
export type Script = Readonly<Record<string, readonly Reply[]>>;

export const testEndings = ['completed', 'failed', 'rolled-back', 'aborted'] as const;
export type TestEnding = (typeof testEndings)[number];

export const testStatuses = [
  'passed',
  'signed',
  'answered',
  'skipped',
  'continued',
  'failed',
  'inconclusive',
  'not-reached',
] as const;
export type TestStatus = (typeof testStatuses)[number];

/** Words that say all by themselves. */
export const plainReplies = ['yes', 'run', 'check', 'retry'] as const;

/** Words that take a reason. */
export const reasonedReplies = [
  'no',
  'skip',
  'continue',
  'roll-back',
  'roll-back-only',
  'abort',
  'fail',
  'done',
  'failed',
] as const;

/** What the scripted operator of a test says at a step. */
export type Reply =
  | { readonly say: (typeof plainReplies)[number] }
  | { readonly say: (typeof reasonedReplies)[number]; readonly reason: string }
  | { readonly say: 'choose'; readonly value: string }
  | { readonly say: 'answer'; readonly values: Readonly<Record<string, string>> }
  /** `as`: the name or the role of somebody of the rehearsal. */
  | { readonly say: 'approve' | 'reject'; readonly as: string; readonly reason: string }
  | { readonly say: 'back'; readonly to: string; readonly reason: string };

/** Something that came out in another way than a case says. */
export interface TestFault {
  /** The step that it is about. */
  readonly step?: string;
  readonly what: string;
  readonly expected: string;
  readonly observed: string;
  /** What to do about it, as a sentence without a final stop. */
  readonly next?: string;
}
