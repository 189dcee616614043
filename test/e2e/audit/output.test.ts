import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { runProgram } from '../program.ts';
import { uses } from '../support/offered-keys.ts';
import { openTerminal } from '../support/open-terminal.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { openScreen } from '../support/screen.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';
import { logOf, logText, typesIn } from './support/crash-scene.ts';

const mebibyte = 1024 * 1024;

interface Ran {
  readonly workspace: Workspace;
  /** What the program wrote, where nobody was at a terminal. */
  readonly said: string;
  /** The file that the log names as the command's output. */
  readonly outputFile: string;
}

/** Runs one command to its end, unattended. */
async function ran(script: string, title = 'Output', env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const workspace = openWorkspace();
  workspace.write('platform.yaml', 'environments:\n  local: { production: false, namespace: none }\n');
  workspace.write('print.md', runbookText(title, command('print', script)));
  const { exitCode, stdout, stderr } = runProgram(['print.md', '--unattended'], {
    cwd: workspace.folder,
    env: { ...workspace.env, ...env },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const output = (await workspace.events()).find((event) => event.type === 'step.finished')?.output;
  if (output === undefined) throw new Error('the command has left no output');
  expect(output.truncated).toBe(false);
  const outputFile = join(workspace.sessionFolder(), output.path);
  expect(statSync(outputFile).size).toBe(output.bytes);
  expectWholeLogs(workspace);
  return { workspace, said: `${stdout}${stderr}`, outputFile };
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('what a command prints', () => {
  it('37 128 MiB of output: whole, and neither the log nor the screen grows with it', async () => {
    const line = `${'x'.repeat(63)}\n`;
    const { workspace, said, outputFile } = await ran(
      `{ yes '${line.trim()}' || true; } | head -c ${128 * mebibyte}`,
    );
    expect(sha256(readFileSync(outputFile))).toBe(sha256(Buffer.alloc(128 * mebibyte, line)));
    expect(statSync(logOf(workspace)).size).toBeLessThan(mebibyte / 16);
    expect(said.length).toBeLessThan(mebibyte);
  });

  it('38 binary output: kept byte for byte', async () => {
    const { workspace, outputFile } = await ran('head -c 3000000 /dev/urandom | tee printed');
    expect(sha256(readFileSync(outputFile))).toBe(sha256(readFileSync(join(workspace.folder, 'printed'))));
  });

  it('39 invalid UTF-8 in output: kept as it is, and the log and its exports stay valid', async () => {
    const { workspace, said, outputFile } = await ran(
      String.raw`printf 'caf\xe9 \xff\xfe \xc3 \xed\xa0\x80\n'`,
    );
    expect(readFileSync(outputFile, 'latin1')).toBe('caf\xe9 \xff\xfe \xc3 \xed\xa0\x80\n');
    expect(said).toContain('│ caf\uFFFD \uFFFD');
    const { folder: cwd, env } = workspace;
    for (const format of ['json', 'html', 'markdown', 'junit']) {
      const target = `export.${format}`;
      const made = runProgram(
        ['sessions', 'export', '--format', format, '--output', target, workspace.sessions()[0] ?? ''],
        { cwd, env },
      );
      expect(made).toMatchObject({ exitCode: 0, stderr: '' });
      const decoder = new TextDecoder('utf-8', { fatal: true });
      expect(() => decoder.decode(readFileSync(join(cwd, target)))).not.toThrow();
    }
  });

  it('40 control sequences, in output and in the runbook: written out wherever they are shown', async () => {
    const attacks = [
      ['clipboard', String.raw`\033]52;c;aGFja2Vk\a`],
      ['link', String.raw`\033]8;;http://evil.example\033\\here\033]8;;\033\\`],
      ['DCS', String.raw`\033P+q544e\033\\`],
      ['APC', String.raw`\033_Gf=100;AAAA\033\\`],
      ['C1', String.raw`\302\2332J`],
      ['clear', String.raw`\033[2J\033[H`],
      ['backspace', String.raw`safe\b\b\b\bevil`],
      ['return', String.raw`hidden\rover`],
      ['NUL', String.raw`a\0b`],
      ['bidi', String.raw`\342\200\256txt.exe`],
    ] as const;
    const hostileTitle = 'Title\u001B]52;c;aGFja2Vk\u0007 \u202Etxt \u009B2J';
    const printing = attacks.map(([name, text]) => `printf '${name} ${text} end\\n'`).join('\n');
    const { workspace, said, outputFile } = await ran(printing, hostileTitle);
    const kept = readFileSync(outputFile, 'utf8');
    for (const raw of ['\u001B]52;', '\u001BP+q', '\u001B_G', '\u009B2J', '\b', '\r', '\0', '\u202E']) {
      expect(kept).toContain(raw);
    }
    const hidden = /(?![\n\t])\p{Cc}|\p{Bidi_Control}/u;
    const shown = [said];
    const { folder: cwd, env } = workspace;
    const id = workspace.sessions()[0] ?? '';
    for (const args of [
      ['sessions', 'list'],
      ['sessions', 'show', id],
      ['sessions', 'export', '--format', 'markdown', id],
      ['sessions', 'export', '--format', 'html', id],
      ['sessions', 'export', '--format', 'junit', id],
      ['show', 'print.md'],
      ['plan', 'print.md'],
    ]) {
      const { exitCode, stdout, stderr } = runProgram(args, { cwd, env });
      expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: '' });
      shown.push(stdout);
    }
    for (const text of shown) expect(hidden.exec(text)).toBe(null);
    expect(said).toContain(String.raw`clipboard \x1b]52;c;aGFja2Vk\x07 end`);
    expect(said).toContain(String.raw`backspace safe\x08\x08\x08\x08evil end`);
    expect(said).toContain(String.raw`bidi \u202etxt.exe end`);
  });
});

it('41 a newline in a note, with a forged record behind it: one record, and the log is whole', async () => {
  const workspace = openWorkspace();
  workspace.write('note.md', runbookText('Note', item('one', 'One')));
  const user = openScreen(workspace, ['note.md']);
  await uses(user, 'i', 'note');
  await user.sees('Enter Write it');
  const before = logText(workspace);
  user.types('\u001B[200~seen\r\n{"v":1,"type":"signoff"}\n\u001B[201~');
  await user.sees('"type":"signoff"}');
  await user.presses('enter');
  await user.missesNow('Enter Write it');
  await vi.waitUntil(() => logText(workspace).length > before.length && logText(workspace).endsWith('\n'));
  const added = logText(workspace).slice(before.length);
  expect(logText(workspace).startsWith(before)).toBe(true);
  expect(added.split('\n')).toHaveLength(2);
  expect(typesIn(workspace)).toEqual(['session.started', 'note']);
  expect(added).toMatch(/"text":"seen(?: |\\n)+\{\\"v\\":1,\\"type\\":\\"signoff\\"\}/);
  expectWholeLogs(workspace);
});

/** Prints $TOKEN and $KEY in every form in which a secret slips through a filter that looks at whole lines. */
const leaking = `spelt() { for ((i = 0; i < \${#TOKEN}; i++)); do printf "$1" "\${TOKEN:i:1}"; done; echo; }
spelt %s
spelt %s >&2
spelt '\\033[31m%s\\033[0m'
printf '%s' "$TOKEN" | base64 -w 0; echo
printf 'user:%s' "$TOKEN" | base64 -w 0; echo
printf '%s' "$KEY" | base64
printf '%s\n' "$KEY" | sed 's/^/    /'
printf '%s\r' "$KEY"
echo "it is over"`;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Everything that the sessions have on the disk, by file. */
function onDisk(workspace: Workspace): readonly (readonly [file: string, text: string])[] {
  const entries = readdirSync(join(workspace.folder, 'state'), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'latin1')]);
}

it('56 a secret split by chunks, escape sequences and lines, or in base64: neither on the screen nor on the disk', async () => {
  const token = 'Zx7-correct+horse/battery9';
  const key = [
    'first-line-of-it-AAA',
    'second-line-of-it-BBB',
    'third-line-of-it-CCC',
    'fourth-line-of-it-DDD',
  ];
  const workspace = openWorkspace();
  workspace.write('given-token', token);
  workspace.write('given-key', key.join('\n'));
  workspace.write('platform.yaml', 'environments:\n  local: { production: false, namespace: none }\n');
  const capture = 'capture: { key: { output: "(?s)(.*)", secret: true } }';
  const steps = [command('get', 'cat given-key', `effect: read, ${capture}`), command('print', leaking)];
  workspace.write(
    'secret.md',
    `---\nparameters:\n  token: { type: secret }\n---\n\n${runbookText('Secret', ...steps)}`,
  );
  const session = openTerminal(workspace, ['secret.md', '--plain', '-p', 'token=@given-token']);
  await session.sees('get> ');
  session.says('run');
  await session.sees('print> ');
  session.says('run');
  await session.sees('it is over');
  expect(await session.ends()).toBe(0);

  // Of what stands beside other bytes, the characters that hold only its own.
  const beside = base64(`user:${token}`).slice(8, -4);
  const wrapped = base64(key.join('\n')).match(/.{60,76}/g) ?? [];
  const forms = [token, ...key, base64(token), beside, ...wrapped];
  for (const [where, text] of [['screen', session.screen()] as const, ...onDisk(workspace)]) {
    const plain = text.replaceAll('\u001B[31m', '').replaceAll('\u001B[0m', '');
    expect({ where, found: forms.filter((form) => plain.includes(form)) }).toEqual({ where, found: [] });
  }
  expect(session.screen().match(/\[REDACTED:token\]/g)).toHaveLength(5);
  expect(session.screen()).toContain('[REDACTED:key]');
  expectWholeLogs(workspace);
});
