import { describe, expect, it } from 'vitest';
import type { Inside } from '../../../../src/rehearsal/kubernetes/exec/inside.ts';
import { runCommand } from '../../../../src/rehearsal/kubernetes/exec/run-command.ts';
import { listAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { seed } from '../../../../src/rehearsal/kubernetes/seed.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import { podInState } from '../../../fixtures/rehearsal/pod-in-state.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';
import { well } from '../../../fixtures/rehearsal/serving-world.ts';

function inside(): Inside {
  const world: World = {
    ...quietWorld(),
    behaviourOf: () => ({
      digest: '',
      pull: 0,
      main: { kind: 'serves', readyAfter: 0, log: [], http: well },
      commands: [
        { words: ['pnpm', 'db:migrate'], takes: 4000, exitCode: 0, output: ['2 migrations', 'done'] },
        { words: ['pnpm', 'db:rollback'], takes: 10, exitCode: 3, output: ['no way back'] },
      ],
    }),
  };
  seed(world, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'config', namespace: 'prod' },
    data: { REGION: 'eu', 'app.yaml': 'a: 1\n' },
  });
  seed(world, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'keys', namespace: 'prod' },
    data: { KEY: Buffer.from('dummy').toString('base64') },
  });
  const more = {
    envFrom: [{ configMapRef: { name: 'config' } }],
    env: [
      { name: 'PORT', value: '3000' },
      { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'KEY' } } },
      { name: 'MISSING', valueFrom: { secretKeyRef: { name: 'none', key: 'KEY' } } },
      { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
    volumeMounts: [
      { name: 'config', mountPath: '/etc/app/' },
      { name: 'config', mountPath: '/one.yaml', subPath: 'app.yaml' },
    ],
  };
  const pod = podInState(world, 'web', [{ name: 'app', more }], {
    volumes: [{ name: 'config', configMap: { name: 'config' } }],
  });
  return { world, pod, namespace: 'prod', spec: listAt(pod, 'spec', 'containers')[0] ?? {} };
}

const script = (text: string): readonly string[] => ['sh', '-c', text];

describe('a command in a container', () => {
  it.each<readonly [readonly string[], string]>([
    [['hostname'], 'web\n'],
    [['/bin/echo', 'a', 'b c'], 'a b c\n'],
    [['date'], '2026-03-03T10:00:00Z\n'],
    [['printenv', 'REGION', 'KEY', 'POD'], 'eu\ndummy\nweb\n'],
    [['cat', '/etc/app/app.yaml', '/one.yaml'], 'a: 1\na: 1\n'],
    [['pnpm', 'db:migrate', '--verbose'], '2 migrations\ndone\n'],
    [script('echo "$REGION-${PORT}" \'$PORT\' a\\ b"c"d; hostname'), 'eu-3000 $PORT a bcd\nweb\n'],
    [script('false && echo no || echo yes'), 'yes\n'],
    [['bash', '-ec', 'exec pnpm db:migrate && echo ok\nexit 0; echo never'], '2 migrations\ndone\nok\n'],
  ])('%j writes %j', (words, stdout) => {
    expect(runCommand(inside(), words)).toMatchObject({ stdout, stderr: '', exitCode: 0 });
  });

  it.each<readonly [readonly string[], number, string]>([
    [['pnpm', 'db:rollback'], 3, 'no way back\n'],
    [script('pnpm db:rollback && echo no'), 3, 'no way back\n'],
    [script('exit 7'), 7, ''],
    [script('false'), 1, ''],
    [['cat', '/etc/passwd'], 1, 'cat: /etc/passwd: No such file or directory\n'],
    [script('cat /etc/app/app.yaml | wc'), 2, 'sh: "|" is more than a rehearsed shell can do\n'],
    [script("echo 'open"), 2, 'sh: "\'" is more than a rehearsed shell can do\n'],
    [['printenv', 'MISSING'], 1, ''],
  ])('%j ends with %i and says %j', (words, exitCode, stderr) => {
    expect(runCommand(inside(), words)).toMatchObject({ stdout: '', stderr, exitCode });
  });

  it('that is not known ends with 127 and names those that are', () => {
    const { exitCode, stderr } = runCommand(inside(), ['psql', '-c', 'select 1']);
    expect(exitCode).toBe(127);
    expect(stderr).toMatch(/^psql: not found\. .*pnpm db:migrate, pnpm db:rollback, bash, cat/);
  });

  it('takes as long as the image says, one after the other', () => {
    expect(runCommand(inside(), script('pnpm db:migrate; pnpm db:rollback')).takes).toBe(4010);
  });

  it('has the environment that the pod gives it', () => {
    const { stdout } = runCommand(inside(), ['env']);
    expect(stdout).toContain('\nPORT=3000\n');
    expect(stdout).toContain('HOSTNAME=web\n');
    expect(stdout).not.toContain('MISSING');
  });
});
