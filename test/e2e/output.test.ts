import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTerminal } from './support/open-terminal.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from './support/workspace.ts';

const mebibyte = 1024 * 1024;

/** Prints, and then holds the program alive until the test has looked at its memory. */
function printing(command: string): string {
  return `# Output

<!-- step: { id: print, effect: read } -->
\`\`\`bash
${command}
\`\`\`

- [ ] Looked
      <!-- step: { id: looked } -->
`;
}

interface Printed {
  readonly bytes: number;
  /** SHA-256 of the file in hex. */
  readonly sha256: string;
  readonly path: string;
  /** The most memory that the program has held, in bytes. */
  readonly peak: number;
  readonly screen: string;
}

/** Runs a command at the plain renderer and looks at what it left. */
async function print(workspace: Workspace, command: string): Promise<Printed> {
  workspace.write('print.md', printing(command));
  const session = openTerminal(workspace, ['print.md', '--plain']);
  await session.sees('print> ');
  session.says('run');
  await session.sees('looked> ', 300_000);
  const peak = peakMemory(session.pid);
  session.says('yes');
  expect(await session.ends()).toBe(0);
  const output = (await workspace.events()).find((event) => event.type === 'step.finished')?.output;
  if (output === undefined) throw new Error('the step has left no output');
  expect(output.truncated).toBe(false);
  expectWholeLogs(workspace);
  const { bytes, sha256, path } = output;
  return { bytes, sha256, path: join(workspace.sessionFolder(), path), peak, screen: session.screen() };
}

function peakMemory(pid: number): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}

async function digestOf(chunks: AsyncIterable<unknown> | Iterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) if (Buffer.isBuffer(chunk)) hash.update(chunk);
  return hash.digest('hex');
}

function* repeated(chunk: Buffer, times: number): Iterable<Buffer> {
  for (let index = 0; index < times; index += 1) yield chunk;
}

describe.runIf(process.platform === 'linux')('the output of a command', () => {
  it('of one gibibyte of text is whole, in less than 200 MB of memory', { timeout: 360_000 }, async () => {
    const workspace = openWorkspace();
    const line = `${'x'.repeat(63)}\n`;
    const printed = await print(workspace, `{ yes '${line.trim()}' || true; } | head -c ${1024 * mebibyte}`);
    expect(printed.bytes).toBe(1024 * mebibyte);
    expect(statSync(printed.path).size).toBe(1024 * mebibyte);
    const expected = await digestOf(repeated(Buffer.from(line.repeat(mebibyte / 64)), 1024));
    expect(printed.sha256).toBe(expected);
    expect(await digestOf(createReadStream(printed.path))).toBe(expected);
    expect(printed.peak).toBeLessThan(200_000_000);
    expect(printed.screen.length).toBeLessThan(mebibyte);
    expect(printed.screen).toContain('lines are only in the output file');
  });

  it.each([
    [
      'in one line without end',
      `head -c ${64 * mebibyte} /dev/zero | tr '\\0' x`,
      Buffer.alloc(mebibyte, 'x'),
      64,
    ],
    ['in binary', `head -c ${64 * mebibyte} /dev/zero`, Buffer.alloc(mebibyte), 64],
    [
      'in Latin 1 and broken UTF-8',
      `for _ in {1..1000}; do printf '\\xff\\xfe caf\\xe9 \\xc3\\n'; done`,
      Buffer.from('\xff\xfe caf\xe9 \xc3\n', 'latin1'),
      1000,
    ],
    [
      'in UTF-16',
      `for _ in {1..1000}; do printf 'h\\0i\\0\\n\\0'; done`,
      Buffer.from('hi\n', 'utf16le'),
      1000,
    ],
  ])('is kept byte for byte %s', { timeout: 120_000 }, async (_name, command, chunk, times) => {
    const printed = await print(openWorkspace(), command);
    const expected = await digestOf(repeated(chunk, times));
    expect(printed.bytes).toBe(chunk.length * times);
    expect(printed.sha256).toBe(expected);
    expect(await digestOf(createReadStream(printed.path))).toBe(expected);
    expect(printed.peak).toBeLessThan(200_000_000);
  });
});
