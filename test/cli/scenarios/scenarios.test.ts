import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadScenario } from '../../../src/cli/scenarios/scenario-library.ts';
import { scenarioText } from '../../fixtures/rehearsal/scenario.ts';
import { expectGolden } from '../../fixtures/golden.ts';
import { greet, makePlace, type Place } from '../run-cli.ts';
import { eventful, recordsOf, writeSession } from '../write-session.ts';

const own = scenarioText('').replace('runbook: deploy', 'runbook: greet');

describe('scenarios', () => {
  let place: Place;
  beforeEach(() => {
    place = makePlace();
    place.write('work/runbooks/greet.md', greet);
    place.write('work/runbooks/platform.yaml', 'services: { api: { image: api } }\n');
    place.write('work/runbooks/scenarios/trial.yaml', own);
  });
  afterEach(() => place.remove());

  describe('list of scenarios', () => {
    it('has the team’s own before those that come with the program', async () => {
      const { code, stdout } = await place.run(['scenarios']);
      expect(code).toBe(0);
      expect(stdout).toContain('  trial  greet  A trial. Trying\n');
      expect(stdout.indexOf('This repository')).toBeLessThan(stdout.indexOf('Bundled with teei-runbook'));
      expect(stdout).toContain('crash-loop');
    });

    it('says which is not valid, and which is never reached', async () => {
      place.write('work/runbooks/scenarios/broken.yaml', 'id: [\n');
      place.write('work/runbooks/scenarios/healthy.yaml', own.replace('id: trial', 'id: healthy'));
      const { stdout } = await place.run(['scenarios'], { columns: 200 });
      expect(stdout).toMatch(
        /broken .* not valid \(see teei-runbook lint runbooks\/scenarios\/broken\.yaml\)/,
      );
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
        '(never reached: runbooks/scenarios/healthy.yaml comes first)',
      );
    });

    it('gives JSON to scripts', async () => {
      const { stdout } = await place.run(['scenarios', '--json']);
      const [first] = z.array(z.looseObject({})).parse(JSON.parse(stdout));
      expect(first).toMatchObject({
        id: 'trial',
        title: 'A trial',
        practises: 'Trying',
        runbook: 'greet',
        ends: ['completed'],
        origin: 'repository',
        errors: 0,
      });
    });
  });

  describe('lint', () => {
    it('looks at the scenarios of a library, of a folder, and at one alone', async () => {
      place.write('work/runbooks/scenarios/b.yaml', own.replace('title:', 'titel:'));
      for (const targets of [[], ['runbooks/scenarios'], ['runbooks/scenarios/b.yaml']]) {
        const { code, stdout } = await place.run(['lint', ...targets]);
        expect(code).toBe(2);
        expect(stdout).toContain('runbooks/scenarios/b.yaml:2:1: error: Unknown key `titel`.');
      }
    });

    it.each([
      [
        'runbook: greet',
        'runbook: great',
        'There is no runbook `great` in the library.',
        'Did you mean `greet`?',
      ],
      ['running: v1', 'running: v1\nenvironment: nowhere', 'The inventory has no environment `nowhere`.', ''],
      [
        'running: v1',
        'running: v1\nparameters: { nane: x }',
        'has no parameter `nane`.',
        'Did you mean `name`?',
      ],
      [
        'running: v1',
        'running: v1\nreleases: { v1: { services: { apu: {} } } }',
        'The inventory has no service `apu`.',
        'Did you mean `api`?',
      ],
      [
        'running: v1',
        'running: v1\nhappens: [{ loses-node: node-7 }]',
        'The scenario has no node `node-7`.',
        'Did you mean `node-1`?',
      ],
      ['told:', 'noticed-by: helo, told:', 'The runbook greet has no step `helo`.', 'Did you mean `hello`?'],
      [
        'running: v1',
        'running: v1\nhappens: [{ of: { applied: v9 }, loses-node: node-1 }]',
        'Nothing brings v9',
        'Name the tag that runs (v1)',
      ],
    ])('compares with the runbook and the inventory: %s as %s', async (text, changed, message, hint) => {
      place.write('work/runbooks/scenarios/trial.yaml', own.replace(text, changed));
      const { stdout } = await place.run(['lint', 'runbooks/scenarios/trial.yaml']);
      expect(stdout).toContain(message);
      expect(stdout).toContain(hint);
    });

    it('has nothing to say of the scenarios that come with the program', async () => {
      await place.run(['init', 'ours']);
      const { code, stdout } = await place.run(['lint', 'ours']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^\d+ files, nothing to say\n$/);
    });
  });

  describe('debrief', () => {
    const session = '20260102-030405-greet-0a1b';
    const rehearsed = (name: string): void => {
      const [began, ...more] = eventful;
      if (began?.type !== 'session.started') throw new Error('there is no beginning');
      const root = join(place.home, '.local/state/teei-runbook/sessions');
      writeSession(root, recordsOf(session, [{ ...began, rehearsal: name }, ...more]));
    };

    it('stands below a rehearsal that is shown', async () => {
      rehearsed('trial');
      const { code, stdout } = await place.run(['sessions', 'show', session]);
      expect(code).toBe(0);
      const debrief = stdout.slice(stdout.indexOf('\nDebrief: '));
      expectGolden(new URL('../../fixtures/cli/debrief.txt', import.meta.url), debrief);
    });

    it('says where the scenario is gone', async () => {
      rehearsed('gone');
      const { stdout } = await place.run(['sessions', 'show', session]);
      expect(stdout).toMatch(
        /\nThe scenario gone can’t be read here, so this session is not compared with it\.\n$/,
      );
    });

    it('is of rehearsals alone', async () => {
      writeSession(join(place.home, '.local/state/teei-runbook/sessions'), recordsOf(session, eventful));
      expect((await place.run(['sessions', 'show', session])).stdout).not.toContain('Debrief');
    });
  });

  describe('looking one up', () => {
    const at = (): Parameters<typeof loadScenario>[1] => ({
      cwd: place.work,
      folders: [{ origin: 'repository', path: `${place.work}/runbooks` }],
    });

    it('by its id, and by its file', () => {
      expect(loadScenario('trial', at())).toMatchObject({ ok: true, value: { id: 'trial' } });
      expect(loadScenario('runbooks/scenarios/trial.yaml', at())).toMatchObject({
        ok: true,
        value: { path: 'runbooks/scenarios/trial.yaml' },
      });
    });

    it('suggests the nearest', () => {
      expect(loadScenario('trail', at())).toMatchObject({
        ok: false,
        problems: [{ code: 'library/unknown-scenario', hint: 'Did you mean `trial`?' }],
      });
    });
  });
});
