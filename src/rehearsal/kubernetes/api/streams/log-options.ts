import { type ApiResult, done, refused } from '../../objects/failure.ts';

/** What of a container's log is asked for. */
export interface LogOptions {
  readonly container: string | undefined;
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  /** Milliseconds since 1970: no line from before. */
  readonly since: number | undefined;
  readonly tailLines: number | undefined;
  readonly limitBytes: number | undefined;
}

const numbers = ['tailLines', 'limitBytes', 'sinceSeconds'] as const;

/**
 * Reads the query of `pods/NAME/log`. Refused as by the server where a value is no number, no time or out of range
 * (ValidatePodLogOptions). `now`: milliseconds since 1970.
 */
export function readLogOptions(name: string, query: URLSearchParams, now: number): ApiResult<LogOptions> {
  const wrong = numbers
    .map((key) => query.get(key))
    .find((text) => text !== null && !/^[+-]?\d+$/.test(text));
  if (wrong !== undefined && wrong !== null) {
    return refused('BadRequest', `strconv.ParseInt: parsing ${JSON.stringify(wrong)}: invalid syntax`);
  }
  const time = query.get('sinceTime');
  const sinceTime = time === null ? undefined : Date.parse(time);
  if (time !== null && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(time)) return notATime(time);
  if (sinceTime !== undefined && Number.isNaN(sinceTime)) return notATime(time ?? '');
  const [tailLines, limitBytes, sinceSeconds] = numbers.map((key) => numberOf(query, key));
  const errors = [
    ...belowMinimum('tailLines', tailLines, 0, 'must be greater than or equal to 0'),
    ...belowMinimum('limitBytes', limitBytes, 1, 'must be greater than 0'),
    ...sinceErrors(sinceSeconds, sinceTime),
  ];
  if (errors.length > 0) return invalid(name, errors);
  return done({
    container: query.get('container') ?? undefined,
    follow: flag(query, 'follow'),
    previous: flag(query, 'previous'),
    timestamps: flag(query, 'timestamps'),
    since: sinceSeconds === undefined ? sinceTime : now - sinceSeconds * 1000,
    tailLines,
    limitBytes,
  });
}

interface LogOptionError {
  readonly field: string;
  readonly reason: 'FieldValueInvalid' | 'FieldValueForbidden';
  readonly message: string;
}

function numberOf(query: URLSearchParams, key: string): number | undefined {
  const text = query.get(key);
  return text === null ? undefined : Number(text);
}

function flag(query: URLSearchParams, key: string): boolean {
  const text = query.get(key);
  return text !== null && text !== 'false' && text !== '0';
}

function belowMinimum(
  field: string,
  value: number | undefined,
  minimum: number,
  rule: string,
): readonly LogOptionError[] {
  if (value === undefined || value >= minimum) return [];
  return [{ field, reason: 'FieldValueInvalid', message: `Invalid value: ${String(value)}: ${rule}` }];
}

function sinceErrors(seconds: number | undefined, time: number | undefined): readonly LogOptionError[] {
  if (seconds !== undefined && time !== undefined) {
    return [
      {
        field: '[]',
        reason: 'FieldValueForbidden',
        message: 'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
      },
    ];
  }
  return belowMinimum('sinceSeconds', seconds, 1, 'must be greater than 0');
}

function notATime(text: string): ReturnType<typeof refused> {
  return refused(
    'BadRequest',
    `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(text)} as "2006"`,
  );
}

function invalid(name: string, errors: readonly LogOptionError[]): ReturnType<typeof refused> {
  const texts = errors.map(({ field, message }) => `${field}: ${message}`);
  const [only = ''] = texts;
  const what = texts.length === 1 ? only : `[${texts.join(', ')}]`;
  return refused('Invalid', `PodLogOptions ${JSON.stringify(name)} is invalid: ${what}`, {
    name,
    kind: 'PodLogOptions',
    causes: errors.map(({ field, reason, message }) => ({ reason, message, field })),
  });
}
