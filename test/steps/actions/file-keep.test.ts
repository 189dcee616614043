import { describe, expect, it } from 'vitest';
import { fileKeep } from '../../../src/steps/actions/file-keep.ts';
import type { Files } from '../../../src/steps/ports/files.ts';
import { fakeFiles, fakeRunContext } from '../../fixtures/run-context.ts';

const text = 'newTag: v1.2.2 # held back\n';
const digest = '0a6739b30511b15485c7d1f21a35950222f50abd7ecb49d305486d4a4226e5f0';

function keep(path: string, files: Files) {
  const context = fakeRunContext({ cwd: '/work-folder', stepDir: '/session/steps/keep/1', ports: { files } });
  return fileKeep.run({ path }, context);
}

describe('file.keep', () => {
  it('copies the bytes into the folder of the attempt, and tells their digest', async () => {
    const files = fakeFiles({ '/work-folder/overlay/kustomization.yaml': text });
    const result = await keep('overlay/kustomization.yaml', files);
    expect(result.verdict).toBe('pass');
    expect(result.evidence[0].observed).toContain(`SHA-256 ${digest}`);
    expect((await files.read('/session/steps/keep/1/kustomization.yaml'))?.toString('utf8')).toBe(text);
  });

  it.each([
    ['nowhere.yaml', 'there is no such file'],
    ['overlay', 'it is a folder'],
  ])('is an error for %s, never a pass', async (path, why) => {
    const files = fakeFiles({ '/work-folder/overlay/kustomization.yaml': text });
    const result = await keep(path, files);
    expect(result.verdict).toBe('error');
    expect(result.summary).toContain(why);
  });

  it('is allowed before anything may change, since it changes nothing outside the session', () => {
    expect(fileKeep.effect).toBe('read');
  });
});
