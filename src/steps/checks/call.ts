import * as z from 'zod';
import { problem } from '../../problem/problem.ts';
import { interpreted } from '../../runbook/interpreted.ts';
import { suggestion } from '../../runbook/suggest.ts';
import { templatesIn } from '../../runbook/template.ts';
import { variableName } from '../../runbook/values/names.ts';
import type { ShapeProblem } from '../../runbook/step-shape.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { verdictToResult, type Outcome, type StopCause } from '../outcome.ts';
import type { Check, CheckResult } from './define-check.ts';
import { checkNames, findCheck } from './registry.ts';

/** A check by its catalogue name, with its arguments. */
export const checkCallSchema = z.strictObject({
  check: z.string(),
  with: z.record(z.string(), z.unknown()).default({}),
});

export type CheckCall = z.infer<typeof checkCallSchema>;

/** What is wrong with a call: an unknown name (with the nearest), or arguments that the check's schema refuses. */
export function checkProblems(
  call: CheckCall,
  path: readonly (string | number)[],
  modes: readonly Check['mode'][],
  nameKey = 'check',
): readonly ShapeProblem[] {
  const check = findCheck(call.check);
  const names = checkNames(modes);
  if (check === undefined || !modes.includes(check.mode)) {
    const known = check === undefined ? 'there is no' : `${call.check} is no`;
    const noun = modes.includes('act') ? 'action' : 'check';
    const message = check === undefined ? `${known} ${noun} ${call.check}` : `${known} ${noun}`;
    const nearest = suggestion(call.check, names);
    return [{ path: [...path, nameKey], message, hint: nearest ?? `one of: ${names.join(', ')}` }];
  }
  const parsed = check.schema.safeParse(call.with, interpreted);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    path: [...path, 'with', ...issue.path.filter((key) => typeof key !== 'symbol')],
    message: `${call.check}: ${issue.message}`,
  }));
}

/** Templates in shell text: a value filled in there could become a command. `call` is as its author wrote it. */
export function shellTextProblems(
  call: CheckCall,
  path: readonly (string | number)[],
): readonly ShapeProblem[] {
  const keys = findCheck(call.check)?.shellText ?? [];
  return templatesIn(call.with)
    .filter(({ path: [key] }) => keys.some((each) => each === key))
    .map((found) => ({
      path: [...path, 'with', ...found.path],
      message: `\${${found.name}} can’t stand in shell text: a value never becomes a part of a command`,
      hint: `write "$${variableName(found.name)}", the variable that holds it`,
    }));
}

export function callNeedsCluster(call: CheckCall): boolean {
  return findCheck(call.check)?.needs.includes('cluster') ?? false;
}

/** One line of what the call verifies or does. */
export function describeCall(call: CheckCall, context: PreviewContext): string {
  return findCheck(call.check)?.describe(call.with, context) ?? call.check;
}

/** Carries out a call once. A fault of the check is an error with its text, never a pass. */
export async function tryCall(call: CheckCall, context: RunContext): Promise<CheckResult> {
  const check = findCheck(call.check);
  if (check === undefined) throw new Error(`no such check: ${call.check}`);
  if (check.needs.includes('cluster') && context.ports.cluster === undefined) {
    const what = 'a connection to the cluster';
    return {
      verdict: 'error',
      summary: 'this session has no cluster',
      evidence: [
        {
          check: check.name,
          result: 'error',
          what,
          expected: 'a pinned cluster',
          observed: 'none',
          next: 'say requires: { cluster: true } in the front matter, or give --context',
        },
      ],
    };
  }
  return check.run(call.with, context);
}

export async function runCall(call: CheckCall, context: RunContext): Promise<Outcome> {
  return toOutcome(await tryCall(call, context), context.signal);
}

/** A check's answer as a step's, with what stopped it where it did not pass. */
export function toOutcome(result: CheckResult, signal: AbortSignal): Outcome {
  const stopped = stopCause(signal);
  const facts = {
    summary: result.summary,
    evidence: result.evidence,
    ...(result.values === undefined ? {} : { values: result.values }),
    ...(result.failing === undefined || result.verdict === 'pass' ? {} : { failing: result.failing }),
    ...(stopped === undefined || result.verdict === 'pass' ? {} : { stopped }),
    ...(result.deadline === undefined || result.verdict !== 'pass' ? {} : { deadline: result.deadline }),
    ...(result.meets === undefined || result.verdict !== 'pass' ? {} : { meets: result.meets }),
  };
  const verdict = verdictToResult(result.verdict);
  switch (verdict) {
    case 'passed':
      return { result: verdict, ...facts };
    case 'failed':
      return {
        result: verdict,
        ...facts,
        problem: problem('step/check-failed', result.summary, nextStep(result)),
      };
    case 'inconclusive':
      return {
        result: verdict,
        ...facts,
        problem: problem('step/inconclusive', result.summary, nextStep(result)),
      };
    case 'error':
      return {
        result: verdict,
        ...facts,
        problem: problem('step/check-error', result.summary, nextStep(result)),
      };
  }
}

/** Why a signal was aborted, where it was aborted by the engine. */
function stopCause(signal: AbortSignal): StopCause | undefined {
  if (!signal.aborted) return undefined;
  const reason: unknown = signal.reason;
  return reason === 'timeout' || reason === 'shutdown' ? reason : 'operator';
}

function nextStep(result: CheckResult): { readonly hint?: string } {
  const next = result.evidence.find((each) => each.result !== 'pass')?.next;
  return next === undefined ? {} : { hint: next };
}
