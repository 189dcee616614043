import { setImmediate } from 'node:timers/promises';
import type { Library, ListedRunbook } from '../../platform/library.ts';
import type { Problem } from '../../problem/problem.ts';
import {
  type LibraryView,
  type RunbookContent,
  type RunbookEntry,
  type UnfinishedSession,
} from '../../ui/library/library-view.ts';
import { type RecentSession, recentSessions } from './recent-sessions.ts';
import { withRuns } from './runs.ts';
import { unfinishedSession, withStanding } from './unfinished.ts';

/** Where runbooks and sessions are read from. */
export interface LibraryPlace {
  readonly library: Library;
  /** The folder of all sessions. */
  readonly sessions: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Further unfinished sessions are listed without the step at which they stand. */
const mostStandings = 20;

/**
 * What the library screen shows, more of it each time: the files, what is in them, the newest sessions, and
 * where the unfinished ones stand. Between two views others get their turn, so that keys are heard. Ends early
 * when `signal` aborts.
 */
export async function* readLibrary(place: LibraryPlace, signal?: AbortSignal): AsyncGenerator<LibraryView> {
  const { library, sessions } = place;
  const listing = library.list();
  let view: LibraryView = {
    sessions: [],
    runbooks: listing.runbooks.map(toEntry),
    folders: library.folders.map(({ path }) => path),
    problems: listing.problems.map(told),
    reading: true,
    now: place.now(),
  };
  yield view;
  view = { ...view, runbooks: await withContents(listing.runbooks, library, signal) };
  yield view;
  const recent: RecentSession[] = [];
  for await (const session of recentSessions(sessions, signal)) recent.push(session);
  const unfinished = recent.filter(canGoOn);
  view = {
    ...view,
    sessions: unfinished.map(unfinishedSession),
    runbooks: withRuns(view.runbooks, recent),
    now: place.now(),
  };
  yield view;
  for (const each of unfinished.slice(0, mostStandings)) {
    if (signal?.aborted === true) return;
    view = { ...view, sessions: await standingOf(view.sessions, each) };
    yield view;
  }
  yield { ...view, reading: false, now: place.now() };
}

/** A rehearsal ends with its platform, whatever its log says. */
function canGoOn({ outcome, started }: RecentSession): boolean {
  return outcome === undefined && started.rehearsal === undefined;
}

function toEntry({ id, path, origin, shadowedBy }: ListedRunbook): RunbookEntry {
  return { id, path, origin, durations: [], ...(shadowedBy === undefined ? {} : { shadowedBy }) };
}

function told({ message, hint }: Problem): LibraryView['problems'][number] {
  return { message, ...(hint === undefined ? {} : { hint }) };
}

async function withContents(
  runbooks: readonly ListedRunbook[],
  library: Library,
  signal: AbortSignal | undefined,
): Promise<readonly RunbookEntry[]> {
  const entries: RunbookEntry[] = [];
  for (const listed of runbooks) {
    const entry = toEntry(listed);
    entries.push(signal?.aborted === true ? entry : { ...entry, content: contentOf(listed.file, library) });
    await setImmediate();
  }
  return entries;
}

function contentOf(file: string, library: Library): RunbookContent {
  const loaded = library.load(file);
  if (!loaded.ok) {
    const [first] = loaded.problems;
    return { valid: false, errors: loaded.problems.length, first: first === undefined ? '' : placed(first) };
  }
  const { title, description, owner, parameters, environments, steps, requires } = loaded.value.runbook;
  return {
    valid: true,
    about: {
      title,
      ...(description === undefined ? {} : { description }),
      ...(owner === undefined ? {} : { owner }),
      parameters,
      environments,
      steps: steps.length,
      requires,
    },
  };
}

function placed({ message, span }: Problem): string {
  return span === undefined ? message : `Line ${span.start.line}: ${message}`;
}

async function standingOf(
  sessions: readonly UnfinishedSession[],
  recent: RecentSession,
): Promise<readonly UnfinishedSession[]> {
  return Promise.all(
    sessions.map(async (session) => (session.id === recent.id ? withStanding(session, recent) : session)),
  );
}
