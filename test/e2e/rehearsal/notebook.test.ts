import { describe, expect, it } from 'vitest';
import { walkNotebook } from '../../cluster/support/walk-notebook.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

const operator = {
  fields: { Approver: 'Somebody Else', 'Key file': '', Reason: 'looks right', Why: 'it crashes' },
  menus: {
    REHEARSAL: 'Begin',
    'Run it?': 'Run it',
    'It failed:': 'Roll back everything',
    'How are the services': 'Restore the state',
  },
};

describe.skipIf(!isInstalled('kubectl'))(
  'the deployment, rehearsed in the notebook by the keys on the screen',
  () => {
    it.each([
      ['healthy', '✓ COMPLETED', 0, { columns: 120, rows: 40 }],
      ['crash-loop', '✗ ROLLED-BACK', 1, { columns: 80, rows: 24 }],
    ] as const)(
      '%s comes to %s',
      async (scenario, ended, exitCode, size) => {
        const workspace = openRehearsalWorkspace();
        const walked = await walkNotebook(workspace, ['deploy', '--rehearse', scenario], operator, size);
        expect(walked.screens.at(-1)).toContain(ended);
        expect(walked.screens.slice(1).every((screen) => screen.includes('REHEARSAL'))).toBe(true);
        expect(walked.left).toContain('Debrief:');
        expect(walked.exitCode).toBe(exitCode);
        expect(workspace.platforms()).toEqual([]);
        expectWholeLogs(workspace);
      },
      240_000,
    );
  },
);
