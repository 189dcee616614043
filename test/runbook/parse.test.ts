import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Runbook } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { fakeShapes } from '../fixtures/step-shapes.ts';

function parse(text: string, path = 'dir/My Runbook.md'): ReturnType<typeof parseRunbook> {
  return parseRunbook({ path, bytes: Buffer.from(text) }, fakeShapes);
}

function valid(text: string): Runbook {
  const { runbook, problems } = parse(text);
  expect(problems).toEqual([]);
  if (runbook === undefined) throw new Error('there is no runbook');
  return runbook;
}

const fence = '```bash\ntrue\n```\n';

describe('a file that was never written for this tool', () => {
  it('is walked as it stands', () => {
    const bytes = readFileSync(new URL('../fixtures/source-extract.md', import.meta.url));
    const { runbook, problems } = parseRunbook({ path: 'source-extract.md', bytes }, fakeShapes);
    expect(problems).toEqual([]);
    expect(runbook).toMatchObject({ id: 'source-extract', title: 'Production deployment', pasted: true });
    expect(runbook?.steps.map(({ kind }) => kind)).toEqual([
      'checklist',
      'checklist',
      ...Array<string>(8).fill('command'),
    ]);
    expect(runbook?.steps.at(-1)).toMatchObject({
      id: 'check-1',
      headings: ['Production deployment', 'Deployment', 'Check'],
    });
  });

  it('is no longer pasted once a block has an annotation, or the file front matter', () => {
    expect(valid(fence).pasted).toBe(true);
    expect(valid(`<!-- step -->\n${fence}`).pasted).toBe(false);
    expect(valid(`---\nid: x\n---\n${fence}`).pasted).toBe(false);
  });

  it('gets its id from the name of the file', () => {
    expect(valid(fence)).toMatchObject({ id: 'my-runbook', title: 'My Runbook.md' });
  });
});

describe('ids', () => {
  it('count within the heading, whether or not a step has an id of its own', () => {
    const text = `# Save\n<!-- step: { id: own } -->\n${fence}\n${fence}\n# Save\n${fence}`;
    expect(valid(text).steps.map(({ id }) => id)).toEqual(['own', 'save-2', 'save-1-1']);
  });

  it('avoid one that an author gave', () => {
    const text = `# Save\n${fence}\n<!-- step: { id: save-1 } -->\n${fence}`;
    expect(valid(text).steps.map(({ id }) => id)).toEqual(['save-2', 'save-1']);
  });

  it('are refused twice', () => {
    const text = `<!-- step: { id: a } -->\n${fence}\n<!-- step: { id: a } -->\n${fence}`;
    const { runbook, problems } = parse(text);
    expect(runbook).toBeUndefined();
    expect(problems).toMatchObject([
      { code: 'parse/duplicate-id', span: { start: { line: 6, column: 18 } } },
    ]);
  });

  it('stay within 63 characters', () => {
    const { steps } = valid(`# ${'long '.repeat(40)}\n${fence}\n${fence}`);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(2);
    for (const { id } of steps) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,62}$/);
  });
});

describe('digests', () => {
  const digestOf = (text: string): string | undefined => valid(text).steps[0]?.digest;

  it('do not depend on the order of keys, on prose, or on the place in the file', () => {
    const one = digestOf(`<!-- step: { id: a, timeout: 1m, effect: read } -->\n${fence}`);
    expect(digestOf(`# More\nprose\n\n<!-- step: { effect: read, timeout: 60s, id: b } -->\n${fence}`)).toBe(
      one,
    );
  });

  it('change with the script, the options and the config', () => {
    const digests = [
      fence,
      '```bash\nfalse\n```\n',
      `<!-- step: { timeout: 1m } -->\n${fence}`,
      `<!-- step: { effect: read } -->\n${fence}`,
    ].map(digestOf);
    expect(new Set(digests).size).toBe(digests.length);
  });
});

describe('titles', () => {
  const titles = (text: string): readonly string[] => valid(text).steps.map(({ title }) => title);

  it('are the heading where one step alone would take it', () => {
    expect(titles(`# Top\n\n## Save\n\n- [ ] Ready\n\n${fence}`)).toEqual(['Ready', 'Save']);
    expect(titles(`## Save\n\n<!-- step: { title: First } -->\n${fence}\n${fence}`)).toEqual([
      'First',
      'Save',
    ]);
  });

  it('tell the steps below one heading apart by what they run', () => {
    const long = `kubectl get deployments --namespace teei-production --output yaml --watch --all`;
    expect(titles(`## Save\n\n${fence}\n\`\`\`bash\n# first\n${long}\n\`\`\`\n`)).toEqual([
      'true',
      'kubectl get deployments --namespace teei-production --output yaml …',
    ]);
  });
});

describe('annotations', () => {
  it('may name another kind where that kind takes the block', () => {
    expect(valid(`<!-- step: { kind: verify } -->\n${fence}`).steps).toMatchObject([
      { kind: 'verify', body: 'true' },
    ]);
    expect(parse('- [ ] a <!-- step: { kind: verify } -->\n').problems).toMatchObject([
      { code: 'parse/kind-block' },
    ]);
  });

  it('take both forms of on-failure', () => {
    const of = (text: string): unknown =>
      valid(`<!-- step: { on-failure: ${text} } -->\n${fence}`).steps[0]?.options.onFailure;
    expect(of('runbook troubleshoot/pods')).toEqual({ runbook: 'troubleshoot/pods' });
    expect(of('{ runbook: rollback }')).toEqual({ runbook: 'rollback' });
    expect(of('continue')).toBe('continue');
  });

  it('take captures, and keep them within the folder of the step', () => {
    const text = `<!-- step: { capture: { ip: { json: ".a[0].b" }, key: { file: out/key, secret: true } } } -->\n${fence}`;
    expect(valid(text).steps[0]?.options.captures).toEqual([
      { name: 'ip', source: { from: 'json', path: '.a[0].b' }, secret: false },
      { name: 'key', source: { from: 'file', file: 'out/key' }, secret: true },
    ]);
    const outside = `<!-- step: { capture: { key: { file: ../../etc/passwd } } } -->\n${fence}`;
    expect(parse(outside).problems).toMatchObject([
      { code: 'parse/invalid-value', span: { start: { line: 1, column: 38 } } },
    ]);
  });

  it('keep the config as it is written', () => {
    const text = '```yaml step\nkind: verify\ninterval: 5s\n```\n';
    expect(valid(text).steps).toMatchObject([{ config: { interval: '5s' }, annotated: true, body: '' }]);
  });
});

describe('front matter', () => {
  const front = (yaml: string): ReturnType<typeof parse> => parse(`---\n${yaml}\n---\n${fence}`);

  it('keeps figures as they are written, and parameters in the order of the file', () => {
    const { runbook } = front(
      'version: 1.10\nparameters:\n  z: { type: string, default: 007 }\n  a: { type: integer, min: 1, max: 9 }',
    );
    expect(runbook).toMatchObject({
      version: '1.10',
      parameters: [
        { name: 'z', default: '007' },
        { name: 'a', min: 1, max: 9 },
      ],
    });
  });

  it.each([
    ['parameters: { v: { type: enum } }', 'parse/invalid-parameter'],
    ['parameters: { v: { type: string, values: [a] } }', 'parse/invalid-parameter'],
    ['parameters: { v: { type: integer, min: 5, max: 1 } }', 'parse/invalid-parameter'],
    ['parameters: { v: { type: integer, default: x } }', 'parse/invalid-parameter'],
    ['parameters: { v: { type: secret, default: hunter2 } }', 'parse/invalid-parameter'],
    ['parameters: { v: { pattern: "(?=x)" } }', 'parse/invalid-value'],
    ['requires: { tools: { kubectl: newest } }', 'parse/invalid-value'],
    ['requires: { cluster: perhaps }', 'parse/invalid-value'],
    ['id: Not An Id', 'parse/invalid-value'],
    ['title: a\ntitle: b', 'parse/duplicate-key'],
  ])('%s: %s', (yaml, code) => {
    const { runbook, problems } = front(yaml);
    expect(runbook).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('must be closed', () => {
    expect(parse(`---\nid: a\n\n${fence}`).problems.map(({ code }) => code)).toContain('parse/front-matter');
  });
});
