import { at, isObject, type JsonObject, numberAt, textAt } from '../objects/json.ts';
import { atLeastZero, hasObject, portErrors } from './checks.ts';
import { type FieldError, forbiddenField, invalidValue, required } from './field-error.ts';

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

const times = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

/** What is wrong with the probes and hooks of a container. */
export function probesErrors(container: JsonObject, path: string): readonly FieldError[] {
  return [
    ...hookErrors(container, path),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((key) => {
      const probe = at(container, key);
      return isObject(probe) ? probeErrors(probe, `${path}.${key}`, key !== 'readinessProbe') : [];
    }),
  ];
}

function probeErrors(probe: JsonObject, path: string, once: boolean): readonly FieldError[] {
  const successes = numberAt(probe, 'successThreshold');
  return [
    ...handlerErrors(probe, path),
    ...atLeastZero(probe, path, times),
    ...(once && successes !== undefined && successes !== 1
      ? [invalidValue(`${path}.successThreshold`, successes, 'must be 1')]
      : []),
  ];
}

function hookErrors(container: JsonObject, path: string): readonly FieldError[] {
  return ['postStart', 'preStop'].flatMap((key) => {
    const hook = at(container, 'lifecycle', key);
    return isObject(hook) && !hasObject(hook, 'sleep') ? handlerErrors(hook, `${path}.lifecycle.${key}`) : [];
  });
}

/** What is asked must be said once. */
function handlerErrors(probe: JsonObject, path: string): readonly FieldError[] {
  const used = handlers.filter((key) => hasObject(probe, key));
  if (used.length === 0) return [required(path, 'must specify a handler type')];
  return used.flatMap((key, index) =>
    index === 0
      ? handlerError(probe, key, `${path}.${key}`)
      : [forbiddenField(`${path}.${key}`, 'may not specify more than 1 handler type')],
  );
}

function handlerError(
  probe: JsonObject,
  key: (typeof handlers)[number],
  path: string,
): readonly FieldError[] {
  if (key === 'exec') {
    return at(probe, 'exec', 'command') === undefined ? [required(`${path}.command`)] : [];
  }
  const missingPath =
    key === 'httpGet' && (textAt(probe, key, 'path') ?? '') === '' ? [required(`${path}.path`)] : [];
  return [...missingPath, ...portErrors(`${path}.port`, at(probe, key, 'port') ?? 0)];
}
