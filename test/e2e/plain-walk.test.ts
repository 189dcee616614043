import { describe, expect, it } from 'vitest';
import { openTerminal } from './support/open-terminal.ts';
import { expectWholeLogs, openWorkspace } from './support/workspace.ts';

const threeSteps = `# Release

## Before
- [ ] All pull requests merged

## Do it
<!-- step: { id: first, effect: read } -->
\`\`\`bash
echo first >> "$LEDGER"; echo "the first was here"
\`\`\`

<!-- step: { id: second, effect: read } -->
\`\`\`bash
echo second >> "$LEDGER"
\`\`\`
`;

describe('a walk at the terminal', () => {
  it('goes from step to step and ends with 0', async () => {
    const workspace = openWorkspace();
    workspace.write('release.md', threeSteps);
    const session = openTerminal(workspace, ['release.md', '--plain']);
    await session.sees('[1/3] All pull requests merged');
    await session.sees('yes [NOTE]');
    await session.sees('before-1> ');
    session.says('yes seen by me');
    await session.sees('[2/3]');
    await session.sees('echo first >> "$LEDGER"');
    await session.sees('first> ');
    expect(workspace.ledgerLines()).toEqual([]);
    session.says('run');
    await session.sees('│ the first was here');
    await session.sees('passed       first: exit code 0');
    await session.sees('second> ');
    session.says('');
    await session.sees('COMPLETED');
    await session.sees('3 of 3 steps');
    expect(await session.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['first', 'second']);
    expectWholeLogs(workspace);
  });

  it('ticks nothing and runs nothing on a stray Enter, a wrong word or a wrong command', async () => {
    const workspace = openWorkspace();
    workspace.write('release.md', threeSteps);
    const session = openTerminal(workspace, ['release.md', '--plain']);
    await session.sees('before-1> ');
    session.says('');
    await session.sees('Enter alone is no answer here');
    await session.sees('before-1> ');
    session.says('yess');
    await session.sees('“yess” is no command');
    await session.sees('did you mean yes?');
    await session.sees('before-1> ');
    session.says('what now');
    await session.sees('help lists every command');
    await session.sees('before-1> ');
    session.says('run');
    await session.sees('runs nothing: it asks a person');
    await session.sees('before-1> ');
    session.says('yes');
    await session.sees('first> ');
    session.says('yes');
    await session.sees('answers nothing here');
    await session.sees('first> ');
    session.says('retry now');
    await session.sees('“retry now” is no command');
    await session.sees('first> ');
    for (const word of [
      'done I saw it',
      'failed I saw it',
      'continue why not',
      'roll back',
      'approve somebody',
    ]) {
      session.says(word);
      await session.sees('refused');
      await session.sees('first> ');
    }
    session.says('leave');
    expect(await session.ends()).toBe(3);
    expect(workspace.ledgerLines()).toEqual([]);
    expect((await workspace.events()).map(({ type }) => type)).not.toContain('step.started');
  });

  it('keeps a no, with its note, and asks again', async () => {
    const workspace = openWorkspace();
    workspace.write('release.md', threeSteps);
    const session = openTerminal(workspace, ['release.md', '--plain']);
    await session.sees('before-1> ');
    session.says('no one is still open');
    await session.sees('before-1> ');
    session.says('yes');
    await session.sees('first> ');
    session.says('leave');
    expect(await session.ends()).toBe(3);
    const given = (await workspace.events()).flatMap((event) =>
      event.type === 'signoff'
        ? [{ decision: event.decision, note: event.note, signed: event.signature }]
        : [],
    );
    expect(given).toEqual([
      { decision: 'no', note: 'one is still open', signed: undefined },
      { decision: 'yes', note: undefined, signed: undefined },
    ]);
  });

  it('skips for a reason only, and tells the reason in the status', async () => {
    const workspace = openWorkspace();
    workspace.write('release.md', threeSteps);
    const session = openTerminal(workspace, ['release.md', '--plain']);
    await session.sees('before-1> ');
    session.says('skip');
    await session.sees('needs a reason');
    await session.sees('before-1> ');
    session.says('skip nothing to merge today');
    await session.sees('first> ');
    session.says('status');
    await session.sees('skipped      before-1: nothing to merge today');
    await session.sees('→ to do        first');
    await session.sees('first> ');
    session.says('leave');
    expect(await session.ends()).toBe(3);
  });

  it('goes back to the step before or to a named one, and says that effects stay', async () => {
    const workspace = openWorkspace();
    workspace.write('release.md', threeSteps);
    const session = openTerminal(workspace, ['release.md', '--plain']);
    await session.sees('before-1> ');
    session.says('yes');
    await session.sees('first> ');
    session.says('run');
    await session.sees('second> ');
    session.says('back');
    await session.sees('What was done stays done.');
    await session.sees('first> ');
    session.says('back before-1 looked at the wrong list');
    await session.sees('void: ');
    await session.sees('before-1> ');
    session.says('back');
    await session.sees('refused');
    await session.sees('before-1> ');
    session.says('back nowhere');
    await session.sees('There is no step nowhere');
    await session.sees('before-1> ');
    session.says('leave');
    expect(await session.ends()).toBe(3);
    expect(workspace.ledgerLines()).toEqual(['first']);
  });

  it('shows the step again, the last output, the status and the help, and takes notes', async () => {
    const workspace = openWorkspace();
    workspace.write('release.md', threeSteps);
    const session = openTerminal(workspace, ['release.md', '--plain']);
    await session.sees('before-1> ');
    session.says('output');
    await session.sees('no step has printed anything yet');
    await session.sees('before-1> ');
    session.says('yes');
    await session.sees('first> ');
    session.says('run');
    await session.sees('second> ');
    session.says('output');
    await session.sees(/outputs\/[0-9a-f]{64}/);
    await session.sees('the first was here');
    await session.sees('second> ');
    session.says('show');
    await session.sees('[3/3]');
    await session.sees('echo second');
    await session.sees('second> ');
    session.says('note the load is high');
    await session.sees('noted        the load is high');
    await session.sees('second> ');
    session.says('note');
    await session.sees('A note needs a text');
    await session.sees('second> ');
    session.says('status');
    await session.sees('passed       first');
    await session.sees('note by');
    await session.sees('second> ');
    session.says('help');
    await session.sees('run the step');
    await session.sees('this list');
    await session.sees('second> ');
    session.says('leave');
    await session.sees('Paused.');
    expect(await session.ends()).toBe(3);
  });

  it('lets a machine look where the item offers it, and still wants the tick', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'look.md',
      `# Look\n\n- [ ] The file is there\n      <!-- step: { id: file, check: { check: file, with: { path: ${workspace.ledger}, exists: true } } } -->\n`,
    );
    const session = openTerminal(workspace, ['look.md', '--plain']);
    await session.sees('· check');
    await session.sees('file> ');
    session.says('check');
    await session.sees('pass');
    await session.sees('file> ');
    session.says('yes');
    await session.sees('COMPLETED');
    expect(await session.ends()).toBe(0);
  });

  it('asks for values until they fit, and gives them to the commands', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'size.md',
      `# Size

\`\`\`yaml step
kind: ask
id: size
question: How many replicas?
asks:
  replicas: { type: integer, default: "2" }
  colour: { type: enum, values: [red, blue] }
\`\`\`

\`\`\`yaml step
kind: decide
id: way
question: Which way?
name: way
choices:
  - { value: fast, label: Fast }
  - { value: slow, label: Slow }
\`\`\`

<!-- step: { id: use, effect: read } -->
\`\`\`bash
echo "$REPLICAS $COLOUR $WAY"
\`\`\`
`,
    );
    const session = openTerminal(workspace, ['size.md', '--plain']);
    await session.sees('size> ');
    session.says('');
    await session.sees('replicas (integer, Enter: 2): ');
    session.says('many');
    await session.sees('refused');
    await session.sees('replicas (integer, Enter: 2): ');
    session.says('');
    await session.sees('colour (red | blue): ');
    session.says('green');
    await session.sees('refused');
    await session.sees('colour (red | blue): ');
    session.says('blue');
    await session.sees('type one of: fast, slow');
    await session.sees('way> ');
    session.says('medium');
    await session.sees('refused');
    await session.sees('way> ');
    session.says('slow');
    await session.sees('use> ');
    session.says('');
    await session.sees('│ 2 blue slow');
    expect(await session.ends()).toBe(0);
  });
});
