import { describe, expect, it } from 'vitest';
import { imageExists } from '../../../src/steps/checks/image-exists.ts';
import { addressOf } from '../../../src/steps/checks/image-exists/image-address.ts';
import { deployment, manifestOf } from '../../fixtures/manifest/objects.ts';
import {
  basicChallenge,
  challenge,
  denied,
  there,
  token,
  tokenUrl,
  tooMany,
  unknownManifest,
} from '../../fixtures/manifest/registry-messages.ts';
import { fakeFiles, fakeHttp, fakeRunContext, type HttpExpectation } from '../../fixtures/run-context.ts';

const hub = 'HEAD https://registry-1.docker.io/v2/samalba/my-app/manifests/v1';
const own = 'HEAD https://registry.example.com/v2/teei/api-gateway/manifests/v2';

/** Asks for the images of a manifest; the requests must be these, in this order. */
async function look(
  images: readonly string[],
  answers: readonly HttpExpectation[],
  docker?: unknown,
  env: Readonly<Record<string, string>> = { HOME: '/home/ops' },
) {
  const http = fakeHttp(answers);
  const files = fakeFiles({
    '/home/ops/repo/out.yaml': manifestOf(
      images.map((image, index) => deployment(`d${String(index)}`, image)),
    ),
    ...(docker === undefined ? {} : { '/home/ops/.docker/config.json': JSON.stringify(docker) }),
  });
  const result = await imageExists.run(
    { manifest: 'out.yaml' },
    fakeRunContext({ env, ports: { http, files } }),
  );
  return { result, requests: http.requests };
}

const login = Buffer.from('user:very-secret').toString('base64');

describe('the check image.exists', () => {
  it('passes an image that the registry has, with its digest', async () => {
    const { result, requests } = await look(
      ['registry.example.com/teei/api-gateway:v2'],
      [{ request: own, answer: there }],
    );
    expect(result).toMatchObject({
      verdict: 'pass',
      summary: 'all 1 images are in their registries',
      evidence: [{ observed: there.headers['docker-content-digest'], where: 'Deployment d0' }],
    });
    expect(requests[0]?.headers['accept']).toContain('application/vnd.oci.image.index.v1+json');
  });

  it('fails for one that the registry does not have, and names it and its service', async () => {
    const { result } = await look(
      ['registry.example.com/teei/api-gateway:v2', 'registry.example.com/teei/q2q-ai:v2'],
      [
        { request: own, answer: unknownManifest },
        { request: 'HEAD https://registry.example.com/v2/teei/q2q-ai/manifests/v2', answer: there },
      ],
    );
    expect(result).toMatchObject({
      verdict: 'fail',
      summary: 'not in the registry: registry.example.com/teei/api-gateway:v2. Was it built and pushed?',
      failing: ['api-gateway'],
      evidence: [{ result: 'fail' }, { result: 'pass' }],
    });
  });

  it('gets an anonymous token where the registry asks for one', async () => {
    const { result, requests } = await look(
      ['samalba/my-app:v1'],
      [
        { request: hub, answer: challenge },
        { request: `GET ${tokenUrl}`, answer: token },
        { request: hub, answer: there },
      ],
    );
    expect(result.verdict).toBe('pass');
    expect(requests[1]?.headers).toEqual({});
    expect(requests[2]?.headers['authorization']).toBe('Bearer eyJhbGciOiJFUzI1NiIs');
  });

  it.each([
    [
      'of the registry’s address',
      { auths: { 'https://index.docker.io/v1/': { auth: login } } },
      { HOME: '/home/ops' },
    ],
    [
      'in $DOCKER_CONFIG',
      { auths: { 'https://index.docker.io/v1/': { auth: login } } },
      { DOCKER_CONFIG: '/home/ops/.docker' },
    ],
  ])('gives the login %s to the token’s realm, and never tells it', async (_what, docker, env) => {
    const { result, requests } = await look(
      ['samalba/my-app:v1'],
      [
        { request: hub, answer: challenge },
        { request: `GET ${tokenUrl}`, answer: token },
        { request: hub, answer: unknownManifest },
      ],
      docker,
      env,
    );
    expect(requests[1]?.headers['authorization']).toBe(`Basic ${login}`);
    expect(result.verdict).toBe('fail');
    expect(JSON.stringify(result)).not.toMatch(new RegExp(`${login}|very-secret|eyJ`));
  });

  it('gives the login to a registry that asks for it itself', async () => {
    const { requests, result } = await look(
      ['registry.example.com/teei/api-gateway:v2'],
      [
        { request: own, answer: basicChallenge },
        { request: own, answer: there },
      ],
      { auths: { 'registry.example.com': { auth: login } } },
    );
    expect(requests[1]?.headers['authorization']).toBe(`Basic ${login}`);
    expect(result.verdict).toBe('pass');
  });

  it('gives no login to a realm that others can read', async () => {
    const plain = {
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="http://auth.example.com/token"' },
    };
    const { result, requests } = await look(
      ['registry.example.com/teei/api-gateway:v2'],
      [{ request: own, answer: plain }],
      { auths: { 'registry.example.com': { auth: login } } },
    );
    expect(requests).toHaveLength(1);
    expect(result.verdict).toBe('inconclusive');
  });

  it.each([
    ['does not answer', 'ENOTFOUND', 'registry.example.com does not answer: ENOTFOUND'],
    ['asks to slow down', tooMany, 'registry.example.com answers with HTTP 429'],
    ['is broken', { status: 502 }, 'registry.example.com answers with HTTP 502'],
    ['denies it', denied, 'registry.example.com wants a login'],
    ['redirects', { status: 307 }, 'registry.example.com answers with HTTP 307'],
  ])('can’t tell where the registry %s, and asks it for no other image', async (_what, answer, observed) => {
    const { result, requests } = await look(
      ['registry.example.com/teei/api-gateway:v2', 'registry.example.com/teei/q2q-ai:v2'],
      [{ request: own, answer }],
    );
    expect(requests).toHaveLength(1);
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      summary: `it can’t be told whether 2 of 2 images exist: ${observed}`,
      evidence: [{ observed }, { observed }],
    });
  });

  it.each([
    ['none', undefined, 'https://index.docker.io/v1/ wants a login'],
    [
      'one that is refused',
      { auths: { 'https://index.docker.io/v1/': { auth: login } } },
      'https://index.docker.io/v1/ refuses the login that is kept for it',
    ],
    [
      'one in a helper',
      { credsStore: 'desktop' },
      'https://index.docker.io/v1/ wants a login, which docker-credential-desktop keeps and is not asked for',
    ],
    ['an unreadable file', 'nonsense', 'https://index.docker.io/v1/ wants a login'],
  ])('can’t tell without a login: %s', async (_what, docker, observed) => {
    const { result } = await look(
      ['samalba/my-app:v1'],
      [
        { request: hub, answer: challenge },
        { request: `GET ${tokenUrl}`, answer: denied },
      ],
      docker,
    );
    expect(result).toMatchObject({ verdict: 'inconclusive', evidence: [{ observed }] });
  });

  it('can’t tell where the token’s realm does not answer', async () => {
    const { result } = await look(
      ['samalba/my-app:v1'],
      [
        { request: hub, answer: challenge },
        { request: `GET ${tokenUrl}`, answer: 'ECONNRESET' },
      ],
    );
    expect(result.verdict).toBe('inconclusive');
  });
});

describe('the address of an image', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  it.each([
    ['nginx', 'https://registry-1.docker.io', 'library/nginx', 'latest'],
    ['docker.io/team/api:v1', 'https://registry-1.docker.io', 'team/api', 'v1'],
    ['ghcr.io/owner/team/api:v1', 'https://ghcr.io', 'owner/team/api', 'v1'],
    [`ghcr.io/owner/api:v1@${digest}`, 'https://ghcr.io', 'owner/api', digest],
    ['localhost:5000/api:v1', 'http://localhost:5000', 'api', 'v1'],
    ['127.0.0.1:5000/api', 'http://127.0.0.1:5000', 'api', 'latest'],
    ['registry:5000/api', 'https://registry:5000', 'api', 'latest'],
    ['localhost.example.com/api', 'https://localhost.example.com', 'api', 'latest'],
  ])('%s', (image, base, repository, reference) => {
    expect(addressOf(image)).toMatchObject({ image, base, repository, reference });
  });
});
