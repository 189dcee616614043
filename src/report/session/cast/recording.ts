import { visibleText } from '../../../problem/visible-text.ts';
import { excerptOf } from '../export/excerpt.ts';
import type { Exported } from '../export/exported.ts';
import { type AttemptStory, stepStories } from '../story.ts';
import type { TimelineEntry } from '../timeline-entry.ts';
import { sizeText } from '../timeline-step.ts';
import { terminalText } from './terminal-text.ts';

/** Of one output. */
const limits = { head: 256 * 1024, tail: 64 * 1024 };

/** Seconds that a player waits at most where nothing happened. */
const longestWait = 2;

const escape = String.fromCodePoint(0x1b);

/**
 * A session as an asciicast (version 2, which every player reads): what was run and said, and what was printed, with a
 * marker for each attempt. The log knows when an attempt began and when it ended, and no times between them: an output is
 * shown where its attempt ended.
 */
export async function* exportCast(exported: Exported): AsyncGenerator<string> {
  const { session, records } = exported;
  const began = Date.parse(session.startedAt);
  yield line({
    version: 2,
    width: 100,
    height: 30,
    timestamp: Math.floor(began / 1000),
    idle_time_limit: longestWait,
    title: `${session.state.runbookId} ${session.state.session}`,
    env: { TERM: 'xterm-256color', SHELL: '/bin/bash' },
  });
  const attempts = stepStories(session, records).flatMap(({ id, attempts: all }) =>
    all.map((attempt) => ({ id, ...attempt })),
  );
  const starts = new Map(attempts.map((attempt) => [attempt.started.seq, attempt]));
  const ends = new Map(attempts.map((attempt) => [attempt.finished?.seq, attempt]));
  const entries = new Map(session.timeline.map((entry) => [entry.seq, entry]));
  let last = 0;
  for (const { envelope } of records) {
    // The clock of the machine may have gone back; that of a player can't.
    last = Math.max(last, (Date.parse(envelope.time) - began) / 1000);
    const start = starts.get(envelope.seq);
    const end = ends.get(envelope.seq);
    const entry = entries.get(envelope.seq);
    if (start !== undefined) yield line([last, 'm', `${start.id}, attempt ${start.number}`]);
    if (start !== undefined) yield line([last, 'o', commandText(start, exported)]);
    if (end !== undefined) yield line([last, 'o', await outputOf(end, exported)]);
    if (entry !== undefined && (start === undefined || end !== undefined))
      yield line([last, 'o', told(entry)]);
  }
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function bold(text: string): string {
  return `${escape}[1m${text}${escape}[0m`;
}

function commandText({ id, started }: AttemptStory & { readonly id: string }, { titles }: Exported): string {
  const title = titles.get(id);
  const name = visibleText(title === undefined ? id : `${title} (${id})`);
  const lines = started.event.command?.trimEnd().split('\n') ?? [];
  return ['', bold(name), ...lines.map((each) => `$ ${visibleText(each)}`), ''].join('\r\n');
}

async function outputOf({ finished, resolved }: AttemptStory, { files }: Exported): Promise<string> {
  const output = finished?.event.output ?? resolved?.event.output;
  if (output === undefined) return '';
  const drawn = finished?.event.recording !== undefined && finished.event.recording.recorded !== 'no';
  const excerpt = await excerptOf(files, output, limits);
  if (excerpt === undefined) return `[the output ${visibleText(output.path)} can’t be read]\r\n`;
  const head = terminalText(excerpt.head, drawn);
  if (excerpt.leftOut === 0) return head;
  const note = `\r\n[${sizeText(excerpt.leftOut)} left out; the whole is ${visibleText(output.path)}]\r\n`;
  return `${head}${note}${terminalText(excerpt.tail, drawn)}`;
}

const colours = { good: '32', bad: '31', warning: '33', plain: '2' } as const;
const marks = { good: '✓', bad: '✗', warning: '!', plain: '·' } as const;

function told({ tone, step, text, actor }: TimelineEntry): string {
  const about = step === undefined ? '' : `${visibleText(step)}: `;
  const said = text.split('\n').map(visibleText).join('\r\n');
  return `\r\n${escape}[${colours[tone]}m${marks[tone]} ${about}${said} (${visibleText(actor)})${escape}[0m\r\n`;
}
