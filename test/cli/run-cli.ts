import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { main } from '../../src/cli/main.ts';

/** What came of one command line. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly columns?: number;
  readonly isTTY?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Below the home's folder; `work` by default. */
  readonly cwd?: string;
}

class Collector extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(isTTY: boolean, columns: number) {
    super();
    this.isTTY = isTTY;
    this.columns = columns;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

/** A home of its own with a folder to work in, which is a repository. */
export interface Place {
  readonly home: string;
  readonly work: string;
  write(path: string, text: string): void;
  run(argv: readonly string[], options?: CliOptions): Promise<CliResult>;
  remove(): void;
}

export function makePlace(): Place {
  const home = mkdtempSync(join(tmpdir(), 'cli-'));
  const work = join(home, 'work');
  mkdirSync(join(work, '.git'), { recursive: true });
  return {
    home,
    work,
    write(path, text) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    },
    async run(argv, options = {}) {
      const stdout = new Collector(options.isTTY ?? false, options.columns ?? 100);
      const stderr = new Collector(options.isTTY ?? false, options.columns ?? 100);
      const stdin = new PassThrough();
      stdin.end();
      const env = { HOME: home, PATH: process.env['PATH'] ?? '', TERM: 'xterm', ...options.env };
      const cwd = join(home, options.cwd ?? 'work');
      const code = await main(argv, { stdin, stdout, stderr, env, cwd });
      return { code, stdout: stdout.text, stderr: stderr.text };
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** A short runbook that is right. */
export const greet = `---
id: greet
title: Greet somebody
description: Says hello, and asks whether it was heard.
owner: People team
parameters:
  name: { description: Who is greeted, example: Alice }
  tone: { type: enum, values: [warm, plain], default: plain }
  token: { type: secret }
---
# Greet somebody

<!-- step: { id: hello, effect: read, timeout: 30s } -->
\`\`\`bash
echo "hello $NAME"
\`\`\`

- [ ] It was heard
      <!-- step: { id: heard, role: host, when: { value: tone, equals: warm } } -->
`;
