import type { RunContext } from '../../context.ts';
import { KeptBytes } from '../../kept-bytes.ts';
import type { NewestBackup } from './newest-backup.ts';

/** Bytes of the output that are looked at. */
const limit = 64 * 1024;

const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The time that a command prints on its last line, as ISO 8601 with its zone: `2026-03-02T09:40:00Z`. */
export async function newestOfCommand(
  check: string,
  script: string,
  context: RunContext,
): Promise<NewestBackup> {
  const kept = new KeptBytes(limit);
  const { exit, stopped } = await context.ports.shell.run({
    script,
    cwd: context.cwd,
    env: context.env,
    interactive: false,
    signal: context.signal,
    onSpawn: (process) => context.spawned(process),
    onOutput: (stream, chunk) => {
      if (stream === 'stdout') kept.add(chunk);
      return context.output(stream, chunk);
    },
  });
  const line = kept.seen().text.trim().split('\n').at(-1) ?? '';
  const ended = stopped === undefined && exit.code === 0;
  const at = Date.parse(line);
  if (ended && written.test(line) && !Number.isNaN(at)) {
    return { kind: 'known', at, now: context.ports.clock.now(), source: 'the command', details: [] };
  }
  const observed = ended
    ? `its last line is no time: ${line === '' ? 'nothing' : line}`
    : `it ended otherwise`;
  return {
    kind: 'unanswered',
    result: {
      verdict: 'error',
      summary: 'the command gave no time of a backup',
      evidence: [
        {
          check,
          result: 'error',
          what: 'the command that tells the time of the newest backup',
          expected: 'exit code 0, and a time such as 2026-03-02T09:40:00Z on the last line',
          observed,
          next: 'Read its output, and mend the command',
        },
      ],
    },
  };
}
