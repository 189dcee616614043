import { describe, expect, it } from 'vitest';
import { pathsOf } from '../../src/platform/paths.ts';

describe('paths', () => {
  it('are below HOME by default', () => {
    expect(pathsOf({ HOME: '/home/a' })).toEqual({
      ok: true,
      value: {
        config: '/home/a/.config/teei-runbook',
        library: '/home/a/.local/share/teei-runbook/runbooks',
        sessions: '/home/a/.local/state/teei-runbook/sessions',
        cache: '/home/a/.cache/teei-runbook',
        runtime: undefined,
      },
    });
  });

  it('follow XDG variables, but no relative ones', () => {
    const env = { HOME: '/h', XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: 'rel', XDG_RUNTIME_DIR: '/run/user/1' };
    expect(pathsOf(env)).toMatchObject({
      value: {
        sessions: '/s/teei-runbook/sessions',
        config: '/h/.config/teei-runbook',
        runtime: '/run/user/1/teei-runbook',
      },
    });
  });

  it('need HOME, or every variable instead of it', () => {
    expect(pathsOf({})).toMatchObject({ ok: false, problems: [{ code: 'paths/no-home' }] });
    expect(pathsOf({ HOME: '' }).ok).toBe(false);
    expect(pathsOf({ XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d' }).ok).toBe(true);
  });
});
