import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersAt, freePort, programPath, serverFolder, startServer } from './local-server.ts';

/** Debian's name, and that of the project. */
export const alertmanagerProgram = programPath('prometheus-alertmanager') ?? programPath('alertmanager');

/** An Alertmanager of its own, which tells nobody. */
export async function startAlertmanager(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  if (alertmanagerProgram === undefined) throw new Error('Alertmanager is not installed');
  const folder = serverFolder('alertmanager');
  const config = join(folder.path, 'alertmanager.yml');
  writeFileSync(config, JSON.stringify({ route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] }));
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const args = [
    `--config.file=${config}`,
    `--storage.path=${join(folder.path, 'data')}`,
    `--web.listen-address=127.0.0.1:${String(port)}`,
    '--cluster.listen-address=',
  ];
  const server = await startServer(alertmanagerProgram, args, () => answersAt(`${url}/-/ready`));
  return {
    url,
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
