import { describe, expect, it } from 'vitest';
import { postMortemWrite } from '../../../src/steps/actions/post-mortem-write.ts';
import { fakeFiles, fakeReports, fakeRunContext } from '../../fixtures/run-context.ts';

describe('post-mortem.write', () => {
  it('writes what the log says into the step’s folder, secrets masked', async () => {
    const files = fakeFiles({});
    const context = fakeRunContext({
      redact: (text) => text.replaceAll('s3cret', '***'),
      ports: { files, reports: fakeReports('# Post-mortem\ns3cret\n') },
    });
    const result = await postMortemWrite.run({}, context);
    expect(result.verdict).toBe('pass');
    expect(files.content.get(`${context.stepDir}/post-mortem.md`)).toBe('# Post-mortem\n***\n');
  });

  it('is an error, and writes nothing, where the log can’t be read', async () => {
    const files = fakeFiles({});
    const result = await postMortemWrite.run(
      {},
      fakeRunContext({ ports: { files, reports: fakeReports() } }),
    );
    expect(result).toMatchObject({ verdict: 'error', summary: 'The log can’t be read.' });
    expect(files.writes).toEqual([]);
  });
});
