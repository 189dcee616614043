import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPipes, openTerminal } from './support/open-terminal.ts';
import { expectWholeLogs, openWorkspace } from './support/workspace.ts';

const command = (body: string, keys = 'id: go, effect: read'): string =>
  `# Terminal\n\n<!-- step: { ${keys} } -->\n\`\`\`bash\n${body}\n\`\`\`\n\n- [ ] The end\n      <!-- step: { id: end } -->\n`;

const controlC = '\x03';
const paint = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`);

describe('the terminal under the plain renderer', () => {
  it('leaves with 130 and the way to resume at Ctrl+C on a prompt', async () => {
    const workspace = openWorkspace();
    workspace.write('go.md', command('echo ran >> "$LEDGER"'));
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.types(controlC);
    await session.sees(`Paused. Go on with: teei-runbook --resume ${workspace.sessions()[0]}`);
    expect(await session.ends()).toBe(130);
    expect(workspace.ledgerLines()).toEqual([]);
    expect(await workspace.events()).toContainEqual({ type: 'session.paused', reason: 'left by Ctrl+C' });
    const again = openTerminal(workspace, ['--resume', '--plain']);
    await again.sees('go> ');
    again.says('run');
    await again.sees('end> ');
    again.says('yes');
    expect(await again.ends()).toBe(0);
    expectWholeLogs(workspace);
  });

  it('stops the command alone at Ctrl+C while one runs', async () => {
    const workspace = openWorkspace();
    workspace.write('go.md', command('echo begun; sleep 600; echo never >> "$LEDGER"'));
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.says('run');
    await session.sees('│ begun');
    session.types(controlC);
    await session.sees('stopped by the operator');
    await session.sees('FAILED       go');
    await session.sees('go> ');
    session.says('leave');
    expect(await session.ends()).toBe(3);
    expect(workspace.ledgerLines()).toEqual([]);
  });

  it('lets no line that was typed while a command ran answer the next prompt', async () => {
    const workspace = openWorkspace();
    const fifo = `${workspace.folder}/go-on`;
    workspace.write('go.md', command(`mkfifo '${fifo}'; echo begun; read -r _ < '${fifo}'`));
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.says('run');
    await session.sees('│ begun');
    session.says('yes');
    session.says('yes');
    // The terminal echoes a typed line when it has taken it.
    await session.sees(/yes\s+yes/);
    workspace.write('go-on', 'go on\n');
    await session.sees('passed       go');
    await session.sees('end> ');
    session.says('status');
    await session.sees('→ to do        end');
    await session.sees('end> ');
    session.says('leave');
    expect(await session.ends()).toBe(3);
    expect((await workspace.events()).map(({ type }) => type)).not.toContain('signoff');
  });

  it('pauses with 3 at the end of input', async () => {
    const workspace = openWorkspace();
    workspace.write('go.md', command('echo ran >> "$LEDGER"'));
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.types('\x04');
    await session.sees('Paused.');
    expect(await session.ends()).toBe(3);
    expect(workspace.ledgerLines()).toEqual([]);
  });

  it('does the same for a pipe that ends', async () => {
    const workspace = openWorkspace();
    workspace.write('go.md', command('echo ran >> "$LEDGER"'));
    const session = openPipes(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.says('run');
    await session.sees('end> ');
    session.hangsUp();
    await session.sees('Paused.');
    expect(await session.ends()).toBe(3);
    expect(workspace.ledgerLines()).toEqual(['ran']);
  });

  it('echoes no secret, neither when it is asked for nor when a command prints it', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'secret.md',
      `# Secret

\`\`\`yaml step
kind: ask
id: token
question: Which token?
asks:
  token: { type: secret }
\`\`\`

<!-- step: { id: use, effect: read } -->
\`\`\`bash
printf '%s' "$TOKEN" | wc -c; echo "it is $TOKEN"
\`\`\`
`,
    );
    const session = openTerminal(workspace, ['secret.md', '--plain']);
    await session.sees('token> ');
    session.says('');
    await session.sees('token (secret): ');
    session.says('correct-horse-battery');
    await session.sees('use> ');
    session.says('run');
    await session.sees('│ 21');
    await session.sees('│ it is ');
    await session.sees('COMPLETED');
    expect(await session.ends()).toBe(0);
    expect(session.raw()).not.toContain('correct-horse');
    expect(workspace.logLines().join('\n')).not.toContain('correct-horse');
  });

  it('lends the terminal to an interactive command and takes it back', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'go.md',
      command('read -r -p "your name: " x; echo "got <$x>"', 'id: go, effect: read, interactive: true'),
    );
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.says('run');
    await session.sees('your name: ');
    session.says('Ada Lovelace');
    await session.sees('got <Ada Lovelace>');
    await session.sees('end> ');
    session.says('yes');
    await session.sees('COMPLETED');
    expect(await session.ends()).toBe(0);
    // It is the step's output, and was not shown twice.
    expect(session.screen()).not.toContain('│ ');
    const finished = (await workspace.events()).find((event) => event.type === 'step.finished');
    expect(finished).toMatchObject({ recording: { recorded: 'whole' } });
    const recorded = readFileSync(join(workspace.sessionFolder(), finished?.output?.path ?? ''), 'utf8');
    expect(recorded).toBe('your name: Ada Lovelace\r\ngot <Ada Lovelace>\r\n');
    expectWholeLogs(workspace);
  });

  it('gives Ctrl+C to an interactive command, and stays', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'go.md',
      command('read -r -p "your name: " x', 'id: go, effect: read, interactive: true'),
    );
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.says('run');
    await session.sees('your name: ');
    session.types(controlC);
    await session.sees('FAILED       go');
    await session.sees('go> ');
    session.says('leave');
    expect(await session.ends()).toBe(3);
  });

  it('shows escape sequences of a command as text, and passes none on', async () => {
    const workspace = openWorkspace();
    const hostile = String.raw`printf '\e]52;c;aGFj\a\e[2J\e[1;1Hgone\u202Ereversed\r\n\e]8;;http://x\e\\link\n'`;
    workspace.write('go.md', command(hostile));
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.says('run');
    await session.sees('end> ');
    session.says('leave');
    expect(await session.ends()).toBe(3);
    expect(session.screen()).toContain('gone');
    const raw = session.raw();
    for (const sequence of ['\x1b]52', '\x1b[2J', '\x1b[1;1H', '\x1b]8', '\u202e'])
      expect(raw).not.toContain(sequence);
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['a dumb terminal', { TERM: 'dumb' }],
  ])('paints nothing for %s', async (_name, env) => {
    const workspace = openWorkspace();
    workspace.write('go.md', command('echo hello'));
    const session = openTerminal(workspace, ['go.md', '--plain'], { env });
    await session.sees('go> ');
    session.says('run');
    await session.sees('end> ');
    session.says('yes');
    expect(await session.ends()).toBe(0);
    expect(session.raw()).not.toMatch(paint);
  });

  it('paints where there are colours', async () => {
    const workspace = openWorkspace();
    workspace.write('go.md', command('echo hello'));
    const session = openTerminal(workspace, ['go.md', '--plain']);
    await session.sees('go> ');
    session.types(controlC);
    expect(await session.ends()).toBe(130);
    expect(session.raw()).toMatch(paint);
  });

  it('is whole at 60 columns', async () => {
    const workspace = openWorkspace();
    workspace.write('go.md', command(`echo ${'long '.repeat(40)}`));
    const session = openTerminal(workspace, ['go.md', '--plain'], { columns: 60 });
    await session.sees('go> ');
    session.says('run');
    await session.sees('│ long long');
    await session.sees('end> ');
    session.says('yes and this is a note that is a good deal longer than the line it is typed on');
    await session.sees('COMPLETED');
    expect(await session.ends()).toBe(0);
    expect(await workspace.events()).toContainEqual(
      expect.objectContaining({
        type: 'signoff',
        note: 'and this is a note that is a good deal longer than the line it is typed on',
      }),
    );
  });
});
