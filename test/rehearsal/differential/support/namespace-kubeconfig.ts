import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { isRecord, items } from '../../../../src/steps/manifest/json.ts';

/** Writes a copy of a kubeconfig whose contexts are of a namespace, and gives its path. */
export function namespaceKubeconfig(source: string, folder: string, namespace: string): string {
  const config: unknown = parse(readFileSync(source, 'utf8'));
  if (!isRecord(config)) throw new Error(`${source} is no kubeconfig`);
  const contexts = items(config['contexts']).map((one) =>
    isRecord(one) && isRecord(one['context']) ? { ...one, context: { ...one['context'], namespace } } : one,
  );
  const path = join(folder, 'kubeconfig');
  writeFileSync(path, stringify({ ...config, contexts }), { mode: 0o600 });
  return path;
}
