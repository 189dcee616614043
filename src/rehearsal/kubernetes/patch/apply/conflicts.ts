import { elementText } from '../../fields/elements.ts';
import type { FieldSet } from '../../fields/field-set.ts';
import type { Manager } from '../../fields/managers.ts';
import { type ApiFailure, refused } from '../../objects/failure.ts';

/** Fields that an apply patch would take from their manager. */
export interface FieldConflict {
  readonly manager: Manager;
  readonly fields: FieldSet;
}

/** The refusal that names them, one cause a field (fieldmanager, internal/conflict.go). */
export function conflictFailure(conflicts: readonly FieldConflict[]): ApiFailure {
  const causes = conflicts
    .toSorted((a, b) => (ownerText(a.manager) < ownerText(b.manager) ? -1 : 1))
    .flatMap(({ manager, fields }) =>
      pathsOf(fields).map((field) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${ownerText(manager)}`,
        field,
      })),
    );
  const count = causes.length === 1 ? '1 conflict' : `${String(causes.length)} conflicts`;
  return refused('Conflict', `Apply failed with ${count}: ${summary(causes)}`, { causes }).failure;
}

function ownerText({ manager, subresource, operation, apiVersion }: Manager): string {
  const part = subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`;
  const version = operation === 'Update' ? ` using ${apiVersion}` : '';
  return `${JSON.stringify(manager)}${part}${version}`;
}

/** One conflict in one line, several as a list for each manager. */
function summary(causes: readonly { readonly message: string; readonly field: string }[]): string {
  const [first] = causes;
  if (causes.length === 1 && first !== undefined) return `${first.message}: ${first.field}`;
  const messages = [...new Set(causes.map(({ message }) => message))];
  return messages
    .map((message) => {
      const fields = causes.filter((cause) => cause.message === message).map(({ field }) => `- ${field}`);
      return [`${message.replace('conflict', 'conflicts')}:`, ...fields].join('\n');
    })
    .join('\n');
}

/** The paths of the fields of a set, such as `.spec.replicas`. */
export function pathsOf(fields: FieldSet, path = ''): readonly string[] {
  const below = [...fields.children]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([element, child]) => pathsOf(child, `${path}${elementText(element)}`));
  return fields.member ? [path, ...below] : below;
}
