import { randomBytes } from 'node:crypto';
import { vi } from 'vitest';
import { rawServer, sendRaw } from '../../rehearsal/differential/support/raw-request.ts';

/** Changes between two looks. */
const atOnce = 50;

/**
 * Changes a ConfigMap until the server has forgotten its first version. A server that has just started remembers all,
 * so that no version is too old for it yet; what it remembers is bounded in number, but not below about a minute.
 */
export async function ageServer(kubeconfig: string): Promise<void> {
  const server = await rawServer(kubeconfig);
  const name = `teei-t-age-${randomBytes(3).toString('hex')}`;
  const maps = '/api/v1/namespaces/default/configmaps';
  const send = async (method: string, path: string, type: string, content: unknown): Promise<string> => {
    const body = { type, text: JSON.stringify(content) };
    return (await sendRaw(server, { method, path, body })).text;
  };
  const forgotten = async (): Promise<boolean> => {
    const path = `${maps}?watch=true&timeoutSeconds=1&resourceVersion=1&labelSelector=none`;
    return (await sendRaw(server, { method: 'GET', path })).text.includes('"code":410');
  };
  const change = async (number: number): Promise<unknown> =>
    send('PATCH', `${maps}/${name}`, 'application/merge-patch+json', { data: { number: String(number) } });
  let changes = 0;
  await send('POST', maps, 'application/json', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  try {
    await vi.waitFor(
      async () => {
        if (await forgotten()) return;
        const end = changes + atOnce;
        while (changes < end) await change((changes += 1));
        throw new Error(`it remembers all after ${String(changes)} changes`);
      },
      { timeout: 170_000, interval: 500 },
    );
  } finally {
    await send('DELETE', `${maps}/${name}`, 'application/json', {});
  }
}
