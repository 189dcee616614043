import { describe, expect, it } from 'vitest';
import { lookAtVault } from '../../../../src/steps/checks/diagnose/vault-look.ts';
import { environment, fakeHttp, fakeRunContext } from '../../../fixtures/run-context.ts';

const vault = { ...environment, endpoints: { vault: 'https://vault.example' } };

function look(answer: Parameters<typeof fakeHttp>[0][number]['answer']) {
  const http = fakeHttp([{ request: 'GET https://vault.example/v1/sys/health', answer }]);
  return lookAtVault(fakeRunContext({ environment: vault, ports: { http } }));
}

describe('how Vault says that it is', () => {
  it.each([200, 429, 472, 473])('is well with HTTP %i', async (status) => {
    expect(await look({ status })).toMatchObject({ clues: [], unseen: [] });
  });

  it.each([
    [501, 'not initialised'],
    [503, 'sealed'],
    [530, 'active node'],
  ])('gives no secrets with HTTP %i', async (status, meaning) => {
    const { clues } = await look({ status });
    expect(clues).toMatchObject([{ cause: 'vault-sealed' }]);
    expect(clues[0]?.observed).toContain(meaning);
  });

  it('gives none where it does not answer', async () => {
    expect((await look('ECONNREFUSED')).clues).toMatchObject([{ cause: 'vault-sealed' }]);
  });

  it.each([302, 404, 502])('is not known with HTTP %i, and that is no calm', async (status) => {
    expect(await look({ status })).toMatchObject({ clues: [], unseen: [{ what: 'Vault itself' }] });
  });

  it('is not known without an endpoint, and says what to write where', async () => {
    const { unseen } = await lookAtVault(fakeRunContext({}));
    expect(unseen[0]?.next).toContain('environments.production.endpoints');
  });
});
