import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** What a reader has to know of the machine to judge the numbers. */
export function machineFacts(folder: string): readonly (readonly [string, string])[] {
  const processors = cpus();
  return [
    ['processor', `${processors.length} × ${processors[0]?.model ?? 'unknown'}`],
    ['memory', `${Math.round(totalmem() / 2 ** 30)} GiB`],
    ['system', `${type()} ${release()}`],
    ['Node.js', process.version],
    ['bash', firstLine('bash', ['--version'])],
    ['sessions on', fileSystemOf(folder)],
    [
      'load before',
      loadavg()
        .map((load) => load.toFixed(2))
        .join(' '),
    ],
  ];
}

/** The file system that holds a folder, so that nobody takes a disk in memory for a real one. */
function fileSystemOf(folder: string): string {
  const [, line = ''] = execFileSync('df', ['-P', folder], { encoding: 'utf8' }).split('\n');
  const [device = 'unknown', , , , , mount = ''] = line.split(/\s+/);
  return `${typeOfMount(mount)} (${device})`;
}

function typeOfMount(mount: string): string {
  try {
    const lines = readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '));
    return lines.findLast(([, place]) => place === mount)?.[2] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

function firstLine(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8' }).split('\n')[0] ?? '';
}
