import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestPlatform } from '../../../test/cluster/support/platform.ts';
import { field, text } from '../../../src/steps/manifest/json.ts';

/** Where the subjects of the cluster are measured. */
export interface Stage {
  readonly platform: TestPlatform;
  /** Path of the program. */
  readonly program: string;
}

/** What a session came to. */
export interface Ran {
  readonly exitCode: number | null;
  /** Milliseconds from the program's start to its end. */
  readonly whole: number;
  /** Milliseconds from the start of the first step to the end of the last. */
  readonly steps: number;
  /** When the last step ended, in milliseconds since 1970. */
  readonly verdictAt: number;
}

/** Runs a runbook unattended in the platform's folder, and reads its records as they are written. */
export async function runRunbook({ platform, program }: Stage, name: string, body: string): Promise<Ran> {
  const file = join(platform.folder, 'runbooks', `${name}.md`);
  writeFileSync(file, body);
  const began = performance.now();
  const args = [program, file, '--environment', 'production', '--unattended', '--json'];
  const child = spawn(process.execPath, args, {
    cwd: platform.folder,
    env: { ...process.env, ...platform.env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = once(child, 'close');
  let started = Number.NaN;
  let ended = Number.NaN;
  let verdictAt = Number.NaN;
  for await (const line of createInterface({ input: child.stdout })) {
    const type = typeOf(line);
    if (type === 'step.started' && Number.isNaN(started)) started = performance.now();
    if (type === 'step.finished') {
      ended = performance.now();
      verdictAt = Date.now();
    }
  }
  await closed;
  return { exitCode: child.exitCode, whole: performance.now() - began, steps: ended - started, verdictAt };
}

function typeOf(line: string): string | undefined {
  const record: unknown = JSON.parse(line);
  return text(field(record, 'type'));
}

/** A runbook of verifications. */
export function runbookOf(steps: readonly string[]): string {
  const fences = steps.map((step) => `\`\`\`yaml step\nkind: verify\n${step}\n\`\`\`\n`);
  return `---\nid: bench\ntitle: Bench\nrequires: { cluster: true }\n---\n# Bench\n\n${fences.join('\n')}`;
}
