import { describe, expect, it } from 'vitest';
import { noInventory } from '../../../src/cli/no-inventory.ts';
import { askOnScreen } from '../../../src/cli/session/screen-questions.ts';
import type { Inventory } from '../../../src/runbook/inventory.ts';
import type { Parameter } from '../../../src/runbook/parameter.ts';
import { unknownEnvironment } from '../../../src/runbook/services.ts';
import { formInput } from '../../../src/ui/form/form-input.ts';
import { formLines } from '../../../src/ui/form/form-lines.ts';
import { openForm } from '../../../src/ui/form/form-state.ts';
import type { ScreenDialogs } from '../../../src/ui/form/screen-dialogs.ts';
import { menuInput } from '../../../src/ui/menu/menu-input.ts';
import { menuLines } from '../../../src/ui/menu/menu-lines.ts';
import { openMenu } from '../../../src/ui/menu/menu-state.ts';
import type { Input } from '../../../src/ui/terminal/input.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import type { Line } from '../../../src/ui/text/line.ts';
import { key, letter, typed } from '../../ui/form/keys.ts';

const size = { columns: 80, rows: 24 };

/** A screen at which these keys are pressed, and what was seen on it before each of them. */
function screen(...keys: readonly Input[]): { readonly dialogs: ScreenDialogs; readonly seen: () => string } {
  const left = [...keys];
  const seen: string[] = [];
  const see = (lines: readonly Line[]): void => void seen.push(lines.map(plainText).join('\n'));
  function next(lines: readonly Line[]): Input {
    see(lines);
    return left.shift() ?? key('escape');
  }
  return {
    seen: () => seen.join('\n'),
    dialogs: {
      async form(form) {
        let state = openForm(form);
        for (;;) {
          const filled = formInput(state, next(formLines(state, size).lines), size);
          if ('filled' in filled) return filled;
          state = filled.state;
        }
      },
      async menu(menu) {
        let state = openMenu(menu);
        for (;;) {
          const chosen = menuInput(state, next(menuLines(state, size).lines), size);
          if ('chosen' in chosen) return chosen.chosen;
          state = chosen.state;
        }
      },
    },
  };
}

const span = {
  file: 'x.md',
  start: { line: 1, column: 1, offset: 0 },
  end: { line: 1, column: 1, offset: 0 },
};

function parameter(name: string, more: Partial<Parameter> = {}): Parameter {
  return { name, type: 'string', optional: false, values: [], span, ...more };
}

const staging = { ...unknownEnvironment('staging'), production: false };
const inventory: Inventory = {
  ...noInventory,
  environments: { production: unknownEnvironment('production'), staging },
};

describe('questions on the full screen', () => {
  it('asks for the environment with production tagged, the harmless one in focus', async () => {
    const one = screen(key('enter'));
    const answer = await askOnScreen(one.dialogs).environment(['production', 'staging'], inventory);
    expect(answer).toMatchObject({ ok: true, value: { name: 'staging' } });
    expect(one.seen()).toMatch(/production +PRODUCTION/);
    expect(one.seen()).toMatch(/▸ staging/);
    const other = screen(key('enter'));
    const none = await askOnScreen(other.dialogs).environment(['production'], inventory);
    expect(none).toMatchObject({ ok: false, problems: [{ code: 'run/cancelled' }] });
  });

  it('asks for all parameters in one form, checked as one types', async () => {
    const parameters = [
      parameter('version', { type: 'version', description: 'Version to roll out', example: 'v1.2.3' }),
      parameter('tone', { type: 'enum', values: ['warm', 'plain'] }),
      parameter('dry', { type: 'boolean' }),
      parameter('token', { type: 'secret' }),
    ];
    const one = screen(
      ...typed('1.x'),
      key('enter'),
      letter('p'),
      key('enter'),
      letter('y'),
      key('enter'),
      ...typed('hunter2'),
      // The version is still wrong: the form goes back to it.
      key('enter'),
      key('ctrl+u'),
      ...typed('v1.2.4'),
      ...['tab', 'tab', 'tab', 'enter'].map((chord) => key(chord)),
    );
    const answer = await askOnScreen(one.dialogs).parameters(parameters, inventory);
    expect(answer).toEqual({
      ok: true,
      value: new Map<string, unknown>([
        ['version', 'v1.2.4'],
        ['tone', 'plain'],
        ['dry', true],
        ['token', 'hunter2'],
      ]),
    });
    expect(one.seen()).toContain('Version to roll out, such as v1.2.3');
    expect(one.seen()).toContain('✗ `version` must be a version such as v1.2.3.');
    expect(one.seen()).not.toContain('hunter2');
  });

  it('pins a cluster once its context was typed', async () => {
    const identity = {
      context: 'mango',
      server: 'https://mango.example:6443',
      uid: 'u-1',
      namespace: 'shop',
      version: 'v1.31.0',
    };
    const production = unknownEnvironment('production');
    const one = screen(key('tab'), ...typed('mang'), key('enter'), letter('o'), key('enter'));
    expect(await askOnScreen(one.dialogs).cluster(identity, production)).toEqual({
      ok: true,
      value: undefined,
    });
    for (const fact of [...Object.values(identity), 'PRODUCTION', 'DANGER'])
      expect(one.seen()).toContain(fact);
    expect(one.seen()).toContain('The environment production is PRODUCTION.');
    const careless = screen(key('enter'));
    expect(await askOnScreen(careless.dialogs).cluster(identity, production)).toMatchObject({
      ok: false,
      problems: [{ code: 'run/not-confirmed' }],
    });
    const harmless = screen(...typed('mango'), key('enter'));
    expect(await askOnScreen(harmless.dialogs).cluster(identity, staging)).toMatchObject({ ok: true });
    expect(harmless.seen()).not.toContain('DANGER');
  });

  it('asks yes or no below what one has to see, and who goes on', async () => {
    const about = '-old\n+new\nAdopting it keeps 1 steps';
    const yes = screen(key('down'), key('enter'));
    expect(await askOnScreen(yes.dialogs).yesNo('Adopt it?', about)).toEqual({ ok: true, value: true });
    expect(yes.seen()).toContain('+new');
    const no = screen(key('down'), key('down'), key('enter'));
    expect(await askOnScreen(no.dialogs).yesNo('Adopt it?', about)).toEqual({ ok: true, value: false });
    expect(await askOnScreen(screen(key('enter')).dialogs).yesNo('Adopt it?', about)).toMatchObject({
      ok: false,
      problems: [{ code: 'run/cancelled' }],
    });
    const bob = screen(key('enter'), ...typed(' bob'), key('enter'));
    expect(await askOnScreen(bob.dialogs).operator({ to: 'bob', note: 'look at the queue' })).toEqual({
      ok: true,
      value: 'bob',
    });
    expect(bob.seen()).toContain('look at the queue');
    expect(bob.seen()).toContain('Say who you are.');
  });
});
