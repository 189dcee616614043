import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { greet, makePlace, type Place } from '../run-cli.ts';

const tests = `operator:
  heard: yes
cases:
  - name: It is heard
    scenario: healthy
    parameters: { name: Alice, tone: warm }
    operator: { hello: { skip: quiet } }
    ends: completed
    steps: { hello: skipped }
    shows: { heard: x }
  - name: Another
    scenario: healthy
    ends: completed
`;

describe('lint of tests', () => {
  let place: Place;
  beforeEach(() => {
    place = makePlace();
    place.write('work/runbooks/greet.md', greet);
    place.write('work/runbooks/platform.yaml', 'environments: { staging: { namespace: staging } }\n');
  });
  afterEach(() => place.remove());

  it('has nothing to say of tests that fit their runbook', async () => {
    place.write('work/runbooks/greet.test.yaml', tests);
    const { stdout } = await place.run(['lint', 'runbooks/greet.test.yaml']);
    expect(stdout).toBe('1 file, nothing to say\n');
  });

  it('looks at the tests of a folder too', async () => {
    place.write('work/runbooks/greet.test.yaml', tests.replace('cases:', 'casses:'));
    for (const targets of [[], ['runbooks']]) {
      const { code, stdout } = await place.run(['lint', ...targets]);
      expect(code).toBe(2);
      expect(stdout).toContain('runbooks/greet.test.yaml:3:1: error: Unknown key `casses`.');
    }
  });

  it.each([
    ['scenario: healthy', 'scenario: helthy', 'There is no scenario `helthy`.', 'Did you mean `healthy`?'],
    ['heard: yes', 'hearrd: yes', 'greet has no step `hearrd`.', 'Did you mean `heard`?'],
    ['{ hello: { skip', '{ helo: { skip', 'greet has no step `helo`.', 'Did you mean `hello`?'],
    ['{ hello: skipped', '{ helo: skipped', 'greet has no step `helo`.', 'Did you mean `hello`?'],
    ['{ heard: x', '{ herd: x', 'greet has no step `herd`.', 'Did you mean `heard`?'],
    ['name: Alice', 'nane: Alice', 'greet has no parameter `nane`.', 'Did you mean `name`?'],
    ['tone: warm', 'tone: cold', 'tone', ''],
    ['ends: completed', 'ends: completed\n    environment: stagin', 'no environment `stagin`', 'staging'],
    ['name: Another', 'name: It is heard', 'Two cases are called “It is heard”.', 'name of its own'],
  ])('compares with the runbook: %s as %s', async (text, changed, message, hint) => {
    place.write('work/runbooks/greet.test.yaml', tests.replace(text, changed));
    const { code, stdout } = await place.run(['lint', 'runbooks/greet.test.yaml'], { columns: 200 });
    expect(code).toBe(2);
    expect(stdout).toContain(message);
    expect(stdout).toContain(hint);
  });

  it('wants a runbook beside them', async () => {
    place.write('work/runbooks/great.test.yaml', tests);
    const { code, stderr } = await place.run(['lint', 'runbooks/great.test.yaml']);
    expect(code).toBe(2);
    expect(stderr).toContain('runbooks/great.test.yaml lies beside no runbook: there is no great.md.');
  });
});

describe('choosing tests', () => {
  let place: Place;
  beforeEach(() => {
    place = makePlace();
    place.write('work/runbooks/greet.md', greet);
    place.write('work/runbooks/greet.test.yaml', tests);
  });
  afterEach(() => place.remove());

  it.each([
    [['runbooks/gone.test.yaml'], 'gone.test.yaml'],
    [['nothing'], 'There are no tests for nothing.'],
    [['greet', '--case', 'another one'], 'No case is called “another one”.'],
  ])('says that there are none of %j', async (args, message) => {
    const { code, stderr } = await place.run(['test', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('runs none of a file that is not valid', async () => {
    place.write('work/runbooks/greet.test.yaml', tests.replace('hello: skipped', 'hello: skiped'));
    const { code, stderr } = await place.run(['test', 'greet']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean `skipped`?');
  });

  it('has a schema for editors', async () => {
    const { stdout } = await place.run(['schema', '--test']);
    expect(JSON.parse(stdout)).toMatchObject({ title: 'The tests of a runbook', required: ['cases'] });
  });
});
