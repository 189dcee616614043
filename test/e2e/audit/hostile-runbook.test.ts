import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Finished, runProgram } from '../program.ts';
import { openPipes } from '../support/open-terminal.ts';
import { command, runbookText } from '../support/runbook-text.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';

function openAtLocal(): Workspace {
  const workspace = openWorkspace();
  workspace.write('platform.yaml', 'environments:\n  local: { production: false, namespace: none }\n');
  return workspace;
}

function run(workspace: Workspace, ...args: readonly string[]): Finished {
  return runProgram(args, { cwd: workspace.folder, env: workspace.env });
}

const withFrontMatter = (text: string, ...parts: readonly string[]): string =>
  `---\n${text}\n---\n\n${runbookText('Hostile', ...parts)}`;

/** A runbook with one parameter, whose command writes it down as it got it. */
const taking = (parameter: string): string =>
  withFrontMatter(
    `parameters:\n  word: ${parameter}`,
    command('write', String.raw`printf '%s\n' "$WORD" | tee -a "$LEDGER"`),
  );

const nine = (name: string): string => `[${Array(9).fill(name).join(', ')}]`;

/** Neither a session nor anything of the attack is there. */
function nothingCameOfIt(workspace: Workspace): void {
  expect(existsSync(join(workspace.folder, 'pwned'))).toBe(false);
  expect(existsSync(join(workspace.folder, 'state/teei-runbook/sessions'))).toBe(false);
  expect(workspace.ledgerLines()).toEqual([]);
}

describe('a hostile value of a parameter', () => {
  it('50 shell text, and a leading hyphen: the command gets them as they are, and nothing runs them', () => {
    const values = [
      '; rm -rf ~; touch pwned',
      '$(touch pwned)',
      '`touch pwned`',
      '"; touch pwned; "',
      "'; touch pwned; '",
      '&& touch pwned',
      '| tee pwned',
      '> pwned',
      '${IFS}*~',
      '-rf',
      '--help',
    ];
    const workspace = openAtLocal();
    const names = values.map((_, index) => `word-${index}`);
    workspace.write(
      'take.md',
      withFrontMatter(
        `parameters:\n${names.map((name) => `  ${name}: {}`).join('\n')}`,
        ...names.map((name, index) =>
          command(name, String.raw`printf '%s\n' "$WORD_${index}" | tee -a "$LEDGER"`),
        ),
      ),
    );
    const kept = workspace.write('home/kept', 'kept');
    const given = values.flatMap((value, index) => ['-p', `word-${index}=${value}`]);
    expect(run(workspace, 'take.md', '--unattended', ...given)).toMatchObject({ exitCode: 0 });
    expect(workspace.ledgerLines()).toEqual(values);
    expect(existsSync(kept)).toBe(true);
    expect(existsSync(join(workspace.folder, 'pwned'))).toBe(false);
    expectWholeLogs(workspace);
  });

  it('51 a line break or a NUL: refused before anything runs, and not repeated', () => {
    const workspace = openAtLocal();
    workspace.write('take.md', taking('{}'));
    workspace.write('with-nul', 'first\0second');
    workspace.write('with-break', 'first\nsecond\n');
    for (const [given, told] of [
      ['first\nsecond', 'a line break'],
      ['first\rsecond', 'a line break'],
      ['@with-break', 'a line break'],
      ['@with-nul', 'a NUL character'],
    ] as const) {
      const refused = run(workspace, 'take.md', '--unattended', '-p', `word=${given}`);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain(`\`word\` must not contain ${told}. [value/invalid]`);
      expect(`${refused.stdout}${refused.stderr}`).not.toContain('second');
    }
    nothingCameOfIt(workspace);
  });

  it('55 a pattern and a text on which a backtracking matcher never ends: answered, and lint refuses what needs one', async () => {
    const workspace = openAtLocal();
    workspace.write('take.md', taking('{ pattern: "((a+)+)+(a|a)*" }'));
    const refused = openPipes(workspace, ['take.md', '--unattended', '-p', `word=${'a'.repeat(8000)}!`]);
    await refused.sees('[value/invalid]');
    expect(await refused.ends()).toBe(2);
    nothingCameOfIt(workspace);

    const capture = 'capture: { got: { output: "^(a|a)*(a*)*b$" } }, on-failure: stop';
    workspace.write(
      'capture.md',
      runbookText('C', command('print', `printf '%0100000d' 0 | tr 0 a`, `effect: read, ${capture}`)),
    );
    const captured = openPipes(workspace, ['capture.md', '--unattended']);
    await captured.sees('the output has nothing like');
    expect(await captured.ends()).toBe(1);

    workspace.write('look.md', taking(String.raw`{ pattern: "(?=a)(a)\\1" }`));
    const linted = run(workspace, 'lint', 'look.md');
    expect(linted.exitCode).toBe(2);
    expect(linted.stdout).toContain('RE2 syntax');
  });
});

describe('a hostile file', () => {
  it('52 the key `__proto__`, or `constructor`: refused in a runbook, in platform.yaml and on the command line', () => {
    for (const key of ['__proto__', 'constructor']) {
      const workspace = openAtLocal();
      const hostile = `{ ${key}: { production: false, effect: read } }`;
      for (const text of [
        withFrontMatter(`parameters: { v: ${hostile} }`, command('write', 'echo ran >> "$LEDGER"')),
        withFrontMatter(`${key}: { production: false }`, command('write', 'echo ran >> "$LEDGER"')),
        runbookText('In a step', command('write', 'echo ran >> "$LEDGER"', `${key}: { effect: read }`)),
      ]) {
        workspace.write('hostile.md', text);
        const refused = run(workspace, 'hostile.md', '--unattended');
        expect(refused.exitCode).toBe(2);
        expect(refused.stderr).toContain(`The key \`${key}\` is not allowed`);
      }
      workspace.write('take.md', taking('{}'));
      const unknown = run(workspace, 'take.md', '--unattended', '-p', 'word=a', '-p', `${key}=x`);
      expect(unknown.exitCode).toBe(2);
      expect(unknown.stderr).toContain(`There is no parameter ${key}`);
      workspace.write('platform.yaml', `environments:\n  local: ${hostile}\n`);
      const environment = run(workspace, 'take.md', '--unattended', '-p', 'word=a');
      expect(environment.exitCode).toBe(2);
      expect(environment.stderr).toContain(`The key \`${key}\` is not allowed`);
      nothingCameOfIt(workspace);
    }
  });

  it('53 front matter in JavaScript, or with a tag that makes a function: refused, and never run', () => {
    const script = 'require("node:fs").writeFileSync("pwned", "")';
    for (const frontMatter of [
      `---js\n{ title: ${script} }\n---`,
      `---javascript\n${script}\n---`,
      `---json\n{}\n---`,
      `+++\ntitle = "t"\n+++`,
      `---\ntitle: !!js/function 'function () { ${script} }'\n---`,
      `---\ntitle: !<tag:yaml.org,2002:js/eval> '${script}'\n---`,
    ]) {
      const workspace = openAtLocal();
      workspace.write(
        'script.md',
        `${frontMatter}\n\n${runbookText('S', command('write', 'echo ran >> "$LEDGER"'))}`,
      );
      for (const args of [
        ['lint', 'script.md'],
        ['script.md', '--unattended'],
      ]) {
        expect({ frontMatter, args, exitCode: run(workspace, ...args).exitCode }).toMatchObject({
          exitCode: 2,
        });
      }
      nothingCameOfIt(workspace);
    }
  });

  it('54 a bomb of aliases, in a runbook, in a step and in platform.yaml: refused while it is small', () => {
    const levels = Array.from(
      { length: 12 },
      (_, at) => `l${at}: &l${at} ${nine(at === 0 ? 'x' : `*l${at - 1}`)}`,
    );
    const workspace = openAtLocal();
    // With less memory than the bomb would take.
    const env = { ...workspace.env, NODE_OPTIONS: '--max-old-space-size=256' };
    const isRefused = (): void => {
      const refused = runProgram(['bomb.md', '--unattended'], { cwd: workspace.folder, env });
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain('[parse/yaml-too-large]');
    };
    const step = command('write', 'echo ran >> "$LEDGER"');
    for (const text of [
      withFrontMatter(levels.join('\n'), step),
      runbookText('B', `\`\`\`yaml step\nkind: verify\n${levels.join('\n')}\n\`\`\``, step),
    ]) {
      workspace.write('bomb.md', text);
      isRefused();
    }
    workspace.write('bomb.md', runbookText('B', step));
    workspace.write('platform.yaml', levels.join('\n'));
    isRefused();
    nothingCameOfIt(workspace);
  });
});
