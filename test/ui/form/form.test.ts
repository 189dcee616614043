import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, Filled, Form } from '../../../src/ui/form/form.ts';
import { formInput } from '../../../src/ui/form/form-input.ts';
import { formLines } from '../../../src/ui/form/form-lines.ts';
import { type FormState, openForm } from '../../../src/ui/form/form-state.ts';
import type { Input } from '../../../src/ui/terminal/input.ts';
import { line } from '../../../src/ui/text/line.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import { expectGolden } from '../../fixtures/golden.ts';
import { asText, expectFits, goldenSizes } from './drawn.ts';
import { anyInput, anySize, key, letter, paste, typed } from './keys.ts';

const size = { columns: 80, rows: 24 };

function field(name: string, more: Partial<Field> = {}): Field {
  return {
    name,
    label: name,
    kind: 'text',
    choices: [],
    initial: '',
    check: (text) => (text === '' ? `Give a value for ${name}.` : undefined),
    ...more,
  };
}

function form(fields: readonly Field[], more: Partial<Form> = {}): Form {
  return { title: 'Start deploy', body: [], fields, submit: 'Start', danger: false, ...more };
}

/** The state after all inputs, or what came of the form. */
function play(start: FormState, ...inputs: readonly Input[]): FormState | Filled {
  let state = start;
  for (const input of inputs) {
    const next = formInput(state, input, size);
    if ('filled' in next) return next;
    state = next.state;
  }
  return state;
}

function screen(played: FormState | Filled): string {
  return 'filled' in played ? played.filled : formLines(played, size).lines.map(plainText).join('\n');
}

const two = form([field('version'), field('reason')]);

describe('a form', () => {
  it('goes from field to field with Enter, and is submitted with it on the last', () => {
    expect(play(openForm(two), ...typed('v1'), key('enter'), ...typed('why'), key('enter'))).toEqual({
      filled: 'submitted',
      values: { version: 'v1', reason: 'why' },
    });
  });

  it('moves between fields and buttons with Tab and the arrows', () => {
    const play2 = (...inputs: readonly Input[]) => {
      const state = play(openForm(two), ...inputs);
      return 'filled' in state ? state.filled : state.focus;
    };
    expect(play2(key('tab'))).toEqual({ on: 'field', index: 1 });
    expect(play2(key('down'), key('down'))).toEqual({ on: 'submit' });
    expect(play2(key('up'))).toEqual({ on: 'cancel' });
    expect(play2(key('shift+tab'), key('left'))).toEqual({ on: 'submit' });
    expect(play2(key('up'), key('down'))).toEqual({ on: 'field', index: 0 });
    expect(play2(key('up'), key('enter'))).toBe('cancelled');
  });

  it('says what is wrong once a field was touched, and everything once it was tried', () => {
    const opened = openForm(two);
    expect(screen(opened)).not.toContain('Give a value');
    const touched = screen(play(opened, letter('x'), key('backspace')));
    expect(touched).toContain('✗ Give a value for version.');
    expect(touched).not.toContain('for reason');
    const tried = play(opened, key('tab'), key('tab'), key('enter'));
    expect(screen(tried)).toContain('for version');
    expect(screen(tried)).toContain('for reason');
    expect(tried).toMatchObject({ focus: { on: 'field', index: 0 } });
  });

  it('is decided by a lone key only', () => {
    const filled = play(openForm(two), ...typed('v1'), key('tab'), ...typed('why'));
    if ('filled' in filled) throw new Error('not yet');
    expect(play(filled, key('enter', false))).toEqual(filled);
    expect(play(filled, key('escape', false))).toEqual(filled);
    expect(play(filled, key('tab'), key('enter', false))).toMatchObject({ focus: { on: 'submit' } });
    expect(play(filled, key('escape'))).toEqual({ filled: 'cancelled' });
    expect(play(filled, key('ctrl+c'))).toEqual({ filled: 'cancelled' });
  });

  it('takes a burst as text, and a paste with line ends as one line', () => {
    const state = play(openForm(two), letter('v', false), letter('1', false), paste('.2\n'));
    expect(state).toMatchObject({ fields: [{ state: { text: 'v1.2' } }, {}] });
  });

  it('has Cancel in focus where it is dangerous, and says DANGER', () => {
    const danger = form([field('namespace')], { title: 'Type the namespace', danger: true });
    const opened = openForm(danger);
    expect(play(opened, key('enter'))).toEqual({ filled: 'cancelled' });
    expect(screen(opened)).toContain('│ DANGER  Type the namespace │');
    expect(screen(opened)).toContain('▸ [ Cancel ]');
    // What is typed goes into the field: it decides nothing.
    expect(play(opened, ...typed('prod'))).toMatchObject({
      focus: { on: 'field', index: 0 },
      fields: [{ state: { text: 'prod' } }],
    });
  });

  it('lets a choice be made with the arrows or by typing a part', () => {
    const choices = ['patch', 'minor', 'major'];
    const one = form([field('kind', { kind: 'choice', choices, initial: 'minor' })]);
    const chosen = (...inputs: readonly Input[]) => play(openForm(one), ...inputs, key('enter'));
    expect(chosen()).toEqual({ filled: 'submitted', values: { kind: 'minor' } });
    expect(chosen(key('right'))).toEqual({ filled: 'submitted', values: { kind: 'major' } });
    expect(chosen(key('right'), key('right'))).toEqual({ filled: 'submitted', values: { kind: 'patch' } });
    expect(chosen(...typed('maj'))).toEqual({ filled: 'submitted', values: { kind: 'major' } });
    expect(chosen(...typed('tch'))).toEqual({ filled: 'submitted', values: { kind: 'patch' } });
    const none = form([field('kind', { kind: 'choice', choices })]);
    expect(screen(play(openForm(none), key('enter')))).toContain('✗ Give a value for kind.');
  });

  it('takes no answer that is too long to be one', () => {
    const long = play(openForm(form([field('note')])), paste('x'.repeat(9000)), key('enter'));
    expect(screen(long)).toContain('At most 8192 characters; these are 9000.');
  });

  it('scrolls a body that is longer than the room, and comes back to the field', () => {
    const body = Array.from({ length: 60 }, (_, index) => line(`row ${index + 1}`));
    const opened = openForm(form([field('answer')], { body, danger: true }));
    expect(screen(opened)).toContain('row 1\n');
    expect(screen(opened)).toMatch(/\d+ more below: PageDown/);
    const paged = play(opened, key('pagedown'));
    expect(screen(paged)).not.toContain('row 1\n');
    const end = play(opened, ...Array.from({ length: 9 }, () => key('pagedown')));
    expect(screen(end)).toContain('row 60\n');
    expect(screen(end)).toMatch(/\d+ more above: PageUp/);
    expect(screen(play(opened, ...typed('x')))).toContain('▸ answer');
  });

  it('keeps the fields in sight beside a body of any length, and lets it be read from any of them', () => {
    const low = { columns: 60, rows: 11 };
    const body = Array.from({ length: 60 }, (_, index) => line(`row ${index + 1}`));
    const fields = ['approver', 'key file', 'reason'].map((name) => field(name, { hint: `about ${name}` }));
    let state = openForm(form(fields, { body, danger: true }));
    const press = (chord: string): string => {
      const next = formInput(state, key(chord), low);
      if ('filled' in next) throw new Error('decided');
      state = next.state;
      return formLines(state, low).lines.map(plainText).join('\n');
    };
    expect(formLines(state, low).lines.map(plainText).join('\n')).toMatch(/row 1\n[^]*approver[^]*reason/);
    for (const { name } of fields) {
      const shown = press('tab');
      expect(shown).toContain(`▸ ${name}`);
      expect(shown).toContain(`about ${name}`);
      expect(shown).toContain('row 1\n');
      expect(shown).toMatch(/more below: PageDown/);
      expect(formLines(state, low).cursor).toBeDefined();
    }
    const read = press('pagedown');
    expect(read).toContain('▸ reason');
    expect(read).not.toContain('row 1\n');
    expect(read).toMatch(/more above: PageUp/);
  });

  it('shows the field in focus in whatever window, however long its body is', () => {
    const body = Array.from({ length: 60 }, (_, index) => line(`row ${index + 1} ${'of words '.repeat(9)}`));
    const opened = openForm(form([field('one'), field('two'), field('three')], { body }));
    const sizes = fc.record({
      columns: fc.integer({ min: 20, max: 130 }),
      rows: fc.integer({ min: 3, max: 45 }),
    });
    const chords = fc.array(fc.constantFrom('tab', 'shift+tab', 'pagedown', 'pageup'), { maxLength: 8 });
    fc.assert(
      fc.property(sizes, chords, (window, pressed) => {
        let state = opened;
        for (const chord of ['tab', ...pressed]) {
          const next = formInput(state, key(chord), window);
          if ('filled' in next) throw new Error('decided');
          state = next.state;
        }
        const { lines, cursor } = formLines(state, window);
        const { focus } = state;
        if (focus.on !== 'field') return;
        expect(cursor).toBeDefined();
        const marked = lines.map(plainText).filter((each) => each.startsWith('▸ '));
        expect(marked).toEqual([expect.stringContaining(['one', 'two', 'three'][focus.index] ?? '')]);
      }),
    );
  });

  it('never draws a secret', () => {
    const secret = openForm(form([field('token', { kind: 'secret' })]));
    const filled = screen(play(secret, ...typed('hunter2')));
    expect(filled).not.toContain('hunter');
    expect(filled).toContain('••••');
  });

  it('never throws and always fits, whatever comes in whatever window', () => {
    const wide = form(
      [
        field('version', { hint: 'Version to roll out, such as v1.2.3' }),
        field('環境', { kind: 'choice', choices: ['staging', 'production', '日本'], initial: '' }),
        field('token', { kind: 'secret' }),
      ],
      { body: [line('日本語 '.repeat(40)), line('kubectl apply -f deployment.yaml', 'command')] },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(anyInput, anySize), { maxLength: 40 }), fc.boolean(), (steps, danger) => {
        let state = openForm({ ...wide, danger });
        for (const [input, window] of steps) {
          expectFits(formLines(state, window), window);
          const next = formInput(state, input, window);
          const decided = 'filled' in next;
          expect(decided && !(input.input === 'key' && input.alone)).toBe(false);
          if (decided) return;
          state = next.state;
        }
      }),
    );
  });
});

describe('a form as it is drawn', () => {
  const parameters = form(
    [
      field('version', { hint: 'Version to roll out, such as v1.2.3' }),
      field('services', { kind: 'choice', choices: ['all', 'canary'], initial: 'all' }),
      field('token', { kind: 'secret', hint: 'Of the registry; it is never stored' }),
      field('ticket', { hint: 'The change that this belongs to' }),
    ],
    { body: [line('Deploy to production walks 14 steps. These values can’t be changed later.')] },
  );
  const namespace = form([field('namespace', { label: 'Type the namespace', hint: 'mango-prod' })], {
    title: 'Roll out v1.2.3 in PRODUCTION',
    danger: true,
    submit: 'Run it',
    body: [
      line('cluster    https://cluster.example:6443'),
      line('namespace  mango-prod'),
      line('kubectl rollout restart deployment --all', 'command'),
    ],
  });

  it.each(goldenSizes)('is as in the golden file at $columns x $rows', (window) => {
    const name = `${window.columns}x${window.rows}`;
    const shown = [parameters, namespace].flatMap((each) => {
      const opened = openForm(each);
      const used = ['x', 'y'].reduce((state, text) => {
        const next = formInput(state, letter(text), window);
        return 'filled' in next ? state : next.state;
      }, opened);
      const tried = formInput({ ...used, focus: { on: 'submit' } }, key('enter'), window);
      return [opened, used, ...('filled' in tried ? [] : [tried.state])];
    });
    const edge = `${'='.repeat(window.columns)}\n`;
    const text = shown.map((each) => asText(formLines(each, window))).join(edge);
    expectGolden(new URL(`../../fixtures/ui/form/${name}.txt`, import.meta.url), text);
  });
});
