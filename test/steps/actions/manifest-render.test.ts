import { describe, expect, it } from 'vitest';
import { manifestRender } from '../../../src/steps/actions/manifest-render.ts';
import { sha256 } from '../../../src/runbook/canonical-digest.ts';
import { deployment, manifestOf, service } from '../../fixtures/manifest/objects.ts';
import { fakeFiles, fakeRunContext, fakeShell, type ShellExpectation } from '../../fixtures/run-context.ts';

async function render(probes: readonly ShellExpectation[]) {
  const files = fakeFiles({});
  const context = fakeRunContext({ ports: { files, shell: fakeShell(probes) } });
  const result = await manifestRender.run({ overlay: 'k8s/prod; rm -rf $HOME' }, context);
  return { result, content: files.content };
}

const kustomize = /^kustomize build \/home\/ops\/repo\/k8s\/prod; rm -rf \$HOME$/;
const kubectl = /^kubectl kustomize \/home\/ops\/repo\//;
const absent: ShellExpectation = { probe: kustomize, missing: true };
const good = manifestOf([deployment('api', 'api:1'), service('api')]);

describe('the action manifest.render', () => {
  it('renders with kustomize, keeps the very bytes, and says with which version', async () => {
    const { result, content } = await render([
      { probe: kustomize, stdout: good },
      { probe: 'kustomize version', stdout: 'v5.6.0\n' },
    ]);
    const path = '/sessions/one/steps/step-1/manifest.yaml';
    expect(result).toMatchObject({
      verdict: 'pass',
      summary: '2 objects rendered by kustomize v5.6.0: 1 Deployment, 1 Service',
      values: { manifest: path, 'manifest-sha256': sha256(good) },
    });
    expect(content.get(path)).toBe(good);
  });

  it('renders with kubectl where kustomize is not installed', async () => {
    const version = '{"clientVersion": {"gitVersion": "v1.32.4"}, "kustomizeVersion": "v5.5.0"}';
    const { result } = await render([
      absent,
      { probe: kubectl, stdout: good },
      { probe: 'kubectl version --client --output=json', stdout: version },
    ]);
    expect(result.summary).toContain('rendered by kubectl v1.32.4 (kustomize v5.5.0)');
  });

  it.each<[string, ShellExpectation, string, string]>([
    [
      'a mistake in the overlay',
      { probe: kubectl, exit: { code: 1 }, stderr: 'warning: old\nerror: no such resource\n' },
      'fail',
      'exit code 1: error: no such resource',
    ],
    ['nothing', { probe: kubectl, stdout: '\n' }, 'fail', 'no object was rendered'],
    [
      'a document that is no object',
      { probe: kubectl, stdout: 'some text' },
      'fail',
      'document 1 is no object',
    ],
    [
      'an object that comes twice',
      { probe: kubectl, stdout: manifestOf([service('api'), service('api')]) },
      'fail',
      'rendered more than once: Service api',
    ],
    [
      'a renderer that hangs',
      { probe: kubectl, exit: { code: undefined, signal: 'SIGKILL' } },
      'error',
      'rendering was ended by SIGKILL',
    ],
    ['no renderer', { probe: kubectl, missing: true }, 'error', 'neither kustomize nor kubectl is installed'],
  ])('does not pass %s', async (_what, probed, verdict, why) => {
    const { result, content } = await render([absent, probed]);
    expect(result).toMatchObject({ verdict, evidence: [{ result: verdict }] });
    expect(result.evidence[0].next).toMatch(/ /);
    expect(result.summary).toMatch(/^\/home\/ops\/repo\/k8s\/prod; rm -rf \$HOME is not rendered: /);
    expect(result.summary).toContain(why);
    expect(content.size).toBe(0);
  });
});
