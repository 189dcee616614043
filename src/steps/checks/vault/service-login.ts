import { type ApiAnswer, askApi } from '../../api/ask-api.ts';
import type { RunContext } from '../../context.ts';
import { field, items, parsedJson, text } from '../../manifest/json.ts';
import type { Evidence } from '../../outcome.ts';
import type { CheckResult } from '../define-check.ts';

/** A ServiceAccount, and the role of Vault's Kubernetes authentication that it logs in with. */
export interface ServiceLogin {
  readonly check: string;
  readonly endpoint: string;
  readonly account: string;
  readonly role: string;
  /** Where the authentication method is mounted, such as `kubernetes`. */
  readonly mount: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/**
 * Logs in as the pods do: asks the cluster for a token of the ServiceAccount that lives ten minutes, and Vault for a login
 * with it, which is revoked at once. Neither of the two is ever shown.
 */
export async function tryServiceLogin(login: ServiceLogin, context: RunContext): Promise<CheckResult> {
  const jwt = await accountToken(login, context);
  if (jwt.kind === 'none') return jwt.result;
  if (context.mask('service-account-token', jwt.token) === 'too-short') return notOne(login);
  const { check, endpoint, timeout, role, mount, account } = login;
  const request = { check, endpoint, system: 'Vault', method: 'POST', timeout } as const;
  const path = `/v1/auth/${mount}/login`;
  const answer = await askApi({ ...request, path, json: { role, jwt: jwt.token } }, context);
  if (answer.kind === 'unanswered') return explained(answer, login);
  const auth = field(answer.json, 'auth');
  const token = text(field(auth, 'client_token'));
  if (answer.status !== 200 || token === undefined) return refused(answer, login);
  context.mask('vault-service-token', token);
  const policies = items(field(auth, 'token_policies')).flatMap((one) => text(one) ?? []);
  const revoke = { ...request, path: '/v1/auth/token/revoke-self', headers: { 'X-Vault-Token': token } };
  const revoked = await askApi(revoke, context);
  const ended = revoked.kind === 'answer' && revoked.status < 300 ? 'revoked again' : 'it ends by itself';
  const observed = `logged in with ${policies.join(', ') || 'no policy'}; ${ended}`;
  return answered(login, 'pass', `${account} logs in to Vault as ${role}`, observed);
}

type AccountToken =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'none'; readonly result: CheckResult };

/** By kubectl, which asks the TokenRequest API of the pinned cluster. */
async function accountToken(login: ServiceLogin, context: RunContext): Promise<AccountToken> {
  const { account, timeout } = login;
  const { env, cwd, signal, environment } = context;
  const argv = [
    'kubectl',
    'create',
    'token',
    account,
    '-n',
    environment.namespace,
    '--duration=10m',
  ] as const;
  const ran = await context.ports.shell.probe(argv, { env, cwd, timeout, signal });
  if (ran === 'not-found') {
    return { kind: 'none', result: answered(login, 'error', 'kubectl is not there', 'it is not installed') };
  }
  const token = ran.stdout.trim();
  if (ran.exit.code === 0 && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return { kind: 'token', token };
  const said = ran.stderr.trim().split('\n')[0] ?? '';
  const forbidden = /forbidden/i.test(said);
  const result = answered(
    login,
    forbidden ? 'inconclusive' : 'error',
    `no token of the ServiceAccount ${account}`,
    said === '' ? 'kubectl gave none' : said,
    forbidden
      ? 'Ask for the right to create serviceaccounts/token, or ask somebody who has it whether the login works'
      : 'Check that the ServiceAccount exists, then run the step again',
  );
  return { kind: 'none', result };
}

function notOne(login: ServiceLogin): CheckResult {
  return answered(login, 'error', 'kubectl gave no token', 'a text that is too short for one');
}

/** What Vault refuses may be the fault of the role or of the account: 403, 400 and 404 say so in `errors`. */
function refused(answer: Extract<ApiAnswer, { kind: 'answer' }>, login: ServiceLogin): CheckResult {
  const errors = items(field(parsedJson(answer.body), 'errors')).flatMap((one) => text(one) ?? []);
  const observed = `HTTP ${answer.status}${errors.length === 0 ? '' : `: ${errors.join('; ')}`}`;
  return answered(login, 'fail', `${login.account} can’t log in to Vault`, observed, mend(login));
}

/** A 403 of the login is an answer: this account may not log in with this role. */
function explained(answer: Extract<ApiAnswer, { kind: 'unanswered' }>, login: ServiceLogin): CheckResult {
  const { result } = answer;
  if (!/HTTP 40[13]/.test(result.summary)) return result;
  return answered(login, 'fail', `${login.account} can’t log in to Vault`, 'HTTP 403', mend(login));
}

function mend({ account, role, mount }: ServiceLogin): string {
  return `Compare the role: vault read auth/${mount}/role/${role} must bind ${account} and its namespace; and see that Vault reaches the cluster’s API`;
}

function answered(
  { check, account, role, mount }: ServiceLogin,
  verdict: CheckResult['verdict'],
  summary: string,
  observed: string,
  next?: string,
): CheckResult {
  const row: Evidence = {
    check,
    result: verdict,
    what: `login of the ServiceAccount ${account}`,
    where: `auth/${mount}`,
    expected: `a login with the role ${role}`,
    observed,
    ...(next === undefined ? {} : { next }),
  };
  return { verdict, summary, evidence: [row] };
}
