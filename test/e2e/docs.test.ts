import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Block, documentedBlocks } from '../docs/blocks.ts';
import { programPath } from './program.ts';

/** Commands that install and test this very project: .ci/run runs them, in a clean clone. */
const runByCi = /^npm (?:ci|run|test)/;

const blocks = documentedBlocks();
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(programPath, join(folder, 'bin', 'teei-runbook'));
  for (const { comment, text } of blocks) {
    const name = /^file: (\S+)$/.exec(comment)?.[1];
    if (name !== undefined) writeFileSync(join(folder, name), `${text}\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('commands in the documents', () => {
  it.each(
    blocks
      .filter(({ language, text }) => language === 'sh' && !runByCi.test(text))
      .map((block) => [place(block), block] as const),
  )('%s runs', (_place, block) => {
    expect(run(block.text)).toMatchObject({ status: 0 });
  });

  it.each(
    blocks.filter(({ language }) => language === 'console').map((block) => [place(block), block] as const),
  )('%s prints what it says', (_place, block) => {
    const commands = block.text.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []));
    const script = commands.map(shownAndRun).join('\n');
    expect(run(script).output.trimEnd()).toBe(block.text);
  });
});

function place({ document, line }: Block): string {
  return `${document}:${line}`;
}

/** A command that is printed before it runs, as a document shows it, and finds the exit code of the one before. */
function shownAndRun(command: string): string {
  return `status=$?; printf '%s\\n' ${quote(`$ ${command}`)}; (exit $status); ${command}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function run(script: string): { readonly status: number | null; readonly output: string } {
  const state = join(folder, 'state');
  const ran = spawnSync('bash', ['-c', `exec 2>&1\n${script}`], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      XDG_STATE_HOME: state,
      XDG_CONFIG_HOME: state,
      NO_COLOR: '1',
    },
  });
  return { status: ran.status, output: ran.stdout };
}
