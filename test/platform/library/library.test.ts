import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Library, openLibrary } from '../../../src/platform/library.ts';
import { stepKinds } from '../../../src/steps/registry.ts';

const titled = (title: string, id?: string): string =>
  `---\n${id === undefined ? '' : `id: ${id}\n`}title: ${title}\n---\n- [ ] Ready\n`;

function titleOf(library: Library, id: string): string {
  const loaded = library.load(id);
  return loaded.ok ? loaded.value.runbook.title : loaded.problems.map(({ message }) => message).join();
}

describe('the chain of libraries', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'library-'));
    write('work/.git', 'gitdir: elsewhere\n');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }

  function open(cwd = 'work'): Library {
    const place = { cwd: join(home, cwd), env: { HOME: home }, bundledFolder: join(home, 'bundled') };
    return openLibrary(place, stepKinds);
  }

  it('takes the repository’s first, then the user’s, then the bundled one', () => {
    write('bundled/a.md', titled('bundled a'));
    write('bundled/b.md', titled('bundled b'));
    write('bundled/c.md', titled('bundled c'));
    write('.local/share/teei-runbook/runbooks/a.md', titled('user a'));
    write('.local/share/teei-runbook/runbooks/b.md', titled('user b'));
    write('work/runbooks/a.md', titled('repository a'));
    const library = open();
    expect(['a', 'b', 'c'].map((id) => titleOf(library, id))).toEqual([
      'repository a',
      'user b',
      'bundled c',
    ]);
    const shadowed = library.list().runbooks.filter(({ shadowedBy }) => shadowedBy !== undefined);
    expect(shadowed.map(({ id, origin, shadowedBy }) => [id, origin, shadowedBy])).toEqual([
      ['a', 'user', 'runbooks/a.md'],
      ['a', 'bundled', 'runbooks/a.md'],
      ['b', 'bundled', join(home, '.local/share/teei-runbook/runbooks/b.md')],
    ]);
  });

  it('walks up to the folder of the repository', () => {
    write('work/runbooks/a.md', titled('repository a'));
    write('work/deep/er/x.txt', '');
    expect(titleOf(open('work/deep/er'), 'a')).toBe('repository a');
  });

  it('takes the id from the front matter, else from the path below the library', () => {
    write('work/runbooks/troubleshoot/High Error_Rate.md', titled('by path'));
    write('work/runbooks/x.md', titled('by id', 'own/id'));
    const library = open();
    const loaded = library.load('troubleshoot/high-error-rate');
    expect(loaded.ok && [loaded.value.runbook.id, loaded.value.runbook.title]).toEqual([
      'troubleshoot/high-error-rate',
      'by path',
    ]);
    expect(titleOf(library, 'own/id')).toBe('by id');
    expect(library.load('x').ok).toBe(false);
  });

  it('takes a path for a path', () => {
    write('work/loose.md', titled('loose'));
    write('work/runbooks/loose.md', titled('in the library'));
    const library = open();
    expect(titleOf(library, './loose.md')).toBe('loose');
    expect(titleOf(library, 'loose.md')).toBe('loose');
    expect(titleOf(library, 'loose')).toBe('in the library');
    expect(titleOf(library, join(home, 'work/runbooks/loose.md'))).toBe('in the library');
  });

  it('looks for what is included beside the runbook first', () => {
    write('other/runbooks/deep/main.md', titled('main'));
    write('other/runbooks/part.md', titled('their part'));
    write('work/runbooks/part.md', titled('our part'));
    const part = open().load('part', join(home, 'other/runbooks/deep/main.md'));
    expect(part.ok && part.value.runbook.title).toBe('their part');
  });

  it('takes platform.yaml from beside the runbook, its library, then the chain', () => {
    write('other/runbooks/deep/main.md', titled('main'));
    write('work/runbooks/platform.yaml', '');
    const library = open();
    const file = join(home, 'other/runbooks/deep/main.md');
    expect(library.inventoryFile(file)).toBe(join(home, 'work/runbooks/platform.yaml'));
    write('other/runbooks/platform.yaml', '');
    expect(library.inventoryFile(file)).toBe(join(home, 'other/runbooks/platform.yaml'));
    write('other/runbooks/deep/platform.yaml', '');
    expect(library.inventoryFile(file)).toBe(join(home, 'other/runbooks/deep/platform.yaml'));
  });

  it('passes over READMEs, hidden files and links that lead in circles or nowhere', () => {
    write('work/runbooks/README.md', titled('readme'));
    write('work/runbooks/.hidden.md', titled('hidden'));
    write('work/runbooks/real.md', titled('real'));
    symlinkSync('.', join(home, 'work/runbooks/loop'));
    symlinkSync('/nowhere', join(home, 'work/runbooks/lost.md'));
    symlinkSync('real.md', join(home, 'work/runbooks/linked.md'));
    expect(
      open()
        .list()
        .runbooks.map(({ id }) => id),
    ).toEqual(['linked', 'real']);
  });

  it('says that a folder is too large, and lists what it has seen', () => {
    for (let number = 0; number < 5_001; number += 1) write(`work/runbooks/${number}.txt`, '');
    const { problems } = open().list();
    expect(problems.map(({ code }) => code)).toEqual(['library/too-many-files']);
  });

  it.each([
    ['a folder', 'work/odd.md/x', './odd.md', /not a plain file/],
    ['a file that is not there', 'work/x', './odd.md', /There is no file/],
  ])('refuses %s', (_what, path, given, said) => {
    write(path, '');
    expect(titleOf(open(), given)).toMatch(said);
  });

  it('refuses a file without end, at once', () => {
    symlinkSync('/dev/zero', join(home, 'work/endless.md'));
    expect(titleOf(open(), './endless.md')).toMatch(/not a plain file/);
  });

  it('gives the parser’s diagnostics for an invalid file', () => {
    write('work/runbooks/broken.md', '---\ntitel: x\n---\n');
    const loaded = open().load('broken');
    expect(loaded.ok ? [] : loaded.problems.map(({ span }) => span?.start.line)).toEqual([2]);
  });

  it('suggests the nearest id', () => {
    write('work/runbooks/deploy.md', titled('deploy'));
    const loaded = open().load('deplyo');
    expect(loaded.ok ? undefined : loaded.problems[0]?.hint).toBe('Did you mean `deploy`?');
  });
});
