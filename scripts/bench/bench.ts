import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { machineFacts } from './machine.ts';
import { measureInterleaved, type Subject } from './measure.ts';
import { resultTable, type Row } from './table.ts';

/*
 * Measures what an operator waits for. It reports and judges nothing: on a busy machine the ratios are
 * off, and a failing number should be read before it is believed. Ten rounds; `npm run bench -- 3` for three.
 * TMPDIR says where the sessions go: it has to be a real disk, or the fsyncs cost nothing.
 */
const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'bin/teei-runbook.cjs');
const rounds = Number(process.argv[2] ?? 10);
const steps = 200;

/** The same file for both: zx runs each bash block of a Markdown file too. */
function runbook(body: string): string {
  const block = `<!-- step: { effect: read } -->\n\`\`\`bash\n${body}\n\`\`\`\n`;
  return `# Bench\n\n${Array.from({ length: steps }, () => block).join('\n')}`;
}

const loop = `for ((i = 0; i < ${steps}; i++)); do bash -c true; done`;
const spawns = `const { spawn } = require('node:child_process');
(async () => {
  for (let i = 0; i < ${steps}; i++)
    await new Promise((done) => spawn('bash', ['-c', 'true']).on('close', done));
})()`;

const node = process.execPath;
const zx = join(root, 'node_modules/zx/build/cli.js');
const unattended = (file: string): readonly [string, ...string[]] => [node, program, file, '--unattended'];

const subjects: readonly Subject[] = [
  { name: 'node -e 0', command: [node, '-e', '0'] },
  { name: '--version', command: [node, program, '--version'] },
  { name: 'lint deploy.md', command: [node, program, 'lint', join(root, 'runbooks/deploy.md')] },
  { name: `bash loop, ${steps} × bash -c true`, command: ['bash', '-c', loop] },
  { name: `bare Node, ${steps} × bash -c true`, command: [node, '-e', spawns] },
  { name: `zx, ${steps} blocks of bash -c true`, command: [node, zx, '--quiet', 'nested.md'] },
  { name: `${steps} steps, each of them true`, command: unattended('plain.md') },
  { name: `${steps} steps of bash -c true`, command: unattended('nested.md') },
];

const rows: readonly Row[] = [
  { subject: '--version', against: 'node -e 0', goal: 1.5 },
  { subject: 'lint deploy.md', against: 'node -e 0', goal: 3.5 },
  { subject: `bare Node, ${steps} × bash -c true`, against: `bash loop, ${steps} × bash -c true` },
  { subject: `zx, ${steps} blocks of bash -c true`, against: `bash loop, ${steps} × bash -c true` },
  { subject: `${steps} steps, each of them true`, against: `bash loop, ${steps} × bash -c true`, goal: 3 },
  { subject: `${steps} steps of bash -c true`, against: `bash loop, ${steps} × bash -c true`, goal: 3 },
  { subject: `${steps} steps of bash -c true`, against: `zx, ${steps} blocks of bash -c true`, goal: 1 },
];

const folder = mkdtempSync(join(tmpdir(), 'teei-runbook-bench-'));
try {
  writeFileSync(join(folder, 'plain.md'), runbook('true'));
  writeFileSync(join(folder, 'nested.md'), runbook('bash -c true'));
  writeFileSync(
    join(folder, 'platform.yaml'),
    'environments:\n  local: { production: false, namespace: none }\n',
  );
  const facts = machineFacts(folder);
  const env = { ...process.env, HOME: folder, XDG_STATE_HOME: join(folder, 'state') };
  const times = await measureInterleaved(subjects, rounds, { cwd: folder, env });
  const said = facts.map(([name, value]) => `${name.padEnd(12)} ${value}`);
  process.stdout.write(
    `${[...said, `${'rounds'.padEnd(12)} ${rounds}, interleaved`, '', resultTable(times, rows)].join('\n')}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
