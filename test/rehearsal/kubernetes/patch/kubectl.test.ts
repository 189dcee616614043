import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, listenApi } from '../../../../src/rehearsal/kubernetes/api/server.ts';
import { deploymentOf } from '../../../fixtures/rehearsal/deployment.ts';
import { hasKubectl, type Kubectl, kubectlFor } from '../../../fixtures/rehearsal/kubectl.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

let server: ApiServer;
let kubectl: Kubectl;

beforeAll(async () => {
  server = await listenApi(quietWorld());
  kubectl = kubectlFor(server.url);
});

afterAll(async () => {
  kubectl.remove();
  await server.close();
});

async function told(words: string, input?: string): Promise<string> {
  const { code, stdout, stderr } = await kubectl.run(words.split(' '), input);
  return `${stdout}${stderr}exit ${String(code)}`;
}

function manifest(image = 'web:1', replicas = 1): string {
  return JSON.stringify(deploymentOf({ spec: { replicas }, container: { image } }));
}

async function field(path: string): Promise<string> {
  return (await kubectl.run(['get', 'deployment', 'web', '-o', `jsonpath={${path}}`])).stdout;
}

// Left out where no kubectl is installed. The steps build on each other.
describe.skipIf(!hasKubectl)('kubectl', () => {
  it('applies from its side, finds no difference then, and says what would change', async () => {
    expect(await told('apply -f -', manifest())).toBe('deployment.apps/web created\nexit 0');
    expect(await told('apply -f -', manifest())).toBe('deployment.apps/web unchanged\nexit 0');
    expect(await told('diff -f -', manifest())).toBe('exit 0');
    const diff = await told('diff -f -', manifest('web:2'));
    expect(diff).toMatch(/^-\s+- image: web:1$/m);
    expect(diff).toMatch(/^\+\s+- image: web:2$/m);
    expect(diff).toMatch(/exit 1$/);
  });

  it('goes over to the server’s side without a conflict with itself', async () => {
    expect(await told('apply --server-side -f -', manifest('web:2'))).toContain('serverside-applied\nexit 0');
    expect(await field('.metadata.managedFields[*].manager')).not.toContain('kubectl-client-side-apply');
    expect(await told('diff --server-side -f -', manifest('web:2'))).toBe('exit 0');
  });

  it('sets images, labels and annotations, and pauses, resumes and restarts, in its own names', async () => {
    await told('set image deployment/web web=web:3');
    await told('label deployment/web tier=front');
    await told('annotate deployment/web note=hello');
    expect(await told('rollout pause deployment/web')).toBe('deployment.apps/web paused\nexit 0');
    expect(await field('.spec.paused')).toBe('true');
    expect(await told('rollout resume deployment/web')).toBe('deployment.apps/web resumed\nexit 0');
    expect(await told('rollout restart deployment/web')).toBe('deployment.apps/web restarted\nexit 0');
    const managers = (await field('.metadata.managedFields[*].manager')).split(' ');
    expect(managers).toEqual(
      expect.arrayContaining([
        'kubectl',
        'kubectl-annotate',
        'kubectl-label',
        'kubectl-rollout',
        'kubectl-set',
      ]),
    );
  });

  it('is told of a conflict, and takes the field over by force', async () => {
    const conflict =
      'conflict with "kubectl-set" using apps/v1: .spec.template.spec.containers[name="web"].image';
    expect(await told('apply --server-side -f -', manifest('web:4'))).toContain(conflict);
    expect(
      await told('apply --server-side --force-conflicts --dry-run=server -f -', manifest('web:4')),
    ).toContain('serverside-applied (server dry run)\nexit 0');
    expect(await field('.spec.template.spec.containers[0].image')).toBe('web:3');
    expect(await told('apply --server-side --force-conflicts -f -', manifest('web:4'))).toContain('exit 0');
    expect(await field('.spec.template.spec.containers[0].image')).toBe('web:4');
  });

  it('keeps what it scales from being scaled back unnoticed', async () => {
    expect(await told('scale deployment/web --replicas=4')).toBe('deployment.apps/web scaled\nexit 0');
    expect(await told('apply --server-side -f -', manifest('web:4'))).toContain(
      'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas',
    );
  });

  it('patches in three ways', async () => {
    await kubectl.run([
      'patch',
      'deployment',
      'web',
      '-p',
      '{"spec":{"template":{"spec":{"containers":[{"name":"web","tty":true}]}}}}',
    ]);
    await kubectl.run([
      'patch',
      'deployment',
      'web',
      '--type=merge',
      '-p',
      '{"metadata":{"labels":{"tier":null}}}',
    ]);
    await kubectl.run([
      'patch',
      'deployment',
      'web',
      '--type=json',
      '-p',
      '[{"op":"add","path":"/metadata/labels/by","value":"json"}]',
    ]);
    expect(await field('.spec.template.spec.containers[0].tty')).toBe('true');
    expect(await field('.metadata.labels')).toBe('{"app":"web","by":"json"}');
    expect(await told('patch deployment web --type=merge -p {"metadata":{"labels":{"by":"json"}}}')).toBe(
      'deployment.apps/web patched (no change)\nexit 0',
    );
  });
});
