import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The environment of the program in a folder of its own: nothing of the one who starts it but what is harmless. */
export function ownEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    HOME: join(folder, 'home'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: undefined,
    SSH_AUTH_SOCK: undefined,
    KUBECONFIG: undefined,
    // One cache for all tests: compiling the program anew for each would be most of their time.
    XDG_CACHE_HOME: join(tmpdir(), 'teei-runbook-e2e-cache'),
    NODE_COMPILE_CACHE: undefined,
    NODE_OPTIONS: undefined,
    CI: undefined,
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
  };
}
