import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { chooseByLine } from '../../../src/cli/library/plain-library.ts';
import type { LibraryChoice, LibraryView } from '../../../src/ui/library/library-view.ts';
import type { Lines } from '../../../src/ui/plain/lines.ts';
import { openScreen } from '../../../src/ui/plain/screen.ts';
import { empty, full } from '../../ui/library/views.ts';

/** Somebody who types these lines; the input ends behind them. */
function typing(...texts: readonly string[]): Lines {
  const left = [...texts];
  return {
    person: true,
    ask: async () => {
      const text = left.shift();
      return text === undefined ? { kind: 'end' } : { kind: 'line', text };
    },
    pause: () => undefined,
    resume: () => undefined,
    close: () => undefined,
  };
}

async function choose(
  view: LibraryView,
  ...texts: readonly string[]
): Promise<{ readonly choice: LibraryChoice; readonly shown: string }> {
  const stdout = new PassThrough();
  const choice = await chooseByLine(view, typing(...texts), openScreen(stdout, false));
  return { choice, shown: String(stdout.read() ?? '') };
}

describe('the library by lines', () => {
  it('lists unfinished sessions and runbooks with numbers', async () => {
    const { choice, shown } = await choose(full, '');
    expect(choice).toEqual({ choice: 'quit' });
    expect(shown.split('\n')).toEqual(
      expect.arrayContaining([
        'Unfinished sessions',
        'Runbooks of this repository',
        '  3  deploy: Deploy to production, completed 2 days ago',
        expect.stringMatching(/^ {2}1 {2}deploy in production \(PRODUCTION\), step 7 of 14: Wait for/),
        expect.stringContaining('bob is writing it now on jump-1'),
        expect.stringMatching(/^problem {2}\/home\/alice\/runbooks can’t be read/),
      ]),
    );
  });

  it('takes a number, a name, or the beginning of a session', async () => {
    expect((await choose(full, '3')).choice).toEqual({ choice: 'open', runbook: 'deploy' });
    expect((await choose(full, '7')).choice).toEqual({ choice: 'open', runbook: '/opt/teei/deploy.md' });
    expect((await choose(full, 'rollback')).choice).toEqual({ choice: 'open', runbook: 'rollback' });
    const session = { choice: 'resume', session: '20260102-091500-deploy-1a2b' };
    expect((await choose(full, '1')).choice).toEqual(session);
    expect((await choose(full, '20260102-09')).choice).toEqual(session);
  });

  it('asks again after what it does not know or can’t start, and says why', async () => {
    const { choice, shown } = await choose(full, 'rolback', '99', '20260102', '5', '4');
    expect(choice).toEqual({ choice: 'open', runbook: 'rollback' });
    expect(shown).toContain('There is no "rolback". Did you mean `rollback`?');
    expect(shown).toContain('There is no 99: the last is 7.');
    expect(shown).toContain('There is no 20260102: the last is 7.');
    expect(shown).toContain('See what to repair: teei-runbook lint runbooks/rotate-certificates.md');
  });

  it('leaves at the end of the input, and where there is nothing', async () => {
    expect((await choose(full)).choice).toEqual({ choice: 'quit' });
    const { choice, shown } = await choose(empty, '1');
    expect(choice).toEqual({ choice: 'quit' });
    expect(shown).toContain('teei-runbook init');
  });
});
