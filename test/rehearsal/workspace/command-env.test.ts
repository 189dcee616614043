import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rehearsalEnv } from '../../../src/rehearsal/workspace/command-env.ts';
import type { Folders } from '../../../src/rehearsal/workspace/folders.ts';

const folders: Folders = {
  root: '/r',
  home: '/r/home',
  temporary: '/r/tmp',
  tools: '/r/bin',
  keys: '/r/keys',
  repository: '/r/platform',
  origin: '/r/origin.git',
  kubeconfig: '/r/kubeconfig',
};
const proxy = 'http://127.0.0.1:4713';

/** Names that lead to real systems or hold what opens them. */
const leading = [
  'KUBECONFIG',
  'KUBERNETES_SERVICE_HOST',
  'GH_TOKEN',
  'GITHUB_TOKEN',
  'VAULT_ADDR',
  'VAULT_TOKEN',
  'AWS_PROFILE',
  'AWS_SECRET_ACCESS_KEY',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'AZURE_CLIENT_SECRET',
  'SSH_AUTH_SOCK',
  'DOCKER_HOST',
  'DOCKER_CONFIG',
  'GIT_SSH_COMMAND',
  'GIT_CONFIG_GLOBAL',
  'GIT_DIR',
  'HTTPS_PROXY',
  'https_proxy',
  'NO_PROXY',
  'HOME',
  'XDG_CONFIG_HOME',
  'OP_SERVICE_ACCOUNT_TOKEN',
  'PGPASSWORD',
  'BASH_ENV',
  'ENV',
  'LD_PRELOAD',
];

describe('the environment of commands in a rehearsal', () => {
  it('holds nothing of the operator’s that leads anywhere', () => {
    const operator = Object.fromEntries(leading.map((name) => [name, 'operator’s own']));
    const env = rehearsalEnv(operator, folders, proxy);
    expect(Object.entries(env).filter(([, value]) => value.includes('operator’s own'))).toEqual([]);
  });

  it('holds nothing of the operator’s that it does not know', () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/);
    const known =
      /^(?:PATH|LANG|LANGUAGE|LC_[A-Z]+|TERM|COLORTERM|COLUMNS|LINES|NO_COLOR|FORCE_COLOR|TZ|USER|LOGNAME|SHELL|TEEI_PARAM_\w+)$/;
    fc.assert(
      fc.property(fc.dictionary(name, fc.constant('operator’s own')), (operator) => {
        const env = rehearsalEnv(operator, folders, proxy);
        return Object.entries(env).every(
          ([key, value]) => known.test(key) || !value.includes('operator’s own'),
        );
      }),
    );
  });

  it('keeps how the terminal, the language and the operator are called, and given parameters', () => {
    const operator = { TERM: 'xterm', LANG: 'nb_NO.UTF-8', USER: 'kari', TEEI_PARAM_VERSION: 'v1.2.3' };
    expect(rehearsalEnv(operator, folders, proxy)).toMatchObject(operator);
  });

  it('finds the stand-ins first, and everything else in the rehearsal’s folders', () => {
    const env = rehearsalEnv({ PATH: '/usr/bin' }, folders, proxy);
    expect(env).toMatchObject({
      PATH: '/r/bin:/usr/bin',
      HOME: '/r/home',
      TMPDIR: '/r/tmp',
      KUBECONFIG: '/r/kubeconfig',
      HTTPS_PROXY: proxy,
      https_proxy: proxy,
      GIT_ALLOW_PROTOCOL: 'file',
    });
  });
});
