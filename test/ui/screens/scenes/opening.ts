import { askOnScreen } from '../../../../src/cli/session/screen-questions.ts';
import type { Questions } from '../../../../src/cli/session/questions.ts';
import type { Parameter } from '../../../../src/runbook/parameter.ts';
import { chooseInLibrary, showStart } from '../../../../src/ui/app.tsx';
import type { LibraryView } from '../../../../src/ui/library/library-view.ts';
import { createThemeSource } from '../../../../src/ui/theme/theme-source.ts';
import { clusterPin } from '../../../fixtures/notebook/open-notebook.ts';
import { environment, inventory } from '../../../fixtures/run-context.ts';
import { empty, full } from '../../library/views.ts';
import type { Scene, Stage } from '../scene.ts';

const span = {
  file: 'deploy.md',
  start: { line: 3, column: 1, offset: 0 },
  end: { line: 3, column: 1, offset: 0 },
};

const parameters: readonly Parameter[] = [
  {
    name: 'version',
    type: 'version',
    description: 'Version to roll out',
    example: 'v1.2.3',
    optional: false,
    values: [],
    span,
  },
  { name: 'services', type: 'enum', default: 'all', optional: false, values: ['all', 'canary'], span },
  {
    name: 'registry-token',
    type: 'secret',
    description: 'Token of the registry',
    optional: false,
    values: [],
    span,
  },
];

const staging = { ...environment, name: 'staging', production: false, namespace: 'teei-staging' };
const places = { ...inventory, environments: { staging, production: environment } };

/** The page before a session, on which something is asked. */
async function asked(
  { screen, theme }: Stage,
  ask: (questions: Questions) => Promise<unknown>,
): Promise<void> {
  const page = showStart(screen, createThemeSource(theme), 'deploy', {
    now: () => 0,
    interrupted: () => undefined,
  });
  void ask(askOnScreen(page.dialogs));
  await screen.settled();
}

async function library({ screen, theme, keymap }: Stage, view: LibraryView): Promise<void> {
  async function* views(): AsyncIterable<LibraryView> {
    yield await Promise.resolve(view);
  }
  void chooseInLibrary(screen, { themes: createThemeSource(theme), keymap, now: () => view.now }, views());
  await screen.settled();
}

/** The screens before there is a session. */
export const opening: readonly Scene[] = [
  {
    name: 'start-environment',
    shows: /In which environment\?/,
    place: /PRODUCTION/,
    wayOut: /Start nothing/,
    play: (stage) => asked(stage, (questions) => questions.environment(['staging', 'production'], places)),
  },
  {
    name: 'start-parameters',
    shows: /What the runbook has to know/,
    wayOut: /Cancel/,
    play: (stage) => asked(stage, (questions) => questions.parameters(parameters, inventory)),
  },
  {
    name: 'start-parameters-wrong',
    shows: /What the runbook has to know/,
    wayOut: /Cancel/,
    async play(stage) {
      await asked(stage, (questions) => questions.parameters(parameters, inventory));
      await stage.screen.type('1.2');
    },
  },
  {
    name: 'start-cluster',
    shows: /Pin this session to one cluster/,
    place: /teei-prod/,
    wayOut: /Cancel/,
    play: (stage) => asked(stage, (questions) => questions.cluster(clusterPin, environment)),
  },
  {
    name: 'library',
    shows: /Runbooks/,
    wayOut: /q quit/,
    async play(stage) {
      await library(stage, full);
      await stage.screen.press('down', 'down');
    },
  },
  {
    name: 'library-unfinished',
    shows: /Unfinished sessions/,
    place: /PRODUCTION deploy in production/,
    wayOut: /q quit/,
    play: (stage) => library(stage, full),
  },
  {
    name: 'library-filter',
    shows: /\/ roll/,
    wayOut: /Esc/,
    async play(stage) {
      await library(stage, full);
      await stage.screen.press('/', 'r', 'o', 'l', 'l');
    },
  },
  {
    name: 'library-empty',
    shows: /There are no runbooks here yet/,
    wayOut: /q quit/,
    play: (stage) => library(stage, empty),
  },
];
