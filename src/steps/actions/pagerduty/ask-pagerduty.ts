import { type ApiAnswer, type ApiRequest, askApi } from '../../api/ask-api.ts';
import type { HoldContext } from '../../context.ts';
import { type NamedValue, namedValue } from '../../announce/named-value.ts';

export const system = 'PagerDuty';

/** Milliseconds that an answer may take. */
const timeout = 10_000;

/** Asks the REST API v2 (https://developer.pagerduty.com/docs/rest-api-overview) with the key of the session. */
export function askPagerDuty(
  request: Pick<ApiRequest, 'check' | 'method' | 'path' | 'json' | 'headers'>,
  context: HoldContext,
): Promise<ApiAnswer> {
  const { headers, ...rest } = request;
  return askApi(
    {
      ...rest,
      endpoint: 'pagerduty',
      system,
      credential: { secret: 'pagerduty-key', header: 'Authorization', prefix: 'Token token=' },
      headers: { Accept: 'application/vnd.pagerduty+json;version=2', ...headers },
      timeout,
    },
    context,
  );
}

/** The e-mail address of the user on whose behalf something is written: the API wants it in the header From. */
export function writesAs(check: string, given: string | undefined, context: HoldContext): NamedValue {
  const means = 'e-mail address of a user of your PagerDuty account';
  return namedValue(check, { name: 'pagerduty-from', given, means }, context);
}
