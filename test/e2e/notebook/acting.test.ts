import { describe, expect, it } from 'vitest';
import { chooses, fillsIn, uses } from '../support/offered-keys.ts';
import { command, item, runbookText, step } from '../support/runbook-text.ts';
import { openScreen } from '../support/screen.ts';
import { expectWholeLogs, openWorkspace } from '../support/workspace.ts';

describe('an item to tick', () => {
  it('is signed with yes, with a note, or with no and why', async () => {
    const workspace = openWorkspace();
    const names = ['first', 'second', 'third'];
    workspace.write('tick.md', runbookText('Tick', ...names.map((name) => item(name, `The ${name} is so`))));
    const user = openScreen(workspace, ['tick.md']);
    await user.sees('▸ to do 1');
    await uses(user, 'y', 'yes');

    await user.sees('▸ to do 2');
    await uses(user, 'Enter', 'sign');
    await chooses(user, 'Yes, with a note …');
    await fillsIn(user, 'Sign: yes', 'seen on the dashboard');

    await user.sees('▸ to do 3');
    await uses(user, 'n', 'no');
    await uses(user, 'Enter', 'Sign: no');
    await user.sees('Say why: it goes into the log.');
    await fillsIn(user, 'Sign: no', 'it is on fire');
    await user.sees('✗ FAILED 3 The third is so');
    await uses(user, 'q', 'leave');
    await chooses(user, 'Pause and leave');
    expect(await user.ends()).toBe(3);
    const signed = (await workspace.events()).filter(({ type }) => type === 'signoff');
    expect(signed).toMatchObject([
      { decision: 'yes' },
      { decision: 'yes', note: 'seen on the dashboard' },
      { decision: 'no', note: 'it is on fire' },
    ]);
    expectWholeLogs(workspace);
  });
});

describe('a step', () => {
  it('is skipped with a reason only', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'skip.md',
      runbookText('Skip', command('one', 'echo one >> "$LEDGER"'), item('two', 'Two')),
    );
    const user = openScreen(workspace, ['skip.md']);
    await uses(user, 's', 'skip');
    await uses(user, 'Enter', 'Skip it');
    await user.sees('A reason is needed: it goes into the log.');
    await uses(user, 'Esc', 'cancel');
    await user.missesNow('Enter Skip it');
    await uses(user, 's', 'skip');
    await fillsIn(user, 'Skip it', 'done by hand');
    await user.sees('▸ to do 2 Two');
    await user.sees('done by hand');
    await user.presses('q', 'enter');
    expect(await user.ends()).toBe(3);
    expect(workspace.ledgerLines()).toEqual([]);
    expect(await workspace.events()).toContainEqual(
      expect.objectContaining({ type: 'step.skipped', reason: 'done by hand' }),
    );
  });

  it('that is required is not skipped, and the screen says why', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'must.md',
      runbookText('Must', command('must', 'echo must', 'effect: read, required: true')),
    );
    const user = openScreen(workspace, ['must.md']);
    const shown = await user.sees('▸ to do 1');
    expect(shown).not.toContain('s skip');
    await user.presses('s');
    await user.sees(/✗ .*must.*required/);
    await user.presses('y');
    await user.sees('✗ must asks for no tick.');
    await user.presses('a');
    await user.sees('✗ must asks for no approval.');
    await user.presses('C');
    await user.sees(/✗ .*fail/);
    await user.presses('b');
    await user.sees('✗ This is the first step: nothing is before it.');
    await user.presses('c');
    await user.sees('✗ must offers no check.');
  });

  it('that failed offers its ways on', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'fail.md',
      runbookText(
        'Fail',
        item('before', 'Before'),
        command('fail', 'echo again >> "$LEDGER"; exit 3'),
        item('after', 'After'),
      ),
    );
    const user = openScreen(workspace, ['fail.md']);
    await uses(user, 'y', 'yes');
    await user.sees('▸ to do 2');
    await uses(user, 'Enter', 'run');
    await user.sees('✗ FAILED 2');
    await user.sees('exit code 3');
    await uses(user, 'Enter', 'ways on');
    await chooses(user, 'Run it again');
    await user.sees('attempt 2');
    await expect.poll(() => workspace.ledgerLines()).toHaveLength(2);

    await uses(user, 'b', 'go back');
    await fillsIn(user, 'Go back', '', 'the first was not so');
    await user.sees('▸ to do 1 Before');
    await uses(user, 'y', 'yes');
    await user.sees('▸ to do 2');
    await uses(user, 'Enter', 'run');
    await user.sees('✗ FAILED 2');

    await uses(user, 'C', 'go on');
    await fillsIn(user, 'Go on', 'known fault');
    await user.sees('▸ to do 3 After');
    await uses(user, 'y', 'yes');
    await user.sees('✗ FAILED: went on after a failure of fail');
    await uses(user, 'q', 'leave');
    expect(await user.ends()).toBe(1);
    expectWholeLogs(workspace);
  });

  it('that failed can end the session as failed', async () => {
    const workspace = openWorkspace();
    workspace.write('fail.md', runbookText('Fail', command('fail', 'exit 3')));
    const user = openScreen(workspace, ['fail.md']);
    await uses(user, 'Enter', 'run');
    await user.sees('✗ FAILED 1');
    await uses(user, 'Enter', 'ways on');
    await chooses(user, 'End the session as failed …');
    await fillsIn(user, 'End it', 'no time');
    await user.sees('✗ FAILED: no time');
    await uses(user, 'q', 'leave');
    expect(await user.ends()).toBe(1);
    expect(user.rows().join('\n')).toContain('no time');
  });
});

describe('the session', () => {
  it('takes a note, is aborted with a reason, and its end stays on the terminal', async () => {
    const workspace = openWorkspace();
    workspace.write('short.md', runbookText('Short', item('one', 'One')));
    const user = openScreen(workspace, ['short.md']);
    await uses(user, 'i', 'note');
    await fillsIn(user, 'Write it', 'the pager rang at three');
    await user.missesNow('Enter Write it');
    await uses(user, '^P', 'palette');
    await user.sees('Enter');
    user.types('abort');
    await user.sees(/▸ abort/);
    await user.presses('enter');
    await fillsIn(user, 'Abort it', 'wrong window');
    await user.sees('ABORTED');
    await uses(user, 'q', 'leave');
    expect(await user.ends()).toBe(4);
    expect(user.alternate()).toBe(false);
    await user.sees('ABORTED');
    await user.sees('wrong window');
    const events = await workspace.events();
    expect(events).toContainEqual(expect.objectContaining({ type: 'note', text: 'the pager rang at three' }));
    expectWholeLogs(workspace);
  });

  it('is handed over, and taken over by the other one', async () => {
    const workspace = openWorkspace();
    workspace.write('hand.md', runbookText('Hand', item('one', 'One')));
    const user = openScreen(workspace, ['hand.md']);
    await user.sees('▸ to do 1');
    await user.presses('H');
    await fillsIn(user, 'Hand over', 'grace', 'the dashboard is open');
    expect(await user.ends()).toBe(3);
    await user.sees('Go on with: teei-runbook --resume');
    const next = openScreen(workspace, ['--resume']);
    await next.sees('handed over to grace');
    await next.sees('the dashboard is open');
    await fillsIn(next, 'Go on', 'grace');
    await next.sees('▸ to do 1 One');
    await uses(next, 'y', 'yes');
    await next.sees('COMPLETED');
    await uses(next, 'q', 'leave');
    expect(await next.ends()).toBe(0);
    expectWholeLogs(workspace);
  });

  it('is left and resumed where it was', async () => {
    const workspace = openWorkspace();
    workspace.write('two.md', runbookText('Two', item('one', 'One'), item('two', 'Two')));
    const user = openScreen(workspace, ['two.md']);
    await uses(user, 'y', 'yes');
    await user.sees('▸ to do 2');
    await uses(user, 'q', 'leave');
    await chooses(user, 'Pause and leave');
    expect(await user.ends()).toBe(3);
    const next = openScreen(workspace, ['--resume']);
    await next.sees('▸ to do 2 Two');
    await uses(next, 'y', 'yes');
    await next.sees('COMPLETED');
    await uses(next, 'q', 'leave');
    expect(await next.ends()).toBe(0);
    expectWholeLogs(workspace);
  });
});

it('shows after a resume what earlier steps have printed', async () => {
  const workspace = openWorkspace();
  workspace.write(
    'two.md',
    runbookText('Two', command('speak', 'echo "spoken before"; exit 3'), item('two', 'Two')),
  );
  const user = openScreen(workspace, ['two.md']);
  await uses(user, 'Enter', 'run');
  await user.sees('✗ FAILED 1');
  await uses(user, 'q', 'leave');
  await chooses(user, 'Pause and leave');
  expect(await user.ends()).toBe(3);
  const next = openScreen(workspace, ['--resume']);
  await next.sees('│ spoken before');
});

describe('a question', () => {
  it('is answered in a form, and a secret is neither on the screen nor in the log', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'ask.md',
      runbookText(
        'Ask',
        step(
          'kind: ask',
          'id: who',
          'question: Who are you?',
          'asks:',
          '  nick: { type: string, label: Nick }',
          '  colour: { type: enum, values: [red, blue], default: red, label: Colour }',
          '  word: { type: secret, label: Word }',
        ),
        command('tell', 'echo "$NICK likes $COLOUR, and $WORD"'),
        step(
          'kind: decide',
          'id: way',
          'question: Which way?',
          'choices:',
          '  - { value: left, label: To the left }',
          '  - { value: right, label: To the right }',
        ),
      ),
    );
    const user = openScreen(workspace, ['ask.md']);
    await uses(user, 'Enter', 'answer');
    await fillsIn(user, 'Answer', 'ada', '', 'open-sesame-17');
    await user.sees('▸ to do 2');
    await uses(user, 'Enter', 'run');
    await user.sees('ada likes red, and');
    await uses(user, 'Enter', 'choose');
    await chooses(user, 'To the right');
    await user.sees('COMPLETED');
    await uses(user, 'q', 'leave');
    expect(await user.ends()).toBe(0);
    expect(user.raw()).not.toContain('open-sesame');
    expect(workspace.logLines().join('\n')).not.toContain('open-sesame');
    expect(await workspace.events()).toContainEqual(expect.objectContaining({ values: { way: 'right' } }));
    expectWholeLogs(workspace);
  });
});
