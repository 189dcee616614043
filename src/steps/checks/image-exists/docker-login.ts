import { join } from 'node:path';
import type { RunContext } from '../../context.ts';
import { field, isRecord, record, text } from '../../manifest/json.ts';

/** A login as Docker keeps it, for one registry. It is never shown. */
export type Login =
  | { readonly kind: 'none' }
  /** For `Authorization: Basic`. */
  | { readonly kind: 'basic'; readonly value: string }
  /** It is kept by a program, which is not asked. */
  | { readonly kind: 'helper'; readonly program: string };

/**
 * The login of a registry in Docker’s config.json ($DOCKER_CONFIG, else ~/.docker). A file that is not there or
 * can’t be read holds none.
 */
export async function loginFor(registry: string, { env, ports }: RunContext): Promise<Login> {
  const folder =
    env['DOCKER_CONFIG'] ?? (env['HOME'] === undefined ? undefined : join(env['HOME'], '.docker'));
  if (folder === undefined || !folder.startsWith('/')) return { kind: 'none' };
  const config = await readConfig(join(folder, 'config.json'), ports.files);
  const auths = record(field(config, 'auths'));
  const entry = [registry, `https://${registry}`, `https://${registry}/v1/`, `https://${registry}/v2/`]
    .map((name) => auths[name])
    .find(isRecord);
  const auth = text(entry?.['auth']);
  if (auth !== undefined) return { kind: 'basic', value: auth };
  const helper = text(field(config, 'credHelpers', registry)) ?? text(field(config, 'credsStore'));
  return helper === undefined ? { kind: 'none' } : { kind: 'helper', program: `docker-credential-${helper}` };
}

async function readConfig(path: string, files: RunContext['ports']['files']): Promise<unknown> {
  try {
    return JSON.parse((await files.read(path, 1024 * 1024))?.toString('utf8') ?? '{}');
  } catch {
    return {};
  }
}
