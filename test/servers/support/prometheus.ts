import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersAt, freePort, programPath, serverFolder, startServer } from './local-server.ts';

export const prometheusProgram = programPath('prometheus');

export interface PrometheusServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A Prometheus of its own, which asks the targets (`host:port`) every second for their `/metrics`. `rules`: the text of a
 * file of rules.
 */
export async function startRealPrometheus(
  targets: readonly string[],
  rules: string,
): Promise<PrometheusServer> {
  if (prometheusProgram === undefined) throw new Error('Prometheus is not installed');
  const folder = serverFolder('prometheus');
  const config = join(folder.path, 'prometheus.yml');
  writeFileSync(join(folder.path, 'rules.yaml'), rules);
  const settings = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: ['rules.yaml'],
    scrape_configs: [{ job_name: 'teei', static_configs: [{ targets, labels: { namespace: 'teei-test' } }] }],
  };
  writeFileSync(config, JSON.stringify(settings));
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const server = await startServer(
    prometheusProgram,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder.path, 'data')}`,
      `--web.listen-address=127.0.0.1:${String(port)}`,
    ],
    () => answersAt(`${url}/-/ready`),
  );
  return {
    url,
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
