import { xmlText } from '../../text/xml.ts';
import { phaseText } from '../describe-session.ts';
import { type AttemptStory, type StepStory, stepStories } from '../story.ts';
import { signoffText } from '../timeline-step.ts';
import { excerptOf, outputText } from './excerpt.ts';
import type { Exported } from './exported.ts';

/** Of each output: CI systems show no more, and some refuse a report of many megabytes. */
const limits = { head: 8 * 1024, tail: 24 * 1024 };

/**
 * A session as JUnit XML, as CI systems read it (the schema of Apache Ant's junitreport, as Jenkins and GitLab take it): one
 * suite, and a test case for each step that the log tells of, by how it stands.
 */
export async function* exportJunit(exported: Exported): AsyncGenerator<string> {
  const { session, records } = exported;
  const stories = stepStories(session, records);
  const cases = stories.map((story) => ({ story, verdict: verdictOf(story) }));
  const count = (wanted: Verdict['kind']): number =>
    cases.filter(({ verdict }) => verdict.kind === wanted).length;
  const totals = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}" time="${seconds(session.milliseconds)}"`;
  const { state } = session;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${totals}>\n`;
  yield `  <testsuite name="${xmlText(state.runbookId)}" ${totals} timestamp="${xmlText(session.startedAt)}" hostname="${xmlText(state.host)}">\n`;
  yield properties(exported);
  for (const { story, verdict } of cases) yield await testCase(exported, story, verdict);
  yield '  </testsuite>\n</testsuites>\n';
}

function properties({ session: { state } }: Exported): string {
  const { name, production } = state.environment;
  const rows: readonly (readonly [string, string])[] = [
    ['session', state.session],
    ['outcome', phaseText(state.phase)],
    ['environment', production ? `${name} (production)` : name],
    ...(state.rehearsal === undefined ? [] : [['rehearsal', state.rehearsal] as const]),
  ];
  const lines = rows.map(([key, value]) => `      <property name="${key}" value="${xmlText(value)}"/>\n`);
  return `    <properties>\n${lines.join('')}    </properties>\n`;
}

type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failure' | 'error' | 'skipped'; readonly message: string };

/** How a step stands, in the words of JUnit. One that was passed over after a failure has failed. */
function verdictOf({ status, attempts }: StepStory): Verdict {
  switch (status.status) {
    case 'passed':
    case 'signed':
    case 'answered':
      return { kind: 'passed' };
    case 'failed':
      return { kind: endedInError(attempts) ? 'error' : 'failure', message: status.problem.message };
    case 'continued':
      return { kind: 'failure', message: `failed, and the session went on: ${status.reason}` };
    case 'skipped':
      return { kind: 'skipped', message: `skipped: ${status.reason}` };
    case 'inconclusive':
      return { kind: 'error', message: `it could not be told: ${status.summary}` };
    case 'interrupted':
      return { kind: 'error', message: 'interrupted: nothing is known of its end' };
    case 'looked':
      return { kind: 'skipped', message: `its tick is still to be given: ${status.summary}` };
    case 'running':
      return { kind: 'skipped', message: 'it still ran' };
    case 'pending':
      return { kind: 'skipped', message: 'it is to be done again' };
  }
}

function endedInError(attempts: readonly AttemptStory[]): boolean {
  return attempts.at(-1)?.finished?.event.result === 'error';
}

async function testCase(exported: Exported, story: StepStory, verdict: Verdict): Promise<string> {
  const { id, attempts, signoffs } = story;
  const milliseconds = attempts.reduce((sum, { finished }) => sum + (finished?.event.milliseconds ?? 0), 0);
  const title = exported.titles.get(id);
  const name = title === undefined ? id : `${id}: ${title}`;
  const runbook = exported.session.state.runbookId;
  const told: string[] = [];
  for (const attempt of attempts) told.push(...(await attemptText(exported, attempt)));
  for (const { event, actor } of signoffs) told.push(signoffText(event, actor.id));
  const output = told.length === 0 ? '' : `      <system-out>${xmlText(told.join('\n'))}</system-out>\n`;
  return `    <testcase classname="${xmlText(runbook)}" name="${xmlText(name)}" time="${seconds(milliseconds)}">\n${verdictElement(verdict, attempts)}${output}    </testcase>\n`;
}

function verdictElement(verdict: Verdict, attempts: readonly AttemptStory[]): string {
  if (verdict.kind === 'passed') return '';
  if (verdict.kind === 'skipped') return `      <skipped message="${xmlText(verdict.message)}"/>\n`;
  const found = attempts.at(-1)?.finished?.event.evidence.filter(({ result }) => result !== 'pass') ?? [];
  const lines = found.flatMap(({ what, where, expected, observed, next }) => [
    where === undefined ? what : `${what} ${where}`,
    `  expected: ${expected}`,
    `  observed: ${observed}`,
    ...(next === undefined ? [] : [`  next: ${next}`]),
  ]);
  return `      <${verdict.kind} message="${xmlText(verdict.message)}">${xmlText(lines.join('\n'))}</${verdict.kind}>\n`;
}

async function attemptText({ files }: Exported, attempt: AttemptStory): Promise<readonly string[]> {
  const { number, started, finished, resolved } = attempt;
  const end =
    finished === undefined ? 'no end is recorded' : `${finished.event.result}: ${finished.event.summary}`;
  const command = started.event.command?.trimEnd();
  const output = finished?.event.output ?? resolved?.event.output;
  return [
    ...(command === undefined ? [] : command.split('\n').map((line) => `$ ${line}`)),
    ...(output === undefined ? [] : await outputLines(files, output)),
    `attempt ${number}, ${end}`,
  ];
}

async function outputLines(
  files: Exported['files'],
  output: Parameters<typeof excerptOf>[1],
): Promise<readonly string[]> {
  const excerpt = await excerptOf(files, output, limits);
  if (excerpt === undefined) return [`[the output ${output.path} can’t be read]`];
  const head = outputText(excerpt.head).trimEnd();
  if (excerpt.leftOut === 0) return [head];
  return [
    head,
    `[${excerpt.leftOut} bytes left out; the whole is ${output.path}]`,
    outputText(excerpt.tail).trimEnd(),
  ];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
