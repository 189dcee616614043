import { delimiter } from 'node:path';
import type { Folders } from './folders.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** How a terminal, a language and a person are called: nothing of it leads anywhere. */
const kept =
  /^(?:LANG|LANGUAGE|LC_[A-Z]+|TERM|COLORTERM|COLUMNS|LINES|NO_COLOR|FORCE_COLOR|TZ|USER|LOGNAME|SHELL|TEEI_PARAM_\w+)$/;

/**
 * The environment of commands in a rehearsal. Of the operator's own only what is named above stays: no token, no agent,
 * no cluster and no proxy of theirs reaches a command. What asks through `proxy` for anything but this machine is
 * refused.
 */
export function rehearsalEnv(
  operator: Env,
  folders: Folders,
  proxy: string,
): Readonly<Record<string, string>> {
  const own = Object.entries(operator).flatMap(([name, value]) =>
    value !== undefined && kept.test(name) ? [[name, value] as const] : [],
  );
  return {
    ...Object.fromEntries(own),
    PATH: [folders.tools, operator['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(delimiter),
    HOME: folders.home,
    TMPDIR: folders.temporary,
    KUBECONFIG: folders.kubeconfig,
    KUBECACHEDIR: `${folders.home}/.kube/cache`,
    ...gitEnv,
    ...proxyEnv(proxy),
  };
}

/** git: no settings but the rehearsal's own, no passwords, and no way to another machine. */
const gitEnv = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: 'false',
  GIT_SSH_COMMAND: 'false',
  GIT_ALLOW_PROTOCOL: 'file',
} as const;

function proxyEnv(proxy: string): Readonly<Record<string, string>> {
  const none = 'localhost,127.0.0.1,::1';
  return {
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    ALL_PROXY: proxy,
    NO_PROXY: none,
    http_proxy: proxy,
    https_proxy: proxy,
    all_proxy: proxy,
    no_proxy: none,
  };
}
