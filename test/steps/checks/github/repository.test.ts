import { describe, expect, it } from 'vitest';
import { parseRepository, repositoryOfRemote } from '../../../../src/steps/checks/github/repository.ts';

const found = { owner: 'octocat', repo: 'hello-world' };

describe('the repository', () => {
  it.each([
    'https://github.com/octocat/hello-world.git',
    'https://github.com/octocat/hello-world',
    'https://token@github.com/octocat/hello-world/',
    'git@github.com:octocat/hello-world.git',
    'ssh://git@github.com/octocat/hello-world.git',
  ])('is read from the remote %s', (address) => expect(repositoryOfRemote(address)).toEqual(found));

  it.each(['', '/srv/git/hello-world.git', '../origin/hello-world', 'https://github.com/octocat'])(
    'is not read from the remote "%s"',
    (address) => expect(repositoryOfRemote(address)).toBeUndefined(),
  );

  it('is read as it is written in platform.yaml', () => {
    expect(parseRepository('octocat/hello-world')).toEqual(found);
    expect(parseRepository('hello-world')).toBeUndefined();
    expect(parseRepository('https://github.com/octocat/hello-world')).toBeUndefined();
  });
});
