import { describe } from 'vitest';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { courses } from './courses.ts';
import { rehearseInNotebook } from './notebook-story.ts';

// Half of them in each of two files, which run side by side.
const scenarios = Object.keys(courses).filter((_, at) => at % 2 === 1);

describe.skipIf(!isInstalled('kubectl'))(
  'deploy.md, rehearsed in the notebook: every second scenario',
  () => {
    rehearseInNotebook(scenarios);
  },
);
