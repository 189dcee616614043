import { type ApiAnswer, type ApiRequest, askApi } from '../../api/ask-api.ts';
import { type NamedValue, namedValue } from '../../announce/named-value.ts';
import { sessionOf } from '../../announce/session-mark.ts';
import { type Asked, given, refusedBy } from '../../announce/told.ts';
import type { HoldContext, PreviewContext } from '../../context.ts';
import { field, text } from '../../manifest/json.ts';

export const system = 'Statuspage';

/** Milliseconds that an answer may take. */
const timeout = 15_000;

/** What of a session an incident of the page is: it stands in its metadata, which visitors don't see. */
export type Role = 'maintenance' | 'incident';

/** Id of the page that is written on. */
function pageOf(check: string, context: PreviewContext): NamedValue {
  return namedValue(
    check,
    { name: 'statuspage-page', means: 'id of your page, as its address in Statuspage shows it' },
    context,
  );
}

/** Asks the API (https://developer.statuspage.io) about the incidents of a page; `path` stands behind them. */
export async function askStatuspage(
  request: Pick<ApiRequest, 'check' | 'method' | 'path' | 'json'>,
  context: HoldContext,
): Promise<ApiAnswer> {
  const page = pageOf(request.check, context);
  if (page.kind === 'unknown') return { kind: 'unanswered', result: page.result };
  const answer = await askApi(
    {
      ...request,
      path: `/v1/pages/${encodeURIComponent(page.value)}/incidents${request.path}`,
      endpoint: 'statuspage',
      system,
      credential: { secret: 'statuspage-key', header: 'Authorization', prefix: 'OAuth ' },
      timeout,
    },
    context,
  );
  // Its own status for too many requests; a key may ask once a second.
  if (answer.kind !== 'answer' || answer.status !== 420) return answer;
  return refusedBy(request.check, system, answer, 'fewer requests in a minute; wait for one');
}

/** The metadata by which a session finds its own again. */
export function metadataOf(role: Role, context: PreviewContext): Readonly<Record<string, unknown>> {
  return { 'teei-runbook': { session: sessionOf(context), role } };
}

/** The newest incident of a page that this session has opened in that role, whatever its state is; undefined: there is none. */
export async function findOwn(check: string, role: Role, context: HoldContext): Promise<Asked<unknown>> {
  const answer = await askStatuspage({ check, method: 'GET', path: '?limit=100' }, context);
  if (answer.kind === 'unanswered') return answer;
  if (answer.status !== 200 || !Array.isArray(answer.json))
    return refusedBy(check, system, answer, 'a list of incidents');
  const own: unknown = answer.json.find((each: unknown) => {
    const mark = field(each, 'metadata', 'teei-runbook');
    const session = text(field(mark, 'session'));
    return session !== undefined && session === sessionOf(context) && field(mark, 'role') === role;
  });
  return given(own);
}

/** The components of the page with the state that each is shown in. */
export function componentStates(ids: readonly string[], state: string): Readonly<Record<string, unknown>> {
  if (ids.length === 0) return {};
  return { component_ids: ids, components: Object.fromEntries(ids.map((id) => [id, state])) };
}
