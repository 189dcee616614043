import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** A team's repository with the sample platform, its own library, and a namespace on the test cluster. */
export interface TestPlatform {
  readonly folder: string;
  readonly namespace: string;
  readonly env: NodeJS.ProcessEnv;
  readonly kubectl: (...args: readonly string[]) => string;
  readonly git: (...args: readonly string[]) => string;
  readonly remove: () => void;
}

/**
 * Copies examples/platform and the bundled library, changed in nothing but the namespace and, where they are given, the
 * endpoints of production, and commits them.
 */
export function makePlatform(
  admin: string,
  name: string,
  endpoints: Readonly<Record<string, string>> = {},
): TestPlatform {
  const namespace = `teei-t-${name}-${randomBytes(3).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const env = {
    KUBECONFIG: admin,
    XDG_STATE_HOME: join(folder, '.state'),
    XDG_CONFIG_HOME: join(folder, '.config'),
    XDG_RUNTIME_DIR: join(folder, '.run'),
    GIT_CONFIG_GLOBAL: '/dev/null',
    SSH_AUTH_SOCK: undefined,
    NO_COLOR: '1',
    SMOKE_PASSWORD: 'of-the-smoke-user',
  };
  const run = (file: string, args: readonly string[]): string =>
    execFileSync(file, args, { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' });
  cpSync(join(root, 'examples/platform/k8s'), join(folder, 'k8s'), { recursive: true });
  cpSync(join(root, 'runbooks'), join(folder, 'runbooks'), { recursive: true });
  for (const file of ['k8s/overlays/production/kustomization.yaml', 'runbooks/platform.yaml']) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('teei-production', namespace));
  }
  addEndpoints(join(folder, 'runbooks/platform.yaml'), endpoints);
  writeFileSync(join(folder, '.gitignore'), '.state/\n.config/\n.run/\n');
  const git = (...args: readonly string[]): string =>
    run('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args]);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'The platform');
  const kubectl = (...args: readonly string[]): string => run('kubectl', args);
  kubectl('create', 'namespace', namespace);
  return {
    folder,
    namespace,
    env,
    kubectl,
    git,
    remove: () => {
      kubectl('delete', 'namespace', namespace, '--wait=false');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Puts endpoints below those that production has. */
function addEndpoints(path: string, endpoints: Readonly<Record<string, string>>): void {
  const lines = Object.entries(endpoints).map(([name, url]) => `      ${name}: ${url}\n`);
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(/^ {4}endpoints:\n/m, (line) => line + lines.join('')),
  );
}

/** Applies the overlay as it stands and waits until every Deployment is available. */
export function deployOverlay(platform: TestPlatform): void {
  const { kubectl, namespace } = platform;
  kubectl('apply', '--server-side', '-k', 'k8s/overlays/production');
  kubectl('wait', '-n', namespace, '--for=condition=Available', '--timeout=170s', 'deployment', '--all');
}
