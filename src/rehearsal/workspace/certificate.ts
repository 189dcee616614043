import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seed } from '../kubernetes/seed.ts';
import type { World } from '../kubernetes/world.ts';
import type { Folders } from './folders.ts';
import { type ProgramPlace, runProgram } from './run-program.ts';

/** The certificate of the platform's front door, which a deployment looks at. It ends in 90 days. */
export async function seedCertificate(
  world: World,
  namespace: string,
  { keys }: Folders,
  place: ProgramPlace,
): Promise<void> {
  const keyFile = join(keys, 'tls.key');
  const file = join(keys, 'tls.crt');
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '90'];
  const args = ['req', '-x509', ...kind, '-subj', '/CN=rehearsal', '-keyout', keyFile, '-out', file];
  const made = await runProgram('openssl', args, place);
  // Without openssl nobody could look at it either.
  if (!made.ok) return;
  seed(world, {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: 'front-door-tls', namespace },
    data: { 'tls.crt': await base64(file), 'tls.key': await base64(keyFile) },
  });
}

async function base64(file: string): Promise<string> {
  return (await readFile(file)).toString('base64');
}
