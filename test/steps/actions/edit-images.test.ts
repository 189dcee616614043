import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editImages } from '../../../src/steps/actions/kustomization/edit-images.ts';

const api = 'registry.example.com/teei/api-gateway';
const q2q = 'registry.example.com/teei/q2q-ai';

function edit(text: string, tag = 'v2.0.0', images = [api]) {
  return editImages(
    text,
    images.map((image) => ({ image, tag })),
  );
}

/** The text after the edit, or why there was none. */
function edited(text: string, tag?: string, images?: string[]): string {
  const result = edit(text, tag, images);
  return result.ok ? result.text : `refused: ${result.reason}`;
}

const long = `# Production overlay
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
    - ../../base   # indented by four
images:
# the gateway
- name: ${api}   # keep me
  newTag: "v1.0.0" # and me

- newTag: v1.0.0
  name: ${q2q}
patches: [{path: a.yaml}]
`;

describe('the edit of a kustomization', () => {
  it('changes nothing but the tags', () => {
    expect(edited(long, 'v2.0.0', [api, q2q])).toBe(
      long.replace('"v1.0.0"', '"v2.0.0"').replace('- newTag: v1.0.0', '- newTag: v2.0.0'),
    );
    expect(edit(long)).toMatchObject({ changes: [{ image: api, old: 'v1.0.0', digest: false }] });
  });

  it('keeps line ends, and a file without one at its end', () => {
    const text = long.replaceAll('\n', '\r\n').trimEnd();
    expect(edited(text)).toBe(text.replace('"v1.0.0"', '"v2.0.0"'));
    expect(edited(`images:\r\n- name: ${q2q}\r\n  newTag: a`)).toBe(
      `images:\r\n- name: ${q2q}\r\n  newTag: a\r\n- name: ${api}\r\n  newTag: v2.0.0`,
    );
  });

  it('changes nothing when all is so already', () => {
    expect(edit(long, 'v1.0.0', [api, q2q])).toEqual({ ok: true, text: long, changes: [] });
  });

  it.each([
    [
      'no images',
      'kind: Kustomization\n',
      `kind: Kustomization\nimages:\n- name: ${api}\n  newTag: v2.0.0\n`,
    ],
    ['no images and no line end', 'a: b', `a: b\nimages:\n- name: ${api}\n  newTag: v2.0.0\n`],
    ['an empty list', 'images: []\na: b\n', `images:\n- name: ${api}\n  newTag: v2.0.0\na: b\n`],
    ['nothing behind the key', 'images:\na: b\n', `images:\n- name: ${api}\n  newTag: v2.0.0\na: b\n`],
    [
      'other entries, indented',
      `images:\n  - name: x\n    newTag: a # c\n\na: b\n`,
      `images:\n  - name: x\n    newTag: a # c\n  - name: ${api}\n    newTag: v2.0.0\n\na: b\n`,
    ],
    [
      'an entry without a tag',
      `images:\n- name: ${api} # c\n- name: x\n`,
      `images:\n- name: ${api} # c\n  newTag: v2.0.0\n- name: x\n`,
    ],
    [
      'an entry in one line',
      `images:\n- {name: ${api}, newTag: a}\n`,
      `images:\n- {name: ${api}, newTag: v2.0.0}\n`,
    ],
    [
      'an entry in one line without a tag',
      `images:\n- {name: ${api}}\n`,
      `images:\n- {name: ${api}, newTag: v2.0.0}\n`,
    ],
    [
      'a list in one line',
      `images: [{name: ${api}, newTag: a}]\n`,
      `images: [{name: ${api}, newTag: v2.0.0}]\n`,
    ],
    [
      'another name in the manifests',
      `images:\n- name: api\n  newName: ${api}\n  newTag: a\n`,
      `images:\n- name: api\n  newName: ${api}\n  newTag: v2.0.0\n`,
    ],
    [
      'single quotes',
      `images:\n- name: ${api}\n  newTag: 'a'\n`,
      `images:\n- name: ${api}\n  newTag: 'v2.0.0'\n`,
    ],
  ])('is made where there is %s', (_what, text, expected) => {
    expect(edited(text)).toBe(expected);
  });

  it('quotes a tag that would be read as a number, and reads one as it is written', () => {
    const text = `images:\n- name: ${api}\n  newTag: 1.10\n`;
    expect(edited(text, '1.20')).toBe(`images:\n- name: ${api}\n  newTag: "1.20"\n`);
    expect(edit(text, '1.20')).toMatchObject({ changes: [{ old: '1.10' }] });
    expect(edited(text, '1.10')).toContain('"1.10"');
  });

  it.each([
    ['alone', `- name: ${api}\n  digest: sha256:aa # d\n`, `- name: ${api}\n  newTag: v2.0.0 # d\n`],
    ['first', `- digest: sha256:aa\n  name: ${api}\n`, `- newTag: v2.0.0\n  name: ${api}\n`],
    [
      'behind a tag',
      `- name: ${api}\n  newTag: a\n  digest: sha256:aa\n`,
      `- name: ${api}\n  newTag: v2.0.0\n`,
    ],
    [
      'before a tag',
      `- digest: sha256:aa\n  newTag: a\n  name: ${api}\n`,
      `- newTag: v2.0.0\n  name: ${api}\n`,
    ],
  ])('takes a digest out: %s', (_what, text, expected) => {
    expect(edited(`images:\n${text}`)).toBe(`images:\n${expected}`);
    expect(edit(`images:\n${text}`)).toMatchObject({ changes: [{ old: 'sha256:aa', digest: true }] });
    expect(edited(`images:\n${text}`.replaceAll('\n', '\r\n'))).toBe(
      `images:\n${expected}`.replaceAll('\n', '\r\n'),
    );
  });

  it.each([
    ['no YAML', 'a: [', 'it is not valid YAML'],
    ['no mapping', '- a\n', 'it is not a mapping'],
    ['a mapping in one line', '{ images: [] }', 'it is not a mapping in block style'],
    ['images that are no list', 'images: 1\n', '`images` is not a list'],
    ['a list in one line without the image', 'images: [{name: x}]\n', '`images` is a list in one line'],
    ['an alias', `x: &t a\nimages:\n- name: ${api}\n  newTag: *t\n`, 'uses an alias'],
    ['a tag that another key shares', `images:\n- name: ${api}\n  newTag: &t a\nother: *t\n`, 'refused'],
    ['two documents', 'a: b\n---\nc: d\n', 'it is not valid YAML'],
  ])('is refused for %s', (_what, text, reason) => {
    expect(edited(text)).toContain(`refused: `);
    expect(edited(text)).toContain(reason);
  });

  it('leaves every other line as it was', () => {
    const name = fc.stringMatching(/^[a-z]{1,6}$/);
    const entry = fc.record({ name, newTag: name });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 4 }),
        fc.nat(3),
        fc.constantFrom('', '  ', '    '),
        (others, at, indent) => {
          const entries = [...others.slice(0, at), { name: api, newTag: 'old' }, ...others.slice(at)];
          const lines = entries.map(
            (each) => `${indent}- name: ${each.name}\n${indent}  newTag: ${each.newTag}\n`,
          );
          const text = `images:\n${lines.join('')}other: 1\n`;
          expect(edited(text)).toBe(
            text.replace(`${api}\n${indent}  newTag: old`, `${api}\n${indent}  newTag: v2.0.0`),
          );
        },
      ),
    );
  });
});
