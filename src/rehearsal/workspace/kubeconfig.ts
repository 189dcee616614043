import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { Folders } from './folders.ts';

/** The name of the rehearsal's context, cluster and user: it is on every prompt. */
export const contextName = 'rehearsal';

/** Writes a kubeconfig whose only context leads to the simulated API server. */
export async function writeKubeconfig({ kubeconfig }: Folders, server: string): Promise<void> {
  const text = stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': contextName,
    contexts: [{ name: contextName, context: { cluster: contextName, user: contextName } }],
    clusters: [{ name: contextName, cluster: { server } }],
    users: [{ name: contextName, user: {} }],
  });
  await writeFile(kubeconfig, text, { mode: 0o600 });
}
