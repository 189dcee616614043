import { join } from 'node:path';
import { runAtTerminal } from '../../../platform/at-terminal.ts';
import { systemClock } from '../../../platform/clock.ts';
import { linkOnTheWay } from '../../../platform/journal/link-on-the-way.ts';
import { readJournal } from '../../../platform/journal/read-journal.ts';
import { isMissing } from '../../../platform/journal/system-error.ts';
import { listSummaries } from '../../../platform/journal/summaries/list-summaries.ts';
import { readTombstones } from '../../../platform/keeping/tombstones.ts';
import { type FileOutput, openFileOutput } from '../../../platform/output-source.ts';
import { saveOutput } from '../../../platform/save-output.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { isClaimable } from '../../../session/log/claims.ts';
import { createKeymap } from '../../../ui/keymap/keymap.ts';
import type { Read, SessionCourse, SessionsPort } from '../../../ui/sessions/sessions-view.ts';
import { themeFor } from '../../../ui/theme/theme.ts';
import { createThemeSource } from '../../../ui/theme/theme-source.ts';
import { exitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { type Places, placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { screenSetup } from '../../session/choose-front-end.ts';
import { lent } from '../../session/lent.ts';
import { openOperatorScreen } from '../../session/operator-screen.ts';
import { courseFor, rowsFor } from './browsed.ts';
import { listSessionsCommand } from './list.ts';

/** `sessions` alone: the sessions on the full screen; as `sessions list` where there is no terminal for one. */
export async function browseSessionsCommand(io: Io): Promise<number> {
  const places = await placesOf(io);
  if (!places.ok) {
    await reportProblems(io, places.problems);
    return exitCode('usage');
  }
  const setup = screenSetup(io, places.value);
  if ('why' in setup) return listSessionsCommand(io, { filters: {}, json: false });
  const themes = createThemeSource(themeFor(setup));
  const { keymap } = createKeymap(places.value.screen.keys);
  const { screen, browseSessions } = await openOperatorScreen(io, setup, themes);
  try {
    await browseSessions(
      screen,
      { themes, keymap, now: () => systemClock.now() },
      {
        ...sessionsIn(places.value),
        colour: setup.colour !== 'none',
        pager: io.env['PAGER'],
        page: (argv) => lent(screen, () => runAtTerminal(argv, io.env)),
        save: saveOutput(io.cwd, places.value.sessions),
      },
    );
    return exitCode('completed');
  } finally {
    await screen.close();
  }
}

/** Reads what lies in the folder of sessions, and writes nothing there. */
function sessionsIn({
  sessions: root,
  cache,
}: Places): Pick<SessionsPort, 'folder' | 'list' | 'course' | 'openOutput'> {
  return {
    folder: root,
    list: async () => rowsFor(await listSummaries(root, cache), await readTombstones(root)),
    course: (id) => readCourse(join(root, id)),
    openOutput: (id, { path }) => openOwn(join(root, id), path),
  };
}

async function readCourse(folder: string): Promise<Read<SessionCourse>> {
  const journal = await readJournal(folder);
  if (journal.ok) return { read: courseFor(journal.value.records) };
  return { why: journal.problems[0]?.message ?? 'It can’t be read.' };
}

/** A log may come from anywhere: what it names outside its folder, or behind a link, is not opened. */
async function openOwn(folder: string, path: string): Promise<Read<FileOutput>> {
  const not = { why: `${visibleText(path)} is no file of this session: it is not opened.` };
  if (!isClaimable(path)) return not;
  try {
    if ((await linkOnTheWay(folder, path)) !== undefined) return not;
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    return { why: `${visibleText(path)} is missing: only the log tells of it.` };
  }
  return { read: await openFileOutput(join(folder, path), false) };
}
