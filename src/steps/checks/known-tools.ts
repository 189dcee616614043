/** How a tool tells its version. */
export interface Tool {
  readonly args: readonly string[];
  /** The first group is the version. Undefined: the tool tells none, so only its presence can be seen. */
  readonly version: RegExp | undefined;
}

const firstNumber = /(\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z.-]+)?)/;

const anyTool: Tool = { args: ['--version'], version: firstNumber };

const knownTools: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  [
    'kubectl',
    {
      args: ['version', '--client', '-o', 'json'],
      version: /"clientVersion"[^]*?"gitVersion":\s*"v?([^"]+)"/,
    },
  ],
  ['kustomize', { args: ['version'], version: /v(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)/ }],
  ['helm', { args: ['version', '--short'], version: /v(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)/ }],
  ['vault', { args: ['version'], version: /Vault v(\S+)/ }],
  ['argocd', { args: ['version', '--client', '--short'], version: /v(\d+\.\d+\.\d+)/ }],
  ['openssl', { args: ['version'], version: /OpenSSL (\d+\.\d+\.\d+)/ }],
  ['ssh', { args: ['-V'], version: /OpenSSH_(\d+\.\d+)/ }],
  // It has no option for its version and answers any unknown one with its usage.
  ['ssh-keygen', { args: ['-?'], version: undefined }],
  ['go', { args: ['version'], version: /go(\d+\.\d+(?:\.\d+)?)/ }],
  ['java', { args: ['-version'], version: /version "(\d+(?:\.\d+)*)/ }],
  ['jq', { args: ['--version'], version: /jq-(\d+\.\d+(?:\.\d+)?)/ }],
]);

/** How to ask a tool for its version: `--version` unless it is known to want something else. */
export function toolNamed(name: string): Tool {
  return knownTools.get(name) ?? anyTool;
}
